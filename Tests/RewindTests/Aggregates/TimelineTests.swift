import TestSupport
import Testing

@testable import Rewind

/// Adds up what it is told, cannot go below zero, and is gone once closed.
private struct Tally: Aggregate {
  static let category = "tally"
  struct BelowZero: Error, CustomStringConvertible {
    let description = "below zero"
  }
  private var sum = 0
  private var isOpen = false

  mutating func apply(_ event: EventRecord) throws {
    isOpen = event.type != "Closed"
    sum += event.data["n"]?.int ?? 0
    if sum < 0 { throw BelowZero() }
  }

  var value: JSONValue? {
    guard isOpen else { return nil }
    return ["sum": .number(JSONNumber(sum))]
  }
}

@Suite("A timeline")
struct TimelineTests {
  /// A log in which every other line belongs to another stream.
  private func log(_ numbers: [Int], types: [Int: String] = [:]) -> EventLog {
    let lines = numbers.enumerated().flatMap { index, number in
      [
        #"{"stream_id":"tally-1","type":"\#(types[index + 1] ?? "Added")","data":{"n":\#(number)}}"#,
        #"{"stream_id":"noise-\#(index % 7)","type":"Noise","data":{"n":99}}"#,
      ]
    }
    return .inMemory(lines: lines)
  }

  private func timeline(_ log: EventLog, _ fold: some Fold = .aggregate(Tally.self)) throws
    -> Timeline
  {
    let stream = try #require(log.index.streamID(named: "tally-1"))
    return Timeline(of: stream, in: log.snapshot(), fold: fold)
  }

  private func sum(_ state: StateAtVersion) -> Int? {
    guard case .number(let number)? = state.value?["sum"] else { return nil }
    return number.int
  }

  @Test("has no state at a version that the stream does not have", arguments: [-1, 4, Int.max])
  func beyond(version: Int) throws {
    var timeline = try timeline(log([1, 2, 3]))
    #expect(throws: NoSuchMomentError.self) { try timeline.state(at: version) }
    #expect(sum(try timeline.state(at: 3)) == 6)
  }

  @Test("gives the same state at every version, in whatever order one asks")
  func anyOrder() throws {
    let numbers = (1...1500).map { $0 * 7 % 31 }
    let sums = numbers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let log = log(numbers)
    var random = SystemRandomNumberGenerator()
    var timeline = try timeline(log)
    for version in (1...1500).shuffled(using: &random) {
      #expect(sum(try timeline.state(at: version)) == sums[version])
    }
    for version in [1500, 1499, 1500, 1, 2, 3, 2, 1, 65, 64, 63, 128, 127] {
      #expect(sum(try timeline.state(at: version)) == sums[version])
    }
  }

  @Test("doubles its interval on a long stream and stays right")
  func longStream() throws {
    let log = log(Array(repeating: 1, count: 34_000))
    var timeline = try timeline(log)
    for version in [34_000, 1, 33_333, 33_332, 33_999, 64, 512, 32_768] {
      #expect(sum(try timeline.state(at: version)) == version)
    }
  }

  @Test("has no state before the first event and after deletion")
  func absence() throws {
    let log = log([1, 2, 3], types: [2: "Closed"])
    var timeline = try timeline(log)
    #expect(try timeline.state(at: 0).value == nil)
    #expect(try timeline.state(at: 2).value == nil)
    #expect(sum(try timeline.state(at: 3)) == 6)
  }

  @Test("shows a throwing event at its version, keeps the state before it, and goes on beyond")
  func faults() throws {
    let log = log([5, -9, 4])
    var timeline = try timeline(log)
    let state = try timeline.state(at: 2)
    #expect(state.fault?.description == "below zero")
    #expect(sum(state) == 5)
    #expect(sum(try timeline.state(at: 3)) == 9)
    #expect(try timeline.state(at: 3).fault == nil)
    #expect(try timeline.fault(after: 0, forward: true)?.version == 2)
    #expect(try timeline.fault(after: 2, forward: true) == nil)
    #expect(try timeline.fault(after: 3, forward: false)?.version == 2)
  }

  @Test("folds what no aggregate knows to the last value of each field")
  func lastValues() throws {
    let log = EventLog.inMemory(lines: [
      #"{"stream_id":"trip-1","type":"Started","data":{"day":1,"at":{"x":1,"y":2},"tags":[1,2]}}"#,
      #"{"stream_id":"trip-1","type":"Moved","data":{"at":{"y":3},"note":null}}"#,
      #"{"stream_id":"trip-1","type":"Moved","data":{"tags":[3]}}"#,
    ])
    var timeline = Timeline(
      of: StreamID(rawValue: 0), in: log.snapshot(), fold: .lastValues)
    #expect(try timeline.state(at: 0).value == nil)
    expectNoDifference(
      try timeline.state(at: 3).value?.text(),
      #"{"day":1,"at":{"x":1,"y":3},"tags":[3],"note":null}"#)
    #expect(
      try timeline.state(at: 1).value?.text() == #"{"day":1,"at":{"x":1,"y":2},"tags":[1,2]}"#)
  }

  @Test("stops a long replay when it is told to, and keeps what it has")
  func cancellation() throws {
    let log = log(Array(repeating: 1, count: 40_000))
    var timeline = try timeline(log)
    #expect(throws: CancellationError.self) { try timeline.state(at: 40_000) { _ in false } }
    #expect(sum(try timeline.state(at: 40_000)) == 40_000)
  }

  @Test("uses a category's aggregate where one is registered")
  func catalog() throws {
    let catalog = FoldRegistry(aggregates: [Tally.self])
    #expect(try catalog.fold(forCategory: "tally").name == "Tally")
    #expect(try catalog.fold(forCategory: "trip").isStandIn)
    #expect(try catalog.fold(forCategory: "trip").name == "last values")
  }
}
