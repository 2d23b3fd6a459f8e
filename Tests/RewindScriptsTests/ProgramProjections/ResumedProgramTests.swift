import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite(
  "A projection by a program that goes on from rows of before", .timeLimit(.wholeRun),
  .needsCommand("python3"))
struct ResumedProgramTests {
  /// Several keys, none, removal, and errors of keys and of one of two rows, once that has been changed.
  private static let program = """
    def key(e):
        data, kind = e["data"], e["type"]
        if kind == "Seen":
            return None
        if kind == "Taken" and data["n"] == -3:
            raise ValueError("no key")
        return data["k"] if kind == "Noted" else [data["k"], e["stream"]]

    def evolve(row, e):
        row = row or {"n": 0}
        row["n"] += e["data"]["n"]
        if e["type"] == "Refused" and e["row"] == e["stream"] and not os.path.exists("fixed"):
            raise ValueError("refused")
        return None if e["type"] == "Closed" else {**row, "last": e["type"]}
    """

  private struct Model {
    var rows: [StreamName: (n: Int, last: String, position: Int)] = [:]
    var parked: Set<StreamName> = []
    var letters: [String] = []

    /// What the program says, in Swift.
    mutating func fold(_ event: EventRecord, isFixed: Bool = false) {
      let (n, key) = (event.data["n"]?.int ?? 0, event.data["k"]?.string ?? "")
      guard event.stream.category == "a", event.type != "Seen" else { return }
      if event.type == "Taken", n == -3 { return letters.append("\(event.position) []") }
      let keys = event.type == "Noted" ? [key] : [key, event.stream.rawValue]
      let names = keys.map { StreamName($0) }
      if !parked.isDisjoint(with: names) || event.type == "Refused" && !isFixed {
        parked.formUnion(names)
        return letters.append("\(event.position) \(keys)")
      }
      for name in names {
        let sum = (rows[name]?.n ?? 0) + n
        rows[name] = event.type == "Closed" ? nil : (sum, event.type, event.position)
      }
    }

    var lines: [String] {
      rows.map {
        #"\#($0.key) {"n":\#($0.value.n),"last":"\#($0.value.last)"} @\#($0.value.position)"#
      }
      .sorted()
    }
  }

  private func events(_ count: Int, seed: UInt64, refused: Int = 1) throws -> [EventRecord] {
    var random = SeededRandom(seed: seed)
    let types =
      Array(repeating: "Added", count: 12) + [
        "Closed", "Closed", "Noted", "Seen", "Taken", "Taken",
      ]
      + Array(repeating: "Refused", count: refused)
    return try ProjectionForms.history(of: count, of: types, &random)
  }

  private func made(_ events: [EventRecord] = []) throws -> ProjectingProgram {
    try ProjectingProgram(
      try ProjectingProgram.python(Self.program, source: #"{"category": "a"}"#), events)
  }

  @Test(
    "equals the whole and plain Swift, wherever another process goes on",
    arguments: [1, 2] as [UInt64])
  func parted(seed: UInt64) throws {
    let events = try events(80, seed: seed)
    let whole = try made(events)
    #expect(try whole.runner().rebuild(onError: .park) == .swapped(position: 80))
    let parted = try made()
    var model = Model()
    for (index, event) in events.enumerated() {
      parted.source.add(event.type, to: event.stream, event.data)
      // Each a process of its own.
      #expect(try parted.runner().run(onError: .park) == .caughtUp(position: index + 1))
      model.fold(event)
      #expect(parted.rows == model.lines, "@\(index + 1)")
      #expect(parted.letters == model.letters, "@\(index + 1)")
    }
    expectNoDifference(whole.rows, model.lines)
    expectNoDifference(whole.letters, model.letters)
    #expect(!model.rows.isEmpty && model.letters.count > 3)
  }

  @Test("equals plain Swift over more events than are handed over at once")
  func blocks() throws {
    let events = try events(9000, seed: 7, refused: 0)
    let made = try made(events)
    _ = try made.runner().rebuild(onError: .park)
    var model = Model()
    for event in events { model.fold(event) }
    expectNoDifference(made.rows, model.lines)
    expectNoDifference(made.letters, model.letters)
  }

  @Test("goes on where a crash left what was written, with nothing twice")
  func crash() throws {
    let events = try events(300, seed: 11, refused: 0)
    let made = try made(Array(events[..<200]))
    _ = try made.runner().run(onError: .park)
    let before = made.rows
    for event in events[200...] { made.source.add(event.type, to: event.stream, event.data) }
    made.models.failWrite(made.models.writeCount + 1)
    #expect(throws: InMemoryReadModels.WriteFailed.self) { try made.runner().run(onError: .park) }
    #expect(made.rows == before)
    #expect(try made.runner().run(onError: .park) == .caughtUp(position: 300))
    var model = Model()
    for event in events { model.fold(event) }
    expectNoDifference(made.rows, model.lines)
  }

  @Test("dead letters are taken in, in their order, once the program can")
  func retry() throws {
    let events = try events(200, seed: 5).filter { $0.data["n"]?.int != -3 }
    let made = try made()
    for event in events { made.source.add(event.type, to: event.stream, event.data) }
    _ = try made.runner().run(onError: .park)
    #expect(made.letters.count > 10)
    let failed = try made.runner().retryParked()
    #expect(failed.replayed == 0 && failed.fault?.message.hasSuffix("ValueError: refused") == true)
    try SystemFile.replace(made.program.folder.path("fixed"), holding: [])
    let taken = try made.runner().retryParked()
    #expect(taken.fault == nil && taken.left == 0)
    #expect(made.letters == [])
    var model = Model()
    for position in 1...events.count {
      let event = try #require(made.source.events(at: [position])[0].record)
      model.fold(event, isFixed: true)
    }
    expectNoDifference(made.rows, model.lines)
  }
}
