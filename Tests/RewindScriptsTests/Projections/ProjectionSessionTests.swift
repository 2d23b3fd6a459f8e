import Rewind
import RewindScripts
import Testing

@Suite("Sessions of projections by scripts")
struct ProjectionSessionTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  private static let sums =
    "fromAll().partitionBy(e => e.body.k).when({ $init: () => ({ n: 0 }), A(s, e) {"
    + " if (e.body.n < 0) throw new Error('less'); s.n += e.body.n } })"

  private static func event(_ number: Int, _ data: JSONText, type: String = "A") -> EventRecord {
    EventRecord(
      at: EventPlace(stream: StreamName("a-\(number)"), version: 1, position: number), type: type,
      data: data)
  }

  private static func event(_ number: Int, k: String, n: Int) -> EventRecord {
    event(number, JSONText(stringLiteral: #"{"k":"\#(k)","n":\#(n)}"#))
  }

  // MARK: Faults

  @Test("where faults stop, nothing behind the first is folded")
  func stop() throws {
    var start = ProjectionStart()
    start.onFault = .stop
    var run = try ProjectionRun(folder.projection(Self.sums), start)
    _ = try run.fold([
      Self.event(1, k: "x", n: 1), Self.event(2, k: "y", n: -1), Self.event(3, k: "x", n: 1),
    ])
    #expect(run.session.isStopped)
    #expect(run.faults.count == 1)
    #expect(run.rows == ["x": #"1 {"n":1}"#])
    #expect(try run.fold([Self.event(4, k: "x", n: 1)]) == [])
  }

  @Test("where faults park, the later events of the row wait, and others do not")
  func park() throws {
    var start = ProjectionStart()
    start.onFault = .park
    start.parkedKeys = ["z"]
    start.stored = { keys in keys.map { $0 == "x" ? #"{"n":1}"# : nil } }
    var run = try ProjectionRun(folder.projection(Self.sums), start)
    _ = try run.fold([
      Self.event(1, k: "x", n: 1), Self.event(2, k: "y", n: -1), Self.event(3, k: "y", n: 1),
      Self.event(4, k: "z", n: 1),
    ])
    try run.forget()
    _ = try run.fold([Self.event(5, k: "y", n: 1), Self.event(6, k: "x", n: 1)])
    #expect(run.rows == ["x": #"6 {"n":2}"#])
    #expect(run.waits == [#"3 ["y"]"#, #"4 ["z"]"#, #"5 ["y"]"#])
  }

  @Test(
    "an event of several rows of which one waits waits, and so do the later events of all of them")
  func parkSeveral() throws {
    let script =
      "export const from = { all: true }\nexport const key = e => e.data.keys\n"
      + "export const initialState = { n: 0 }\n"
      + "export const evolve = (s, e) => ({ n: s.n + e.data.n.valueOf() })"
    var start = ProjectionStart()
    start.onFault = .park
    var run = try ProjectionRun(folder.projection(script), start)
    _ = try run.fold([
      Self.event(1, #"{"keys":["x"]}"#), Self.event(2, #"{"keys":["x","y"],"n":1}"#),
      Self.event(3, #"{"keys":["y"],"n":1}"#), Self.event(4, #"{"keys":["z"],"n":1}"#),
    ])
    #expect(run.waits == [#"2 ["x", "y"]"#, #"3 ["y"]"#])
    #expect(run.rows == ["z": #"4 {"n":1}"#])
  }

  @Test("it is told which rows each event went to")
  func took() throws {
    var start = ProjectionStart()
    start.tells = .keys
    var run = try ProjectionRun(folder.projection(Self.sums), start)
    _ = try run.fold([
      Self.event(1, k: "x", n: 1), Self.event(2, #"{"n":1}"#), Self.event(3, k: "y", n: -1),
      Self.event(4, k: "x", n: 1), Self.event(5, #"{"k":"x"}"#, type: "B"),
    ])
    #expect(run.took == [#"1 ["x"]"#, "2 []", #"4 ["x"]"#])
  }

  // MARK: Keys

  @Test("a key of a megabyte is the event's fault")
  func longKey() throws {
    var run = try ProjectionRun(folder.projection(Self.sums))
    let key = String(repeating: "k", count: 1 << 20)
    let said = try run.fold([
      Self.event(1, k: "x", n: 1), Self.event(2, k: key, n: 1), Self.event(3, k: "x", n: 1),
    ])
    #expect(said.count == 2)
    #expect(
      said.last?.contains("partitionBy answers a key of 1048576 characters; at most 65536 are one")
        == true)
    #expect(run.rows == ["x": #"3 {"n":2}"#])
  }

  @Test(
    "keys that differ only in their Unicode form are rows of their own, stored and asked for by their bytes",
    arguments: [
      sums,
      "export const from = { all: true }\nexport const initialState = { n: 0 }\n"
        + "export const evolve = (s, e) => ({ n: s.n + e.data.n })",
    ])
  func unicodeForms(script: String) throws {
    let forms = ["\u{E9}", "e\u{301}"]
    let kept = Kept()
    var start = ProjectionStart()
    start.hasStoredRows = true
    start.stored = { keys in keys.map { kept.states[StreamName($0)] } }
    let session = try ProjectionSession(folder.projection(script), start)
    for round in 0..<3 {
      try session.fold(
        forms.enumerated().map { number, form in
          EventRecord(
            at: EventPlace(
              stream: StreamName(form), version: round + 1, position: 2 * round + number + 1),
            type: "A", data: JSONText(stringLiteral: #"{"k":"\#(form)","n":\#(number + 1)}"#))
        })
      _ = try session.takeChanged { kept.states[StreamName($0.key)] = $0.state }
      try session.forget()
    }
    #expect(kept.states == [StreamName(forms[0]): #"{"n":3}"#, StreamName(forms[1]): #"{"n":6}"#])
    #expect(kept.states.count == 2)
  }

  @Test("rows come in the order of their keys' bytes")
  func order() throws {
    var run = try ProjectionRun(folder.projection(Self.sums))
    let keys = ["b", "a", "", "é", "e\u{301}", "\u{FFFD}", "😀", "aa", "A", "\u{E000}", "10", "9"]
    _ = try run.fold(keys.enumerated().map { Self.event($0 + 1, k: $1, n: 1) })
    var found: [String] = []
    _ = try run.fold(keys.enumerated().map { Self.event($0 + 101, k: $1, n: 1) })
    let session = try ProjectionSession(folder.projection(Self.sums))
    try session.fold(keys.enumerated().map { Self.event($0 + 1, k: $1, n: 1) })
    _ = try session.takeChanged { found.append($0.key) }
    let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(found.map { Array($0.utf8) } == sorted.map { Array($0.utf8) })
  }

  @Test("more rows than are to be held: it says so, and goes on from rows that were taken")
  func manyKeys() throws {
    let kept = Kept()
    var start = ProjectionStart()
    start.memoryLimit = 1 << 20
    start.stored = { keys in keys.map { kept.states[StreamName($0)] } }
    let session = try ProjectionSession(folder.projection(Self.sums), start)
    var mostHeld = 0
    var takes = 0
    for block in 0..<30 {
      try session.fold(
        (1...1000).map { n in
          Self.event(1000 * block + n, k: "key-\((1000 * block + n) % 10_000)", n: 1)
        })
      try session.settle()
      mostHeld = max(mostHeld, session.heldBytes)
      guard session.isFull || block == 29 else { continue }
      takes += 1
      _ = try session.takeChanged { kept.states[StreamName($0.key)] = $0.state }
      try session.forget()
      #expect(session.heldBytes < 1000)
    }
    #expect(takes > 3)
    #expect(mostHeld < 3 << 20)
    #expect(kept.states.count == 10_000)
    #expect(kept.states.values.allSatisfy { $0 == #"{"n":3}"# })
  }

  @Test("what was taken is not given again until it changes")
  func takenOnce() throws {
    var run = try ProjectionRun(folder.projection(Self.sums))
    #expect(try run.fold([Self.event(1, k: "x", n: 1), Self.event(2, k: "y", n: 1)]).count == 2)
    #expect(try run.take() == [])
    #expect(try run.fold([Self.event(3, k: "y", n: 1)]) == [#"y {"n":2}"#])
  }

  @Test("more rows than one answer holds are all given")
  func manyRows() throws {
    let session = try ProjectionSession(
      folder.projection(
        "fromAll().partitionBy(e => e.body.k).when({ A: (s, e) => ({ t: 'x'.repeat(3000), k: e.body.k }) })"
      ))
    try session.fold((1...4000).map { Self.event($0, k: "\($0)", n: 1) })
    var keys: [String] = []
    _ = try session.takeChanged { keys.append($0.key) }
    #expect(keys.count == 4000)
    #expect(keys == keys.sorted())
  }

  // MARK: Overruns

  private func impatient(_ script: String) throws -> ProjectionScript {
    var settings = ScriptFolder.settings
    settings.secondsPerEvent = 1
    return try folder.projection(script, settings: settings)
  }

  @Test(
    "an event that goes on for ever is named, and the events before it can be folded anew",
    arguments: [
      "fromAll().partitionBy(e => e.body.k).when({ A(s, e) { s.n = 1; for (; e.body.n > 5;); } })",
      "fromAll().partitionBy(e => { for (; e.body.n > 5;); return e.body.k }).when({ A(s, e) { s.n = 1 } })",
      "fromAll().when({ A(s, e) { s.n = 1 } })\n.transformBy(s => { for (;;); })",
    ])
  func endless(script: String) throws {
    let projection = try impatient(script)
    let isTransformed = script.contains("transformBy")
    let session = try ProjectionSession(projection)
    let error = try #require(throws: ProjectionOverrunError.self) {
      try session.fold([
        Self.event(1, k: "x", n: isTransformed ? 9 : 1), Self.event(2, k: "x", n: 9),
        Self.event(3, k: "x", n: 1),
      ])
      try session.settle()
    }
    let position = isTransformed ? 1 : 2
    #expect(error.place?.position == position)
    #expect(
      error.description.contains(
        "A (version 1 of a-\(position), position \(position)) took more than 1 s"))
    guard !isTransformed else { return }
    var run = try ProjectionRun(projection)
    _ = try run.fold([Self.event(1, k: "x", n: 1)])
    #expect(run.rows == ["x": #"1 {"n":1}"#])
  }

  @Test("a top level that goes on for ever is refused")
  func endlessTopLevel() throws {
    let projection = try impatient("for (;;);")
    #expect(throws: ScriptError.self) { try projection.outline() }
  }

  @Test("an event that takes too much memory is named")
  func memory() throws {
    var run = try ProjectionRun(
      folder.projection(
        "fromAll().when({ A(s, e) { const all = []; for (; e.body.n > 5;) all.push({ n: all.length }) } })"
      ))
    let error = try #require(throws: ProjectionOverrunError.self) {
      _ = try run.fold([Self.event(1, k: "x", n: 1), Self.event(2, k: "x", n: 9)])
    }
    #expect(error.place?.position == 2)
    #expect(error.isCrash)
  }

  @Test("a script that is ended ends its sessions")
  func ended() throws {
    let projection = try folder.projection(Self.sums)
    let session = try ProjectionSession(projection)
    projection.end()
    #expect(throws: ReplacedCodeError.self) {
      try session.fold([Self.event(1, k: "x", n: 1)])
      try session.settle()
    }
  }

  // MARK: Sources

  @Test("a source that is nowhere, or that only another script writes, is warned of")
  func unfound() throws {
    let writer = try folder.projection(
      "fromAll().when({ A(s, e) { emit('big-' + e.body.k, 'Big', {}) } })"
    ).outline()
    let reader = try folder.projection("fromStreams('big-1', 'account-1', '$ce-order')")
    let found = try UnfoundSources(of: reader, beside: [("writer", writer)]) { part in
      part == .stream("account-1")
    }
    #expect(found.warnings.count == 2)
    #expect(found.warnings[0].hasPrefix("p.js: nowhere: no event is of the category order"))
    #expect(
      found.warnings[1].hasPrefix("p.js: written: only writer writes what is in the stream big-1"))
  }
}

/// Rows that a closure looks at while they change.
private final class Kept {
  var states: [StreamName: JSONText] = [:]
}
