import TestSupport
import Testing

@testable import Rewind

@Suite("Two definitions compared")
struct ProjectionComparerTests {
  /// Sums what a rule makes of amounts; an account that is closed has no row.
  struct Sums: Projection {
    typealias Row = Ledger.Row

    let name = "sums"
    let selection = EventSelection.category("account")
    var partition = ProjectionPartition.stream
    var refused = -1
    var rule: @Sendable (Int) -> Int = { $0 }

    func keys(for event: EventRecord) throws -> [String] {
      [event.stream.rawValue, "of \((event.data["amount"]?.int ?? 0) % 5)"]
    }

    func apply(_ event: EventRecord, to row: inout Row?) throws {
      guard let amount = event.data["amount"]?.int else { return row = nil }
      row = row ?? Row()
      if amount == refused { throw AmountRefused(amount: amount) }
      row?.sum += rule(amount)
    }
  }

  /// Now and then one more than the amount, and now and then one less.
  private static let otherRule: @Sendable (Int) -> Int = { amount in
    amount % 50 == 3 ? amount + 1 : amount % 50 == 4 ? amount - 1 : amount
  }

  /// Of 12 accounts and others' events between; some accounts are closed, and begin anew.
  static func source(_ count: Int) -> ArraySource {
    let source = ArraySource()
    for number in 1...count {
      let stream = StreamName("\(number % 7 == 0 ? "order" : "account")-\(number * 31 % 12)")
      if number % 97 == 0 {
        source.add("Closed", to: stream, "{}")
      } else {
        source.add("Moved", to: stream, JSONText(JSONValue(number * 7919 % 211), of: "amount"))
      }
    }
    return source
  }

  /// What is told of a row that differs, made by plain sums.
  private struct Told: Hashable {
    var position: Int
    var old: Int?
    var new: Int?
    var differsNow: Bool
  }

  private func expected(_ source: ArraySource, _ keys: (EventRecord) throws -> [String]) throws
    -> [String: Told]
  {
    var old: [String: Int] = [:]
    var new: [String: Int] = [:]
    var told: [String: Told] = [:]
    let snapshot = source.snapshot()
    for position in 1...snapshot.index.eventCount {
      guard let event = try snapshot.event(at: position).record,
        event.stream.category == "account"
      else { continue }
      for key in try keys(event) {
        if let amount = event.data["amount"]?.int {
          old[key, default: 0] += amount
          new[key, default: 0] += Self.otherRule(amount)
        } else {
          (old[key], new[key]) = (nil, nil)
        }
        if old[key] != new[key], told[key] == nil {
          told[key] = Told(position: position, old: nil, new: nil, differsNow: false)
        }
      }
    }
    for (key, since) in told {
      told[key] = Told(
        position: since.position, old: old[key], new: new[key], differsNow: old[key] != new[key])
    }
    return told
  }

  @Test(
    "tells each row that differs or differed, and the first event after which it did",
    arguments: [ProjectionPartition.stream, .keys, .whole])
  func differences(_ partition: ProjectionPartition) throws {
    let source = Self.source(9_000)
    try source.refresh()
    let old = Sums(partition: partition)
    let new = Sums(partition: partition, rule: Self.otherRule)
    let comparison = try ProjectionComparer(
      source: source, old: ProjectionDefinition(old), new: ProjectionDefinition(new)
    ).compare()
    let told = comparison.differences.map { difference in
      (
        difference.key ?? "",
        Told(
          position: difference.position, old: sum(difference.last.old),
          new: sum(difference.last.new), differsNow: difference.differsNow)
      )
    }
    let expected = try expected(source) { event in
      switch partition {
      case .stream: [event.stream.rawValue]
      case .keys: try old.keys(for: event)
      default: ["all"]
      }
    }
    try #require(!expected.isEmpty)
    if partition == .whole {
      #expect(told.map(\.1) == Array(expected.values))
    } else {
      #expect(Dictionary(uniqueKeysWithValues: told) == expected)
      #expect(Set(expected.values.map(\.differsNow)) == [true, false])
    }
    #expect(told.map(\.1.position) == told.map(\.1.position).sorted())
  }

  @Test("an event that one cannot take in is counted, and what comes behind it is compared")
  func faults() throws {
    let source = Self.source(400)
    try source.refresh()
    let comparison = try ProjectionComparer(
      source: source, old: ProjectionDefinition(Sums()),
      new: ProjectionDefinition(Sums(refused: 7919 * 15 % 211))
    ).compare()
    #expect(comparison.oldFaults.count == 0)
    #expect(comparison.newFaults.count > 0)
    #expect(comparison.newFaults.first?.position == 15)
    #expect(comparison.differences.map(\.position).first == 15)
    #expect(comparison.position == 400)
  }

  @Test("what is written at events is compared too, and ends at the position that is asked for")
  func entries() throws {
    let source = Self.source(300)
    try source.refresh()
    var other = Ledger()
    other.refused = Refused([7919 * 15 % 211])
    let comparer = ProjectionComparer(
      source: source, old: ProjectionDefinition(Ledger()), new: ProjectionDefinition(other))
    #expect(try comparer.compare(through: 14).isSame)
    let comparison = try comparer.compare(through: 15)
    #expect(comparison.outputCount == 1)
    #expect(comparison.outputs.map(\.position) == [15])
    #expect(comparison.outputs.first?.old.count == 1 && comparison.outputs.first?.new == [])
  }

  private func sum(_ row: [ReadModelValue]?) -> Int? {
    if case .integer(let sum)? = row?.first { sum } else { nil }
  }
}

extension JSONText {
  /// An object of one member.
  fileprivate init(_ value: JSONValue, of key: String) {
    self = JSONValue.object([key: value]).jsonText
  }
}
