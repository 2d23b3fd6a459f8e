/// Where an event stands: in which stream, at which version and position.
public struct EventPlace: Hashable, Sendable {
  /// The stream the event belongs to.
  public var stream: StreamName
  /// The place in the stream, counted from 1.
  public var version: Int
  /// The place in the whole log, counted from 1; 0 for an event that is in none.
  public var position: Int
  /// The version the log itself gives, where it differs from ``version``.
  public var loggedVersion: Int?
  /// The position the log itself gives, where it differs from ``position``.
  public var loggedPosition: Int?

  /// The place in an error, in the log's own numbers: `version 2 of account-1, position 102`.
  package var text: String {
    "version \(loggedVersion ?? version) of \(stream), position \(loggedPosition ?? position)"
  }

  /// Describes a place.
  public init(
    stream: StreamName, version: Int, position: Int, loggedVersion: Int? = nil,
    loggedPosition: Int? = nil
  ) {
    self.stream = stream
    self.version = version
    self.position = position
    self.loggedVersion = loggedVersion
    self.loggedPosition = loggedPosition
  }
}
