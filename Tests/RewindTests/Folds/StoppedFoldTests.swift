import Testing

@testable import Rewind

/// Counts events, and gets past none of one version.
private struct Stopping: Fold {
  let name = "stopping"
  let end: Int
  let stateSize: Int

  func initial() -> Int { 0 }

  func fold(_ batch: FoldBatch, from state: Int) -> FoldedBatch<Int> {
    var result = FoldedBatch(from: state)
    for version in batch.firstVersion..<batch.firstVersion + batch.events.count {
      if version == end {
        result.stop = StoppedFoldError(version: end, reason: "it took too long")
        break
      }
      result.last += 1
      if version % batch.interval == 0 { result.kept.append(result.last) }
    }
    return result
  }

  func value(of state: Int) -> JSONValue? { JSONValue(state) }
  func size(of state: Int) -> Int { stateSize }
}

@Suite("A fold that cannot get past an event")
struct StoppedFoldTests {
  private static let count = 300
  private static let log = EventLog.inMemory(
    lines: (1...count).map { #"{"stream_id":"a-1","type":"T","data":\#($0)}"# })

  private func timeline(end: Int, size: Int = 0) -> Timeline {
    Timeline(
      of: StreamID(rawValue: 0), in: Self.log.snapshot(), fold: Stopping(end: end, stateSize: size))
  }

  @Test(
    "has its states before the event, the fault at the event, and an error behind it",
    arguments: [1, 2, 5, 63, 64, 65, 128, 200, 300], [0, 20 << 20])
  func states(end: Int, size: Int) throws {
    let around = [end - 1, end, end + 1, 0, end - 1].filter { $0 <= Self.count }
    for order in [Array(0...Self.count), (0...Self.count).reversed(), [Self.count] + around] {
      var timeline = timeline(end: end, size: size)
      for version in order {
        if version > end {
          let stop = #expect(throws: StoppedFoldError.self) { try timeline.state(at: version) }
          #expect(stop == StoppedFoldError(version: end, reason: "it took too long"))
          continue
        }
        let state = try timeline.state(at: version)
        #expect(state.value == JSONValue(min(version, end - 1)))
        #expect(state.fault?.description == (version == end ? "it took too long" : nil))
        #expect(state.without == (version == end ? [end] : []))
      }
    }
  }

  @Test("is found as an event with a fault")
  func faults() throws {
    var timeline = timeline(end: 200)
    #expect(try timeline.fault(after: 0, forward: true)?.version == 200)
    #expect(try timeline.fault(after: 200, forward: true) == nil)
    #expect(try timeline.fault(after: 300, forward: false)?.version == 200)
  }
}
