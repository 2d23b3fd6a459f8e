/// Turns an event of an old schema into today's, when it is read; the log never changes.
///
///     Upcaster("AccountCreated", from: 1) { event in
///       event.rename("owner", to: "owner_id")
///       event.add("name", "Current account")
///     }
///
/// An event's schema version is the whole number at `metadata.schema_version`, or 1 where there is none.
/// An upcaster lifts by one version; several make a chain. A chain ends where no upcaster is for the next
/// version; an event that is given another type goes on with those of that type, at the next version. It
/// is a function: the same event gives the same result whenever it is read.
public struct Upcaster: Sendable {
  /// The type of the events that it lifts.
  public let type: String
  /// The schema version that it lifts them from, to the next one.
  public let version: Int
  /// Raised when the code changes what it makes of the same events, so that snapshots and read models
  /// that it led to before are made again.
  public let revision: Int
  let lift: @Sendable (EventSchema) throws -> [EventSchema]

  /// Lifts each event to one.
  ///
  /// - Parameters:
  ///   - type: the type of the events to lift.
  ///   - version: the schema version to lift them from, to the next one.
  ///   - revision: raise it when the code changes what it makes of the same events.
  ///   - change: turns an event into one of the next version, its type too if that was renamed; it throws
  ///     where the event cannot be one of the old schema.
  public init(
    _ type: String, from version: Int, revision: Int = 1,
    _ change: @escaping @Sendable (inout EventSchema) throws -> Void
  ) {
    self.init(splitting: type, from: version, revision: revision) { event in
      var event = event
      try change(&event)
      return [event]
    }
  }

  /// Lifts each event to several, in order, or to none, which drops it.
  ///
  /// They share its version and position, and are told apart by ``EventRecord/part``; the last of them
  /// says so: ``EventRecord/isLastPart``.
  public init(
    splitting type: String, from version: Int, revision: Int = 1,
    _ parts: @escaping @Sendable (EventSchema) throws -> [EventSchema]
  ) {
    self.type = type
    self.version = version
    self.revision = revision
    lift = parts
  }

  /// Drops the events: they keep their versions and positions, and are not folded.
  public static func dropping(_ type: String, from version: Int) -> Upcaster {
    Upcaster(splitting: type, from: version) { _ in [] }
  }
}
