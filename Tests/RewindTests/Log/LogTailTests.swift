import Foundation
import TestSupport
import Testing

@testable import Rewind

/// Logs with lines of 1,000 bytes and more, of which about 250 are read at the end of a file.
@Suite("The end of a log, read ahead of its index")
struct LogTailTests {
  private let folder: TemporaryFolder
  private static let text = String(repeating: "x", count: 1_000)

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The line of an event: a stream, and the second at which it was written.
  private static func line(
    _ number: Int, stream: String = "a", second: Int? = nil, end: String = "\n"
  ) -> String {
    let time = 1_767_323_000 + (second ?? number)
    return #"{"stream_id":"\#(stream)","type":"T","timestamp":\#(time),"#
      + #""data":{"number":\#(number),"text":"\#(text)"}}\#(end)"#
  }

  private func log(_ files: [String: [String]]) throws -> EventLog {
    for (name, lines) in files { try folder.write(name, lines.joined()) }
    return try EventLog.open([folder.path])
  }

  /// The numbers in the events of a snapshot; nil for damaged lines.
  private func numbers(_ snapshot: LogSnapshot) throws -> [Int?] {
    try snapshot.events(at: Array(1..<snapshot.index.eventCount + 1)).map {
      $0.record?.data["number"]?.int
    }
  }

  @Test("has the last events whole, and knows where they are once the log has been read")
  func positions() throws {
    let log = try log(["log.jsonl": (1...1_000).map { Self.line($0, stream: "s-\($0 % 7)") }])
    let tail = try #require(try log.tail())
    #expect((200...260).contains(tail.count))
    #expect(try numbers(tail.snapshot) == Array(1_001 - tail.count...1_000))
    #expect(tail.position(of: tail.count, in: log.snapshot()) == nil)
    #expect(tail.loggedPosition(of: 1) == nil)

    try log.refresh()
    let whole = log.snapshot()
    for number in 1...tail.count {
      let position = try #require(tail.position(of: number, in: whole))
      #expect(position == 1_000 - tail.count + number)
      let (event, same) = (try tail.snapshot.event(at: number), try whole.event(at: position))
      #expect(
        event.record?.data == same.record?.data && event.record?.stream == same.record?.stream)
    }
  }

  @Test("is found again behind what came meanwhile, and not in another file of the name")
  func grown() throws {
    let lines = (1...300).map { Self.line($0) }
    let log = try log(["log.jsonl": lines])
    let tail = try #require(try log.tail())
    try folder.write("log.jsonl", (lines + (301...800).map { Self.line($0) }).joined())
    try log.refresh()
    #expect(try log.event(at: 300).record?.data["number"]?.int == 300)
    #expect(log.snapshot().index.eventCount == 800)

    try FileManager.default.removeItem(atPath: folder.path("log.jsonl"))
    try folder.write("other", "")
    let other = try self.log(["log.jsonl": lines])
    try other.refresh()
    #expect(tail.position(of: tail.count, in: other.snapshot()) == nil)
  }

  @Test("has no line that is cut or not written to its end, and damaged lines as such")
  func oddLines() throws {
    var lines = (1...400).map { Self.line($0, end: "\r\n") }
    lines[397] = "{\"stream_id\":\r\n"
    for end in ["{\"stream_id\":\"a\",\"ty", ""] {
      let log = try log(["log.jsonl": lines + [end]])
      let tail = try #require(try log.tail())
      let expected = (401 - tail.count...400).map { $0 == 398 ? nil : $0 }
      #expect(try numbers(tail.snapshot) == expected)
      try log.refresh()
      #expect(tail.position(of: tail.count - 2, in: log.snapshot()) == 398)
    }
    let unended = try log(["log.jsonl": lines.dropLast() + [Self.line(400, end: "")]])
    #expect(try numbers(try #require(try unended.tail()).snapshot).last == 400)
  }

  @Test("goes by time where several files do, as far back as all of them are known")
  func byTime() throws {
    let log = try log([
      "a.jsonl": (1...400).map { Self.line($0, second: 2 * $0) },
      "b.jsonl": (1...400).map { Self.line(1_000 + $0, second: 2 * $0 + 1) },
      "c.jsonl": [Self.line(5_000, second: 1), Self.line(5_001, second: 799)],
    ])
    let tail = try #require(try log.tail())
    try log.refresh()
    let whole = log.snapshot()
    #expect(whole.fileOrder == .byTime && tail.snapshot.fileOrder == .byTime)
    #expect((400...520).contains(tail.count))
    #expect(try numbers(tail.snapshot) == Array(try numbers(whole).suffix(tail.count)))
    for number in [1, tail.count / 2, tail.count] {
      #expect(tail.position(of: number, in: whole) == 802 - tail.count + number)
    }
  }

  @Test("is that of the last files where they follow each other")
  func fileByFile() throws {
    let log = try log([
      "a.jsonl": (1...300).map { Self.line($0, second: -$0) },
      "b.jsonl": [Self.line(1_000)], "c.jsonl": [Self.line(1_001), Self.line(1_002)],
    ])
    let tail = try #require(try log.tail())
    try log.refresh()
    #expect(log.snapshot().fileOrder == .fileByFile && tail.count > 200)
    #expect(try numbers(tail.snapshot) == Array(try numbers(log.snapshot()).suffix(tail.count)))
    #expect(tail.position(of: 1, in: log.snapshot()) == 304 - tail.count)
  }

  @Test("of a store has the log's positions, of several segments, and no append that is not whole")
  func store() async throws {
    let written = try StoreFixture(.memory)
    let store = written.store()
    let text = Self.text
    func events(_ numbers: ClosedRange<Int>) throws -> [NewEvent] {
      try numbers.map {
        NewEvent(type: "T", data: try JSONText("{\"number\":\($0),\"text\":\"\(text)\"}"))
      }
    }
    for numbers in [1...500, 501...600, 601...610] {
      try await store.append(try events(numbers), to: "a-1")
    }
    let bytes = try #require(try written.files().first).value
    let lines = bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
    let fixture = try StoreFixture(
      .files,
      [
        "0000000000000001.jsonl": Array(lines[..<500].joined()),
        "0000000000000501.jsonl": Array(lines[500..<609].joined()),
      ])
    let log = try EventLog.open([fixture.path])
    let tail = try #require(try log.tail())
    #expect(tail.count > 150 && tail.snapshot.index.damagedPositions.isEmpty)
    #expect(try numbers(tail.snapshot) == Array(601 - tail.count...600))
    #expect(tail.loggedPosition(of: tail.count) == 600)
    try log.refresh()
    #expect(tail.position(of: tail.count, in: log.snapshot()) == 600)
  }

  @Test("is not there for files that are no lines, nor for an empty log")
  func none() throws {
    let table = "stream_id,type,timestamp\n" + String(repeating: "a,T,2026-01-01\n", count: 9)
    try folder.write("table.csv", table)
    let mapping = try EnvelopeMapping(
      arguments: ["stream=stream_id", "type=type", "timestamp=timestamp", "data=rest"])
    let rows = try EventLog.open([folder.path("table.csv")], mapping: mapping)
    #expect(try rows.tail() == nil)
    try FileManager.default.removeItem(atPath: folder.path("table.csv"))
    try folder.write("empty.jsonl", "")
    #expect(try EventLog.open([folder.path("empty.jsonl")]).tail() == nil)
  }
}
