import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("What a projection by a script says of each event")
struct ProjectionStepTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  // MARK: Steps

  @Test(
    "steps are what is taken behind each event, and the others have a reason",
    arguments: 0..<ProjectionForms.scripts.count, [1, 2] as [UInt64])
  func equalTaken(number: Int, seed: UInt64) throws {
    let events = try history(seed)
    let told = try folded(number, events, .rows)
    var single = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]))
    for event in events {
      let (rows, faults) = (single.rows, single.faults.count)
      let shared = single.shared ?? Self.firstShared
      _ = try single.fold([event])
      let steps = told.steps.filter { $0.place.position == event.position }
      let changed = single.rows.filter { $0.value != rows[$0.key] }
      let isSame = steps.allSatisfy { step in
        guard let key = step.key.map({ StreamName($0) }) else {
          return step.state == single.shared && step.state != shared
        }
        let result = step.result.map { " -> \($0)" } ?? ""
        return single.rows[key] == step.state.map { "\(event.position) \($0)\(result)" }
      }
      #expect(isSame, "\(event.position): \(steps)")
      let keys = Set(steps.compactMap(\.key).map { StreamName($0) })
      #expect(keys.isSuperset(of: changed.keys), "\(event.position)")
      #expect(keys.isSuperset(of: rows.keys.filter { single.rows[$0] == nil }))
      #expect(steps.contains { $0.key == nil } == ((single.shared ?? shared) != shared))
      #expect(single.faults.count == faults || steps.isEmpty)
    }
    #expect(told.rows == single.rows)
    expectWhole(told, of: events)
  }

  @Test(
    "of rows that are asked for, and of the shared state, steps are those of all rows",
    arguments: 0..<ProjectionForms.scripts.count)
  func some(number: Int) throws {
    let events = try history(4)
    let keys = ["a-1", "é", "3", "all"]
    let all = try folded(number, events, .rows)
    let some = try folded(number, events, .rowsOf(keys + ["e\u{301}"]))
    let wanted = all.steps.filter { step in
      step.key.map { key in keys.contains { $0.utf8.elementsEqual(key.utf8) } } ?? true
    }
    #expect(some.steps == wanted)
    #expect(!wanted.isEmpty)
    expectWhole(some, of: events)
    #expect(try folded(number, events, .rowsOf(["e\u{301}"])).steps.allSatisfy { $0.key == nil })
  }

  @Test(
    "a process that goes on from stored rows has the steps of the whole",
    arguments: 0..<ProjectionForms.scripts.count)
  func resumed(number: Int) throws {
    let events = try history(6)
    let whole = try folded(number, events, .rows)
    let first = try folded(number, Array(events[..<25]), .rows)
    var start = ProjectionStart()
    start.tells = .rows
    var rest = try ProjectionRun(
      folder.projection(ProjectionForms.scripts[number]), behind: first, start)
    _ = try rest.fold(Array(events[25...]))
    #expect(first.steps + rest.steps == whole.steps)
    #expect(first.passed + rest.passed == whole.passed)
  }

  @Test(
    "rows that are forgotten and asked for again are told as before",
    arguments: 0..<ProjectionForms.scripts.count)
  func forgotten(number: Int) throws {
    let events = try history(7)
    let whole = try folded(number, events, .rows)
    let kept = KeptRows()
    var start = ProjectionStart()
    start.tells = .rows
    start.stored = { keys in keys.map { kept.states[StreamName($0)] } }
    var run = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]), start)
    for end in stride(from: 10, through: events.count, by: 10) {
      _ = try run.fold(Array(events[(end - 10)..<end]))
      kept.states = run.states
      try run.forget()
    }
    #expect(run.steps == whole.steps)
    #expect(run.passed == whole.passed)
  }

  @Test("states of which a frame has more than an answer holds are all told, in order")
  func large() throws {
    let script = """
      fromCategory("a").foreachStream().when({
        $init: () => ({ n: 0, t: "" }),
        A(s, e) { s.n = e.body.n; s.t = "x".repeat(e.body.size); if (s.n % 500 === 7) throw new Error("no") },
        C(s, e) { s.n = e.metadata.n },
      })
      """
    let types = ["A", "B", "A", "A", "C", "A"]
    let events = try (1...5000).map { number in
      // Small ones, large ones, and so on.
      let size = number / 400 % 2 * 20_000
      return EventRecord(
        at: EventPlace(
          stream: StreamName("\(number % 7 == 0 ? "b" : "a")-\(number % 50)"), version: number,
          position: number),
        type: types[number % 6],
        data: try JSONText(#"{"n":\#(number),"size":\#(size)}"#),
        metadata: try JSONText(#"{"n":\#(number)}"#))
    }
    var start = ProjectionStart()
    start.tells = .rows
    var run = try ProjectionRun(folder.projection(script), start)
    for block in stride(from: 0, to: events.count, by: 1000) {
      _ = try run.fold(Array(events[block..<block + 1000]))
    }
    expectWhole(run, of: events)
    let wanted = events.filter { event in
      event.type != "B" && event.stream.rawValue.hasPrefix("a")
        && !(event.type == "A" && event.position % 500 == 7)
    }
    #expect(run.steps.map(\.place.position) == wanted.map(\.position))
    #expect(run.steps.allSatisfy { $0.state?["n"]?.int == $0.place.position })
  }

  @Test("events that wait have no step and no reason")
  func waiting() throws {
    var start = ProjectionStart()
    (start.onFault, start.tells) = (.park, .rows)
    let script = "fromAll().foreachStream().when({ A(s, e) { s.n = e.body.n; s.n.x() } })"
    var run = try ProjectionRun(folder.projection(script), start)
    let texts = ["a {\"n\":1}", "a {\"n\":2}", "b {}"].map { text in
      text.replacing(" ", with: " A ")
    }
    _ = try run.fold(
      texts.enumerated().map { try ProjectionRun.event($1, number: $0 + 1, in: texts) })
    #expect(run.steps.isEmpty)
    #expect(run.passed.isEmpty)
    #expect(run.faults.count + run.waits.count == 3)
  }

  @Test("nothing is told behind an event that stops the projection")
  func stopped() throws {
    var start = ProjectionStart()
    (start.onFault, start.tells) = (.stop, .rows)
    let script = "fromCategory('a').when({ A(s, e) { s.n = e.body.n; if (s.n > 1) throw 'no' } })"
    var run = try ProjectionRun(folder.projection(script), start)
    let texts = ["b-1 A {}", "a-1 A {\"n\":1}", "b-1 A {}", "a-1 A {\"n\":2}", "b-1 A {}"]
    let events = try texts.enumerated().map {
      try ProjectionRun.event($1, number: $0 + 1, in: texts)
    }
    _ = try run.fold(events)
    #expect(run.steps.map(\.place.position) == [102])
    #expect(run.passed.map(\.place.position) == [101, 103])
  }

  // MARK: Reasons

  @Test(
    "why nothing came of an event",
    arguments: [
      ("fromCategory('a').foreachStream().when({ A(s) { s.n = 1 } })", "a-1 A", nil),
      ("fromCategory('a').foreachStream().when({ A(s) { s.n = 1 } })", "a-1 B", .unhandled),
      ("fromCategory('a').foreachStream().when({ A() {}, $created() {} })", "a-2 B", nil),
      ("fromCategory('b').foreachStream().when({ A(s) { s.n = 1 } })", "a-1 A", .otherSource),
      ("fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })", "a-1 A", .noKey),
      (
        "fromAll().foreachStream().when({ A(s) { s.n = 1 } }).filterBy(s => s.n > 1)", "a-1 A",
        .filtered
      ),
      ("fromAll().foreachStream().when({ $any(s) { s.n = 1 } })", "a-1 $>", .link),
      ("fromAll().foreachStream().when({ $any(s) { s.n = 1 } })", "a-9 A", .otherRow),
    ] as [(String, String, ProjectionAnswers.Reason?)])
  func reasons(script: String, event: String, reason: ProjectionAnswers.Reason?) throws {
    var start = ProjectionStart()
    start.tells = .rowsOf(["a-1", "a-2"])
    var run = try ProjectionRun(folder.projection(script), start)
    _ = try run.fold([ProjectionRun.event(event, number: 1, in: [event])])
    #expect(run.passed.map(\.reason) == [reason].compactMap(\.self))
    #expect(run.steps.count == (reason == nil || reason == .filtered ? 1 : 0))
  }

  @Test("nothing is told that is not asked for")
  func unasked() throws {
    let run = try folded(0, history(1), .nothing)
    #expect(run.steps.isEmpty)
    #expect(run.passed.isEmpty)
    #expect(run.took.isEmpty)
  }

  // MARK: Support

  /// The shared state that begins the one of the forms that has one.
  private static let firstShared: JSONText = #"{"sum":0,"by":{}}"#

  private func history(_ seed: UInt64) throws -> [EventRecord] {
    var random = SeededRandom(seed: seed)
    return try ProjectionForms.history(of: 60, &random)
  }

  private func folded(
    _ number: Int, _ events: [EventRecord], _ tells: ProjectionStart.Tells
  ) throws -> ProjectionRun {
    var start = ProjectionStart()
    start.tells = tells
    var run = try ProjectionRun(folder.projection(ProjectionForms.scripts[number]), start)
    _ = try run.fold(events)
    return run
  }

  /// Each event has a step, a reason or a fault, in the order of the log; one of which the result is held back both.
  private func expectWhole(
    _ run: ProjectionRun, of events: [EventRecord], at location: SourceLocation = #_sourceLocation
  ) {
    let stepped = run.steps.filter { $0.key != nil }.map(\.place.position)
    let filtered = run.passed.filter { $0.reason == .filtered }.map(\.place.position)
    let passed = run.passed.filter { $0.reason != .filtered }.map(\.place.position)
    let failed = run.faults.compactMap { Int($0.prefix { $0 != " " }) }
    #expect(stepped == stepped.sorted(), sourceLocation: location)
    #expect(
      run.passed.map(\.place) == run.passed.map(\.place).sorted(), sourceLocation: location)
    #expect(
      (Set(stepped).sorted() + passed + failed).sorted() == events.map(\.position),
      sourceLocation: location)
    #expect(
      filtered == run.steps.filter { $0.result?.isNull == true }.map(\.place.position),
      sourceLocation: location)
  }
}
