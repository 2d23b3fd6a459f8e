import TestSupport
import Testing

@testable import Rewind

@Suite("Several files that are one log")
struct FileOrderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A line of a file: a stream, and the second at which it was written; none for a line without a time.
  private static func line(_ stream: String, _ second: Int?, _ more: String = "") -> String {
    let time = second.map { ",\"timestamp\":\(1_767_323_000 + $0)" } ?? ""
    return "{\"stream_id\":\"\(stream)\",\"type\":\"T\"\(time)\(more),\"data\":{\"amount\":5}}\n"
  }

  private func write(_ files: [String: [String]]) throws {
    for (name, lines) in files { try folder.write("\(name).jsonl", lines.joined()) }
  }

  private func read() throws -> EventLog {
    let log = try EventLog.open([folder.path])
    try log.refresh()
    return log
  }

  /// Each line in the order of the log: its stream, version and second; `damaged` for one that is no event.
  private func lines(of log: EventLog) throws -> [String] {
    let snapshot = log.snapshot()
    return try snapshot.events(at: Array(1..<snapshot.index.eventCount + 1)).map { event in
      guard let record = event.record else { return "damaged" }
      let second = record.timestamp.map { "\($0.microseconds / 1_000_000 - 1_767_323_000)" }
      return "\(record.stream) \(record.shownVersion) \(second ?? "none")"
    }
  }

  @Test(
    "are put in the order of their times where these rise in each, those of one time file by file")
  func byTime() throws {
    try write([
      "a": [Self.line("x", 1), Self.line("y", 4), "nonsense\n", Self.line("x", 5)],
      "b": [Self.line("x", 2), Self.line("x", 4), Self.line("y", 6)],
    ])
    let log = try read()
    expectNoDifference(
      try lines(of: log), ["x 1 1", "x 2 2", "y 1 4", "damaged", "x 3 4", "x 4 5", "y 2 6"])
    let snapshot = log.snapshot()
    #expect(snapshot.fileOrder == .byTime && snapshot.fileCount == 2)
    let x = try #require(snapshot.index.streamID(named: "x"))
    #expect(Array(snapshot.index.positions(of: x)) == [1, 2, 5, 6])
    #expect(snapshot.index.stream(x).firstPosition == 1 && snapshot.index.damagedPositions == [4])
  }

  @Test("are taken file by file where an event has no time, or times fall")
  func fileByFile() throws {
    for odd in [Self.line("x", nil), Self.line("x", 0)] {
      try write(["a": [Self.line("x", 3), odd], "b": [Self.line("x", 1)]])
      let log = try read()
      #expect(try lines(of: log).map { $0.suffix(1) }.last == "1")
      #expect(log.snapshot().fileOrder == .fileByFile)
    }
    try write(["a": [Self.line("x", 3)], "b": []])
    #expect(try EventLog.open([folder.path("a.jsonl")]).snapshot().fileOrder == nil)
  }

  @Test("keep the versions that the log gives, also those that counting file by file gives")
  func versions() throws {
    func line(_ second: Int, _ version: Int) -> String {
      Self.line("x", second, ",\"version\":\(version)")
    }
    try write(["a": [line(1, 1), line(3, 2)], "b": [line(2, 3)]])
    let log = try read()
    expectNoDifference(try lines(of: log), ["x 1 1", "x 3 2", "x 2 3"])
    let x = try #require(log.index.streamID(named: "x"))
    #expect(log.index.order(of: x) == .byVersion)
  }

  @Test("grow behind what was there, whatever the time, and verify tells what is late")
  func late() throws {
    try write(["a": [Self.line("x", 1)], "b": [Self.line("y", 5)]])
    let log = try read()
    try write(["a": [Self.line("x", 1), Self.line("z", 3)]])
    #expect(try log.refresh() == .grown)
    expectNoDifference(try lines(of: log), ["x 1 1", "y 1 5", "z 1 3"])
    #expect(log.snapshot().fileOrder == .byTime)
    var problems: [String] = []
    try LogVerifier(log.snapshot()).run { problems.append($0.message) }
    #expect(problems.count == 1 && problems[0].contains("is earlier than the one before"))
  }

  @Test("that take turns give projections what they show, also in the next process")
  func projected() throws {
    try write([
      "a": (0..<40).map { Self.line("a-\($0 % 3)", 2 * $0) },
      "b": (0..<40).map { Self.line("b-\($0 % 3)", 2 * $0 + 1) },
    ])
    let models = InMemoryReadModels()
    func runner() throws -> ProjectionRunner {
      ProjectionRunner(
        source: try EventLog.open([folder.path]),
        definition: ProjectionDefinition(Ledger(selection: .all, partition: .whole)), store: models)
    }
    func entries() -> [String] {
      (models.entries(of: "ledger") ?? [:]).sorted { $0.key < $1.key }.map { "\($0) \($1[0])" }
    }
    #expect(try runner().run() == .caughtUp(position: 80))
    let log = try read()
    #expect(log.index.isFinelyMixed)
    let shown = try log.events(at: Array(1...80)).compactMap(\.record)
    expectNoDifference(entries(), shown.map { "\($0.position) \($0.stream)" })
    let next = try runner()
    #expect(try next.run() == .caughtUp(position: 80))
    #expect(try next.status().state == .stopped)
  }
}
