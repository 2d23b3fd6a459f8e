/// An upcaster could not lift an event.
public struct UpcastError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The type that the event had then.
  public let type: String
  /// The schema version it was to be lifted from.
  public let schemaVersion: Int
  /// The place in the whole log, from 1.
  public let position: Int
  /// What the upcaster says.
  public let reason: String

  /// Describes a failure.
  public init(type: String, schemaVersion: Int, position: Int, reason: String) {
    self.type = type
    self.schemaVersion = schemaVersion
    self.position = position
    self.reason = reason
  }

  /// Describes why a stored event could not be lifted.
  public init(_ event: EventRecord, reason: String) {
    self.init(
      type: event.type, schemaVersion: event.schemaVersion, position: event.position,
      reason: reason)
  }

  /// One line: which event, which upcaster, and what it says.
  public var description: String {
    "upcaster of \(type), schema \(schemaVersion), at position \(position): \(reason)"
  }
}
