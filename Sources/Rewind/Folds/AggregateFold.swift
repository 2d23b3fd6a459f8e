/// The fold that an aggregate is, in this process.
public struct AggregateFold<A: Aggregate>: Fold {
  /// What makes the states: the aggregate's type.
  public let name: String
  /// Whether it stands in for the aggregate that a category does not have.
  public let isStandIn: Bool

  /// The fold of an aggregate.
  public init(_ type: A.Type) {
    self.init(name: "\(type)", isStandIn: false)
  }

  fileprivate init(name: String, isStandIn: Bool) {
    self.name = name
    self.isStandIn = isStandIn
  }

  /// The aggregate before its first event.
  public func initial() -> A { A() }

  /// Applies the events one by one.
  ///
  /// - Throws: where upcasters outside the program cannot run at all, and why.
  public func fold(_ batch: FoldBatch, from state: A) throws -> FoldedBatch<A> {
    var result = FoldedBatch(from: state)
    result.kept.reserveCapacity(batch.events.count / batch.interval + 1)
    var folding = RevertibleFolding(try batch.lifted, of: batch.events, from: state)
    for place in batch.events.indices {
      let version = batch.firstVersion + place
      if let fault = folding.apply(place) {
        result.faults.append(FoldFault(version: version, description: fault))
      }
      if version % batch.interval == 0 { result.kept.append(folding.state) }
    }
    result.last = folding.state
    return result
  }

  /// The snapshot of an aggregate that has one.
  public func kept(_ state: A) -> JSONText? {
    (state as? any SnapshotAggregate)?.snapshot.jsonText
  }

  /// The aggregate of a snapshot.
  ///
  /// - Throws: what the aggregate throws where it is none.
  public func state(kept text: JSONText) throws -> A {
    guard let type = A.self as? any SnapshotAggregate.Type,
      let state = try type.init(snapshot: text.value) as? A
    else { throw NoKeptStateError() }
    return state
  }

  /// The state that the aggregate shows.
  public func value(of state: A) -> JSONValue? { state.value }
}

extension Fold {
  /// The fold of an aggregate.
  public static func aggregate<A: Aggregate>(_ type: A.Type) -> Self
  where Self == AggregateFold<A> {
    AggregateFold(type)
  }
}

extension Fold where Self == AggregateFold<LastValues> {
  /// The last value of each field of the events' data: see ``LastValues``.
  public static var lastValues: Self { AggregateFold(name: "last values", isStandIn: true) }
}

/// The aggregate of streams that have none of their own: the last value of each field.
///
/// Objects in the events' data are merged, nested ones too, and nulls in them are values. Data that is no
/// object stands under the event's type: `{"closed":"done"}`. Data that is null changes nothing, unless the
/// event is a deletion, after which there is no state until the next event.
public struct LastValues: SnapshotAggregate {
  /// None: it stands in for any.
  public static let category = ""
  /// The last values; nil before the first.
  public private(set) var value: JSONValue?

  /// No values yet.
  public init() {}

  /// The values of a ``snapshot``.
  public init(snapshot: JSONValue) {
    value = snapshot == .null ? nil : snapshot
  }

  /// The values; null where there are none.
  public var snapshot: JSONValue { value ?? .null }

  /// Takes over what an event's data says.
  public mutating func apply(_ event: EventRecord) {
    switch event.data.value {
    case .null: if event.isDeletion { value = nil }
    case .object(let members): merge(.object(members))
    case let other: merge(.object([event.type: other]))
    }
  }

  private mutating func merge(_ data: JSONValue) {
    if value == nil { value = data } else { value?.merge(data) }
  }
}
