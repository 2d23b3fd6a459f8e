/// An upcaster could not lift an event.
public struct UpcastError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The type that the event had then.
  public let type: String
  /// The schema version it was to be lifted from.
  public let schemaVersion: Int
  /// Where the stored event stands.
  public let place: EventPlace
  /// What the upcaster says.
  public let reason: String

  /// Describes a failure.
  public init(type: String, schemaVersion: Int, at place: EventPlace, reason: String) {
    self.type = type
    self.schemaVersion = schemaVersion
    self.place = place
    self.reason = reason
  }

  /// Describes why a stored event could not be lifted.
  public init(_ event: EventRecord, reason: String) {
    self.init(
      type: event.type, schemaVersion: event.schemaVersion, at: event.place, reason: reason)
  }

  /// One line: which upcaster, which event, and what is wrong:
  /// `upcaster of Paid, schema 1, at version 2 of account-1, position 102: no amount`.
  public var description: String {
    "upcaster of \(type), schema \(schemaVersion), at \(place.text): \(reason)"
  }
}
