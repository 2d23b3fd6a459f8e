import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Rows of two scripts compared by their digests")
struct ComparedDigestTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// A change of what handlers do, as a person makes it; each form has at least one of these.
  private static let changes = [
    ("s.n += ", "s.n += 1 + "),
    ("items: [...s.items, e.data]", "items: e.data.n > 5 ? [...s.items] : [...s.items, e.data]"),
    ("s.items.push(e.body)", "if (e.body.n < 7) s.items.push(e.body)"),
    ("Taken: () => null,", ""),
    ("s[0].n += e.body.n", "s[0].n += Math.max(0, e.body.n)"),
    ("s[1].sum += e.body.n", "s[1].sum += e.body.n > 8 ? 8 : e.body.n"),
    ("(s.n || 0) + e.body.n", "(s.n || 0) + Math.abs(e.body.n)"),
    ("return null", "return { ...s, n: 0 }"),
    ("fromCategory('a').foreachStream()", "fromAll().foreachStream()"),
    (#"category: "a""#, #"streams: ["a-1", "b-1"]"#),
    ("s.deep = e.data", "s.deep = e.data, s.n %= 7"),
    ("s[0].list = e.body.list", "s[0].list = [...e.body.list, 1]; s[0].n += 1"),
  ]

  /// Each form with itself, and with what each change makes of it.
  private static let pairs = ProjectionForms.scripts.flatMap { script in
    [(script, script)]
      + changes.map { (script, script.replacing($0.0, with: $0.1)) }.filter { $0.0 != $0.1 }
  }

  @Test(
    "say of every history since when rows differ, as the rows themselves do",
    arguments: 0..<pairs.count)
  func equalToldRows(number: Int) throws {
    let (old, new) = Self.pairs[number]
    var random = SeededRandom(seed: UInt64(number))
    let events = try ProjectionForms.history(of: 400, &random)
    try expectSame(try compared(old, new, events, true), try compared(old, new, events, false))
  }

  @Test("every change makes a difference that is found", arguments: 0..<changes.count)
  func found(number: Int) throws {
    var random = SeededRandom(seed: 9)
    let events = try ProjectionForms.history(of: 300, &random)
    let change = Self.changes[number]
    let scripts = ProjectionForms.scripts.filter { $0.contains(change.0) }
    let differ = try scripts.filter { script in
      let new = script.replacing(change.0, with: change.1)
      return try !compared(script, new, events, true).isSame
    }
    #expect(!differ.isEmpty)
  }

  @Test("members in another order, and numbers that are written in another way, are no difference")
  func order() throws {
    let events = try history(of: 40)
    let old = script("s.a = e.body.n; s.b = [e.body.n, { x: 1.5, y: 0 }]")
    let new = script("s.b = [e.body.n / 1, { y: -0, x: 3 / 2 }]; s.a = e.body.n * 1.0")
    #expect(try compared(old, new, events, true).isSame)
    let other = script("s.b = [e.body.n, { x: 1.5, y: null }]; s.a = e.body.n")
    #expect(try compared(old, other, events, true).differences.map(\.position) == [1, 2, 3])
  }

  @Test("a row that one side alone takes later is told as it was before")
  func asymmetrical() throws {
    let events = try history(of: 9_000, of: ["A", "A", "A", "B"])
    let old = script("s.a = e.body.n")
    let new = old.replacing("A(s", with: "B(s) { s.late = s.a > 7000 }, A(s")
    let quick = try compared(old, new, events, true)
    try expectSame(quick, try compared(old, new, events, false))
    #expect(quick.differences.count == 3)
  }

  @Test("rows that are too large to be kept are compared whole")
  func large() throws {
    let events = try history(of: 60)
    let old = script("s.a = ['x'.repeat(600 * e.body.n)]")
    let new = script("s.a = ['x'.repeat(600 * e.body.n + (e.body.n > 50 ? 1 : 0))]")
    let quick = try compared(old, new, events, true)
    #expect(quick.differences.map(\.position) == [51, 52, 53])
    try expectSame(quick, try compared(old, new, events, false))
  }

  // MARK: Help

  private func script(_ body: String) -> String {
    "fromAll().foreachStream().when({ $init: () => ({}), A(s, e) { \(body) } })"
  }

  /// Events of three streams; `n` is the position.
  private func history(of count: Int, of types: [String] = ["A"]) throws -> [EventRecord] {
    try (1...count).map { number in
      EventRecord(
        at: EventPlace(
          stream: StreamName("a-\(number % 3)"), version: (number + 2) / 3, position: number),
        type: types[number % types.count], data: try JSONText(#"{"n":\#(number)}"#))
    }
  }

  private func compared(
    _ old: String, _ new: String, _ events: [EventRecord], _ usesDigests: Bool
  ) throws -> ProjectionComparison {
    let source = ArraySource(events)
    return try ProjectionComparer(
      source: source, old: try folder.projection(old).definition(),
      new: try folder.projection(new).definition(), usesDigests: usesDigests
    ).compare()
  }

  private func expectSame(_ a: ProjectionComparison, _ b: ProjectionComparison) throws {
    #expect(a.differences.map(\.key) == b.differences.map(\.key))
    for (a, b) in zip(a.differences, b.differences) { #expect(a == b) }
    #expect(a.same == b.same)
    #expect(a.outputs == b.outputs)
    #expect(a.outputCount == b.outputCount)
    #expect(a.oldFaults == b.oldFaults)
    #expect(a.newFaults == b.newFaults)
  }
}
