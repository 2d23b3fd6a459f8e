import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A stream whose versions are in another order in the log")
struct EventOrderTests {
  private static func line(_ version: Int, _ stream: String = "a-1") -> String {
    #"{"stream_id":"\#(stream)","version":\#(version),"type":"T","data":{"n":\#(version)}}"#
  }

  /// A log of one stream with versions in an order, among the events of another.
  private static func log(_ versions: [Int]) -> EventLog {
    .inMemory(lines: versions.flatMap { [line($0), line(1, "b-\($0)")] })
  }

  @Test(
    "is taken by its versions where none is missing and none is there twice",
    arguments: [
      ([1, 2, 3], .asLogged, [1, 2, 3]), ([2, 1, 3], .byVersion, [1, 2, 3]),
      ([3, 2, 1], .byVersion, [1, 2, 3]), ([1, 0, 2], .byVersion, [0, 1, 2]),
      ([7, 6, 5], .byVersion, [5, 6, 7]), ([1, 2, 4], .asLogged, [1, 2, 4]),
      ([2, 1, 4], .unclear, [2, 1, 4]), ([2, 1, 2], .unclear, [2, 1, 2]),
      ([1_000_000_000_000, -5, 1], .unclear, [1_000_000_000_000, -5, 1]),
    ] as [([Int], EventOrder, [Int])])
  func order(versions: [Int], order: EventOrder, taken: [Int]) throws {
    let log = Self.log(versions)
    let index = log.index
    let stream = try #require(index.streamID(named: "a-1"))
    #expect(index.order(of: stream) == order)
    let records = try log.snapshot().events(of: stream, versions: 1..<4).map {
      try #require($0.record)
    }
    #expect(records.map(\.shownVersion) == taken)
    #expect(records.map(\.version) == [1, 2, 3])
    #expect(records.map { $0.data["n"]?.int } == taken)
    #expect((1...3).map { index.shownVersion($0, of: stream) } == taken)
    #expect(records.map { index.version(of: $0.position) } == [1, 2, 3])
    #expect(records.map { index.shownVersion(at: $0.position) } == taken)
    #expect(index.loggedPositions(of: stream).elementsEqual([1, 3, 5]))
  }

  @Test("at a position has the greatest version that is there")
  func positions() throws {
    let index = Self.log([2, 1, 3]).index
    let stream = try #require(index.streamID(named: "a-1"))
    #expect((0...6).map { index.version(upTo: $0, in: stream) } == [0, 2, 2, 2, 2, 3, 3])
    #expect(try index.version(at: .position(1), of: stream) == 2)
  }

  @Test("that comes late into order is folded anew")
  func late() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/log.jsonl"
    func write(_ versions: [Int]) throws {
      let lines = versions.map { Self.line($0) + "\n" }.joined()
      try lines.write(toFile: path, atomically: false, encoding: .utf8)
    }
    try write([3, 1])
    let log = try EventLog.open([path])
    try log.refresh()
    let stream = try #require(log.index.streamID(named: "a-1"))
    var timeline = Timeline(
      of: stream, in: log.snapshot(), fold: AggregateFold.lastValues)
    func numbers() throws -> [Int?] {
      try (1...log.index.positions(of: stream).count).map {
        try timeline.state(at: $0).value?["n"]?.int
      }
    }
    #expect(try numbers() == [3, 1])
    try write([3, 1, 2])
    #expect(try log.refresh() == .grown)
    timeline.advance(to: log.snapshot())
    #expect(try numbers() == [1, 2, 3])
  }
}
