import Rewind
import Testing

@testable import ExplorerRuntime

@Suite("A tree of causes and effects")
struct CausalTreeTests {
  /// The tree of events with the causes of some numbers, as positions and depths.
  private func tree(_ causes: [Int?]) throws -> [String] {
    let lines = causes.enumerated().map { number, cause in
      let metadata = cause.map { #"{"causation_id":"E\#($0)"}"# } ?? "{}"
      return
        #"{"stream_id":"s","type":"T","id":"e\#(number + 1)","data":{},"metadata":\#(metadata)}"#
    }
    let log = EventLog.inMemory(lines: lines)
    let events = try log.snapshot().events(at: Array(1...causes.count)).compactMap(\.record)
    return CausalTree(events.reversed()).nodes.map { "\($0.position):\($0.depth)" }
  }

  @Test(
    "has each event once, below its cause",
    arguments: [
      ([nil, 1, 1, 2], ["1:0", "2:1", "4:2", "3:1"]),
      ([nil, nil, 9], ["1:0", "2:0", "3:0"]),
      ([2, 1, 2], ["1:0", "2:1", "3:2"]), ([1], ["1:0"]), ([3, nil, nil], ["2:0", "3:0", "1:1"]),
    ] as [([Int?], [String])])
  func order(causes: [Int?], tree: [String]) throws {
    #expect(try self.tree(causes) == tree)
  }
}
