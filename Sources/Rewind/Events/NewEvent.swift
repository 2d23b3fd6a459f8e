/// An event to be appended: what happened, before the log has given it a place and a time.
public struct NewEvent: Hashable, Sendable {
  /// The event's id; an append that is repeated with the same ids is recognised by them.
  public var id: EventID
  /// What happened, in the past tense: `MoneyDeposited`.
  public var type: String
  /// The facts, a JSON text that is stored as it is spelled.
  public var data: JSONText
  /// What is known about the event beside the facts of the domain: correlation, user, schema.
  public var metadata: JSONText?

  /// Makes an event; without an id it gets a new one (UUID version 7, RFC 9562).
  public init(
    type: String, data: JSONText, metadata: JSONText? = nil, id: EventID = EventID()
  ) {
    self.id = id
    self.type = type
    self.data = data
    self.metadata = metadata
  }
}
