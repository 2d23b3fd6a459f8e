/// An event as the log holds it: an immutable fact at its place.
///
/// `version` and `position` are Rewind's own ordinals, counted from 1. Where the log gives numbers of
/// its own that differ, they are in ``loggedVersion`` and ``loggedPosition``, and those are what a
/// person is shown: ``shownVersion``, ``shownPosition``.
public struct EventRecord: Sendable {
  /// The stream the event belongs to.
  public let stream: StreamName
  /// The place in the stream: 1, 2, 3 ...
  public let version: Int
  /// The place in the whole log, in append order: 1, 2, 3 ...
  public let position: Int
  /// The version the log itself gives, where it differs from ``version``.
  public let loggedVersion: Int?
  /// The position the log itself gives, where it differs from ``position``.
  public let loggedPosition: Int?
  /// What happened: `MoneyDeposited`.
  public let type: String
  /// When it was recorded; nil in a log without times.
  public let timestamp: Timestamp?
  /// The id as the log spells it; nil in a log without ids.
  public let id: String?
  /// The facts; the text `null` where the log has none.
  public let data: JSONText
  /// What is known about the event beside the facts; nil where the log has none.
  public let metadata: JSONText?

  /// The version to show to a person: the log's own where it has one.
  public var shownVersion: Int { loggedVersion ?? version }
  /// The position to show to a person: the log's own where it has one.
  public var shownPosition: Int { loggedPosition ?? position }

  /// Makes a record; for tests and for those who fold events that never were in a log.
  public init(
    stream: StreamName, version: Int, position: Int, loggedVersion: Int? = nil,
    loggedPosition: Int? = nil, type: String, timestamp: Timestamp? = nil, id: String? = nil,
    data: JSONText, metadata: JSONText? = nil
  ) {
    self.stream = stream
    self.version = version
    self.position = position
    self.loggedVersion = loggedVersion
    self.loggedPosition = loggedPosition
    self.type = type
    self.timestamp = timestamp
    self.id = id
    self.data = data
    self.metadata = metadata
  }
}
