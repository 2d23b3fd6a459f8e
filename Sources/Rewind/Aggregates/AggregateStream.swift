/// An aggregate as its stream has it, with the events that were decided on since and not stored yet.
///
///     try account.decide { account in
///       guard account.state.balance >= amount else { throw Refused.tooLittle }
///       try account.record("MoneyWithdrawn", ["amount": JSONValue(amount)])
///     }
///
/// A value: a copy is a draft that can be thrown away. ``Repository`` loads and saves it.
public struct AggregateStream<A: Aggregate>: Sendable {
  /// The stream.
  public let name: StreamName
  /// The version of the last stored event; 0 for a stream that is to begin.
  public var version: Int { place.version }
  /// The position of that event, which a read model's checkpoint must reach to know of it; 0 for a
  /// stream that is to begin.
  public var position: Int { place.position }
  let place: AggregatePosition
  /// The aggregate with all events, the ones not stored yet among them.
  public private(set) var state: A
  /// The events that are not stored yet, in order.
  public private(set) var uncommitted: [NewEvent] = []
  /// The aggregate with the stored events alone.
  let committed: A

  init(name: StreamName, at place: AggregatePosition, state: A) {
    self.name = name
    self.place = place
    self.state = state
    committed = state
  }

  /// Decides on an event: takes it into ``state``, and keeps it to be stored.
  ///
  /// The aggregate is given it at its version, without the position and the time that it will have.
  ///
  /// - Throws: what the aggregate throws; nothing has changed then.
  public mutating func record(_ event: NewEvent) throws {
    var next = state
    try next.apply(
      EventRecord(
        at: EventPlace(stream: name, version: place.count + uncommitted.count + 1, position: 0),
        type: event.type,
        id: event.id.description, data: event.data, metadata: event.metadata))
    state = next
    uncommitted.append(event)
  }

  /// Decides on an event of a type with data.
  ///
  /// - Parameters:
  ///   - type: what happened, in the past tense.
  ///   - data: the facts.
  ///   - metadata: an object of what is known beside the facts, such as a correlation.
  /// - Throws: what the aggregate throws; nothing has changed then.
  public mutating func record(
    _ type: String, _ data: JSONValue, metadata: JSONValue? = nil
  ) throws {
    try record(NewEvent(type: type, data: data.jsonText, metadata: metadata?.jsonText))
  }

  /// Runs a command: all that it records, or nothing where it throws.
  public mutating func decide<Result>(
    _ command: (inout AggregateStream<A>) throws -> Result
  ) rethrows -> Result {
    let before = self
    do {
      return try command(&self)
    } catch {
      self = before
      throw error
    }
  }
}
