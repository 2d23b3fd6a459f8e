/// How the states of a category's streams are made, whatever makes them.
public struct StateFold: Sendable {
  /// What makes the states, as it is shown: `BankAccount`, `Last values · no aggregate for trip`.
  public let name: String
  /// Whether it is the fold that is used where there is no aggregate.
  public let isLastValues: Bool
  /// Begins the history of a stream's states.
  let begin: @Sendable (any EventSource, StreamID) -> any StateHistory

  /// The fold of an aggregate.
  public static func aggregate<A: Aggregate>(_ type: A.Type) -> StateFold {
    StateFold(name: "\(type)", isLastValues: false) { source, stream in
      FoldedHistory(source: source, stream: stream, start: A())
    }
  }

  /// The last value of each field of the events' data: nested objects merged, nulls kept.
  public static func lastValues(category: String) -> StateFold {
    StateFold(name: "Last values · no aggregate for \(category)", isLastValues: true) {
      FoldedHistory(source: $0, stream: $1, start: LastValues())
    }
  }
}

/// The aggregates that a program knows.
public struct FoldCatalog: Sendable {
  private var folds: [String: StateFold] = [:]

  /// A catalog of aggregates, each for its category.
  public init(aggregates: [any Aggregate.Type]) {
    for aggregate in aggregates { add(aggregate) }
  }

  private mutating func add<A: Aggregate>(_ aggregate: A.Type) {
    folds[A.category] = .aggregate(aggregate)
  }

  /// How a category's states are made: by its aggregate, or by last values where it has none.
  public func fold(forCategory category: String) -> StateFold {
    folds[category] ?? .lastValues(category: category)
  }
}

/// The fold of streams that no aggregate knows.
private struct LastValues: Aggregate {
  static let category = ""
  private(set) var state: JSONValue?

  mutating func apply(_ event: EventRecord) {
    let data = event.data.value
    guard data != .null else { return }
    if state == nil { state = data } else { state?.merge(data) }
  }
}
