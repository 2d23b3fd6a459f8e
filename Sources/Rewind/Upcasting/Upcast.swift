/// What upcasters make of a stored event of an old schema.
public struct Upcast: Sendable {
  /// The schema version that it is stored with.
  public let storedVersion: Int
  /// The schema version that it is lifted to; of several parts the highest.
  public let version: Int
  /// The events that it is lifted to, in order; empty where an upcaster drops it.
  public let parts: [EventRecord]
}
