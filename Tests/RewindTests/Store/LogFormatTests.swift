import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("The log's specification")
struct LogFormatTests {
  private static let segment = SegmentName.make(firstPosition: 1)

  /// The appends of the drawn example: the last two came at once, and were written as one group.
  private static let appends: [[StreamAppend]] = [
    [request("account-9", 1, [("AccountOpened", #"{"owner":"Zoë"}"#)])],
    [
      request(
        "account-9", 2,
        [
          ("MoneyDeposited", #"{"amount":500}"#), ("MoneyWithdrawn", #"{"amount":90}"#),
          ("FeeCharged", #"{"amount":1}"#),
        ])
    ],
    [
      request("account-3", 5, [("MoneyDeposited", #"{"amount":90}"#)]),
      request("account-9", 6, [("AccountBlocked", "{}")]),
    ],
  ]

  private static func request(
    _ stream: StreamName, _ id: UInt64, _ events: [(type: String, data: String)]
  ) -> StreamAppend {
    StreamAppend(
      events.enumerated().map { number, event in
        NewEvent(
          type: event.type, data: .init(unchecked: Array(event.data.utf8)[...]),
          id: EventID(high: 0x0193_2c0e_0000_7000, low: 0x8000_0000_0000_0000 + id + UInt64(number))
        )
      }, to: stream)
  }

  /// The segment that they make.
  private static func written() async throws -> [UInt8] {
    let storage = InMemoryLogStorage()
    let store = FileEventStore(
      storage: storage, name: "bank",
      clock: { Timestamp(microseconds: 1_767_323_045_678_901) })
    for group in appends { _ = await store.writer.commit(group) }
    return try #require(storage.files[segment])
  }

  /// Where whole appends end in the segment, and how many events are before.
  private static func ends(in bytes: [UInt8]) -> [(offset: Int, events: Int)] {
    let lines = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    return [0, 1, 4, 5, 6].filter { $0 < lines.count }.map { (lines[$0], $0) }
  }

  @Test("draws an example that a store writes, byte for byte")
  func example() async throws {
    let text = try packageText("Sources/Rewind/Rewind.docc/LogFormat.md")
    let bytes = try await Self.written()
    let lines = text.components(separatedBy: "```jsonl\n").last?.components(separatedBy: "```")[0]
    expectNoDifference(lines ?? "", String(decoding: bytes, as: UTF8.self))
    let drawing = text.components(separatedBy: "\n  byte\n").last?.components(separatedBy: "```")[0]
    let offsets = drawing?.split(separator: "\n").compactMap {
      Int($0.prefix(6).filter(\.isNumber))
    }
    #expect(offsets == [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 })
  }

  @Test("is right about a crash in the middle of a line or of an append: at every byte")
  func cut() async throws {
    let bytes = try await Self.written()
    for length in bytes.indices {
      try await expectWholeAppends(
        of: bytes, in: Array(bytes[..<length]), upTo: length, "\(length)")
    }
  }

  @Test("is right about what the disk did not get to the file's end: from every byte on")
  func zeros() async throws {
    let bytes = try await Self.written()
    for start in bytes.indices {
      let left = bytes[..<start] + [UInt8](repeating: 0, count: bytes.count - start)
      try await expectWholeAppends(of: bytes, in: Array(left), upTo: start, "\(start)")
    }
  }

  @Test("is right about a hole in the last append: at every place")
  func hole() async throws {
    let written = try await Self.written()
    let ends = Self.ends(in: written)
    let bytes = Array(written[..<ends[2].offset])
    let first = ends[1].offset
    for start in stride(from: first, to: bytes.count - 1, by: 7) {
      for end in stride(from: start + 1, to: bytes.count, by: 11) {
        var left = bytes
        for place in start..<end { left[place] = 0 }
        try await expectWholeAppends(of: bytes, in: left, upTo: first, "\(start)..<\(end)")
      }
    }
  }

  /// Expects that a writer goes on behind the last whole append, and loses no byte.
  private func expectWholeAppends(
    of whole: [UInt8], in left: [UInt8], upTo length: Int, _ situation: String
  ) async throws {
    let storage = InMemoryLogStorage(segments: [Self.segment: left])
    let store = FileEventStore(storage: storage, name: "bank")
    let end = try #require(Self.ends(in: whole).last { $0.offset <= length })
    let result = try await store.append([NewEvent(type: "Next", data: "{}")], to: "other-1")
    #expect(result.positions.lowerBound == end.events + 1, "\(situation)")
    let files = storage.files
    #expect(files[Self.segment]?.starts(with: whole[..<end.offset]) == true, "\(situation)")
    let torn = files.first { $0.key.hasPrefix("torn-\(end.events + 1)-") }
    #expect(torn?.value ?? [] == Array(left[end.offset...]), "\(situation)")
    let again = EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true)
    try again.refresh()
    #expect(again.index.eventCount == end.events + 1, "\(situation)")
    #expect(again.index.damage.isEmpty, "\(situation)")
  }
}
