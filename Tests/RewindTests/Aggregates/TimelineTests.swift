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
    let numbers = (1...600).map { $0 * 7 % 31 }
    let sums = numbers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let log = log(numbers)
    var random = SystemRandomNumberGenerator()
    var timeline = try timeline(log)
    for version in (1...600).shuffled(using: &random) {
      #expect(sum(try timeline.state(at: version)) == sums[version])
    }
    for version in [600, 599, 600, 1, 2, 3, 2, 1, 65, 64, 63, 128, 127] {
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

  @Test("every state says without which events it is, in whatever order one asks")
  func without() throws {
    let numbers = (1...300).map { $0 % 3 == 1 ? -1_000_000 : $0 }
    let faults = (1...300).filter { $0 % 3 == 1 }
    var timeline = try timeline(log(numbers))
    var random = SystemRandomNumberGenerator()
    for version in [300, 0, 1] + (0...300).shuffled(using: &random) {
      let state = try timeline.state(at: version)
      #expect(state.without == faults.filter { $0 <= version })
      #expect((state.fault != nil) == faults.contains(version))
    }
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

  /// The last values after each event of a log's first stream; nil where there is no state.
  private func lastValues(_ mapping: [String], _ lines: [String]) throws -> [String?] {
    let log = EventLog.inMemory(lines: lines, mapping: try EnvelopeMapping(arguments: mapping))
    var timeline = Timeline(of: StreamID(rawValue: 0), in: log.snapshot(), fold: .lastValues)
    return try lines.indices.map { try timeline.state(at: $0 + 1).value?.text() }
  }

  @Test("last values are those of the objects; other data stands under the event's type")
  func otherData() throws {
    let values = try lastValues(
      ["stream=issue_id", "type=event_type", "data=new_value"],
      [
        #"{"issue_id":"i1","event_type":"updated","new_value":"{\"status\":\"open\",\"title\":\"T\"}"}"#,
        #"{"issue_id":"i1","event_type":"closed","new_value":"done"}"#,
        #"{"issue_id":"i1","event_type":"updated","new_value":"{\"notes\":\"n\"}"}"#,
        #"{"issue_id":"i1","event_type":"seen","new_value":null}"#,
        #"{"issue_id":"i1","event_type":"seen"}"#,
        #"{"issue_id":"i1","event_type":"closed","new_value":[1,{"a":null}]}"#,
      ])
    let third = #"{"status":"open","title":"T","closed":"done","notes":"n"}"#
    expectNoDifference(
      values,
      [
        #"{"status":"open","title":"T"}"#, #"{"status":"open","title":"T","closed":"done"}"#, third,
        third, third, #"{"status":"open","title":"T","closed":[1,{"a":null}],"notes":"n"}"#,
      ])
  }

  @Test(
    "data that is no object is under the event's type where it comes first, too",
    arguments: ["7", #""done""#, "[]", "false"])
  func firstData(data: String) throws {
    let line = #"{"s":"a","t":"Closed","d":\#(data)}"#
    #expect(try lastValues(["stream=s", "type=t", "data=d"], [line]) == [#"{"Closed":\#(data)}"#])
  }

  @Test(
    "null data ends the state where the log says that it was a deletion, and only there",
    arguments: ["after", "payload.after", "other,after"])
  func deletion(data: String) throws {
    func line(_ operation: String, _ after: String) -> String {
      let members = #""after":\#(after),"op":"\#(operation)""#
      return data.hasPrefix("payload")
        ? #"{"s":"a","t":"T","op":"u","payload":{\#(members)}}"# : #"{"s":"a","t":"T",\#(members)}"#
    }
    let values = try lastValues(
      ["stream=s", "type=t", "data=\(data)"],
      [
        line("c", #"{"id":1,"n":2}"#), line("u", "null"), line("d", #"{"n":3}"#), line("d", "null"),
        line("u", "null"), line("c", #"{"id":2}"#),
      ])
    #expect(
      values == [
        #"{"id":1,"n":2}"#, #"{"id":1,"n":2}"#, #"{"id":1,"n":3}"#, nil, nil, #"{"id":2}"#,
      ])
  }

  @Test("an op beside data that is at another place says nothing")
  func noDeletion() throws {
    let values = try lastValues(
      ["stream=s", "type=t", "data=later"],
      [#"{"s":"a","t":"T","later":{"n":1},"op":"c"}"#, #"{"s":"a","t":"T","later":null,"op":"d"}"#])
    #expect(values == [#"{"n":1}"#, #"{"n":1}"#])
  }

  @Test("stops a long replay when it is told to, and keeps what it has")
  func cancellation() throws {
    let log = log(Array(repeating: 1, count: 20_000))
    var timeline = try timeline(log)
    #expect(throws: CancellationError.self) { try timeline.state(at: 20_000) { _ in false } }
    #expect(sum(try timeline.state(at: 20_000)) == 20_000)
  }

  @Test("uses a category's aggregate where one is registered")
  func catalog() throws {
    let catalog = FoldRegistry(aggregates: [Tally.self])
    #expect(try catalog.fold(forCategory: "tally").name == "Tally")
    #expect(try catalog.fold(forCategory: "trip").isStandIn)
    #expect(try catalog.fold(forCategory: "trip").name == "last values")
  }
}
