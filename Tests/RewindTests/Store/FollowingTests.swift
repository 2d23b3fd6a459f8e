import Foundation
import Testing

@testable import Rewind

@Suite("A log that changes while it is open")
final class FollowingTests {
  private let path = NSTemporaryDirectory() + "following-\(UUID().uuidString).jsonl"

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  private func line(_ number: Int) -> String {
    #"{"stream_id":"a-\#(number % 2)","type":"T","data":{"n":\#(number)}}"# + "\n"
  }

  private func write(_ text: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private func append(_ text: String) throws {
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func open() throws -> EventLog {
    let log = try EventLog.open([path], mapping: .rewind)
    try log.refresh()
    return log
  }

  @Test("takes in what is appended, and leaves older snapshots as they were")
  func growth() throws {
    try write(line(1) + line(2))
    let log = try open()
    let before = log.index
    try append(line(3))
    #expect(try log.refresh() == .grown)
    #expect(try log.refresh() == .none)
    #expect(before.eventCount == 2)
    #expect(log.index.eventCount == 3)
    let stream = try #require(log.index.streamID(named: "a-1"))
    #expect(Array(log.index.positions(of: stream)) == [1, 3])
    #expect(Array(before.positions(of: stream)) == [1])
  }

  @Test("waits for the rest of a line that is still being written")
  func halfLine() throws {
    let third = line(3)
    try write(line(1) + line(2) + third.prefix(20))
    let log = try open()
    #expect(log.index.eventCount == 2)
    try append(String(third.dropFirst(20)))
    #expect(try log.refresh() == .grown)
    #expect(log.index.eventCount == 3)
    #expect(log.index.damagedPositions == [])
  }

  @Test("counts a whole last line without a newline, and once only")
  func noNewline() throws {
    try write(line(1) + line(2).dropLast())
    let log = try open()
    #expect(log.index.eventCount == 2)
    try append("\n" + line(3))
    try log.refresh()
    #expect(log.index.eventCount == 3)
    #expect(log.index.damagedPositions == [])
  }

  @Test("reads a log again that shrank, or that another took the place of")
  func replacement() throws {
    try write(line(1) + line(2) + line(3))
    let log = try open()
    try write(line(4))
    #expect(try log.refresh() == .replaced)
    #expect(log.index.eventCount == 1)
    try FileManager.default.removeItem(atPath: path)
    try write(line(5) + line(6))
    #expect(try log.refresh() == .replaced)
    #expect(try log.event(at: 1).record?.data["n"]?.int == 5)
  }

  @Test("notices that the bytes before new ones are others than it read")
  func rewritten() throws {
    try write(line(1) + line(2))
    let log = try open()
    try write(line(7) + line(8) + line(9))
    #expect(try log.refresh() == .replaced)
    #expect(try log.event(at: 1).record?.data["n"]?.int == 7)
  }

  @Test("says which file cannot be read, and keeps what it has")
  func vanished() throws {
    try write(line(1))
    let log = try open()
    try FileManager.default.removeItem(atPath: path)
    do {
      try log.refresh()
      Issue.record("the refresh went through")
    } catch {
      #expect(error.description.contains(path))
    }
    #expect(log.index.eventCount == 1)
  }

  @Test("reads a long log in chunks on two threads as it would in one piece")
  func chunks() throws {
    let filler = String(repeating: "x", count: 3000)
    let lines = (1...2000).map { number in
      #"{"stream_id":"a-\#(number % 7)","type":"T\#(number % 3)","data":"\#(filler)\#(number)"}"#
    }
    try write(lines.joined(separator: "\n") + "\n")
    let log = try open()
    #expect(log.index.eventCount == 2000)
    #expect(log.index.streamCount == 7)
    for position in [1, 333, 334, 1023, 1024, 2000] {
      let event = try #require(try log.event(at: position).record)
      #expect(event.stream == StreamName("a-\(position % 7)"))
      #expect(event.data.string == filler + String(position))
    }
    let all = try log.events(at: Array(1...2000)).compactMap(\.record)
    #expect(all.map(\.position) == Array(1...2000))
  }
}
