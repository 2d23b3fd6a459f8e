import TestSupport
import Testing

@testable import Rewind

@Suite("An index made line by line")
struct LogIndexBuilderTests {
  @Test("is what a file of the same lines is indexed as")
  func sameAsFile() throws {
    let mapping = try EnvelopeMapping(
      arguments: ["stream=s", "category=c", "type=t", "version=v", "position=p", "timestamp=at"])
    let lines = [
      #"{"s":"b-1","c":"bank","t":"Opened","v":0,"p":10,"at":"2026-01-01T00:00:00Z"}"#,
      #"{"s":"b-1","c":"other","t":"Paid","v":1,"p":20}"#, "no JSON",
      #"{"s":"é","c":"shop","t":"Opened","v":7,"p":15,"at":"2026-01-02T00:00:00Z"}"#,
    ]
    var builder = LogIndex.Builder()
    builder.append(
      stream: "b-1", category: "bank", type: "Opened", version: 0, position: 10,
      timestamp: Timestamp(parsing: "2026-01-01T00:00:00Z"), locator: 1)
    builder.append(stream: "b-1", category: "other", type: "Paid", version: 1, position: 20)
    builder.appendDamaged(locator: 3)
    builder.append(
      stream: "é", category: "shop", type: "Opened", version: 7, position: 15,
      timestamp: Timestamp(parsing: "2026-01-02T00:00:00Z"), locator: 4)
    let index = builder.index
    expectNoDifference(index.facts, EventLog.inMemory(lines: lines, mapping: mapping).index.facts)
    #expect(index.damagedPositions == [3])
    #expect((1...4).map(index.locator(at:)) == [1, 0, 3, 4])
  }

  @Test("stays as it is while its builder goes on")
  func snapshots() {
    var builder = LogIndex.Builder()
    var snapshots: [LogIndex] = []
    for number in 1...5_000 {
      builder.append(stream: "s-\(number % 7)", type: "T\(number % 3)")
      if number.isMultiple(of: 500) { snapshots.append(builder.index) }
    }
    for (number, index) in zip(1..., snapshots) {
      #expect(index.eventCount == number * 500)
      let stream = index.streamID(named: "s-1")
      let expected = Array(stride(from: 1, through: number * 500, by: 7))
      #expect(stream.map { Array(index.positions(of: $0)) } == expected)
      #expect(
        (0..<3).reduce(0) { $0 + index.eventCount(ofType: TypeID(rawValue: $1)) } == number * 500)
    }
  }

  @Test("is of one category where the streams' names do not group them")
  func singleCategory() {
    var single = LogIndex.Builder(singleCategory: "orders")
    for _ in 0..<2 {
      single.append(stream: "ship-1", type: "T")
      #expect(single.index.categories.map(\.name) == ["ship"])
    }
    var builder = LogIndex.Builder(singleCategory: "orders")
    for number in 0..<3 { builder.append(stream: "\(number)", type: "T") }
    #expect(builder.index.categories.map(\.name) == ["orders"])
    for number in 0..<5 { builder.append(stream: "a-\(number)", type: "T") }
    #expect(builder.index.categories.map(\.name) == ["0", "1", "2", "a"])
  }
}

extension LogIndex {
  /// What an index says of each line and of each category, as text.
  fileprivate var facts: [String] {
    let lines = (1...eventCount).map { position -> String in
      let entry = self[position]
      let stream = entry.stream.map { "\(self.stream($0).name) v\(version(of: position))" }
      let type = entry.type.map(typeName)
      return "\(shownPosition(position)) \(stream ?? "damaged") \(shownVersion(at: position))"
        + " \(type ?? "-") \(entry.timestamp?.rfc3339 ?? "-")"
    }
    return lines + categories.map { "\($0.name) \($0.streamCount) \($0.eventCount)" }
  }
}
