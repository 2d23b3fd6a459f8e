/// An event as the log holds it: an immutable fact at its place.
///
/// `version` and `position` are Rewind's own ordinals, counted from 1. Where the log gives numbers of
/// its own that differ, they are in ``loggedVersion`` and ``loggedPosition``, and those are what a
/// person is shown: ``shownVersion``, ``shownPosition``.
public struct EventRecord: Sendable {
  /// The stream the event belongs to.
  public internal(set) var stream: StreamName
  /// The place in the stream: 1, 2, 3 ...
  public internal(set) var version: Int
  /// The place in the whole log, in append order: 1, 2, 3 ...
  public internal(set) var position: Int
  /// The version the log itself gives, where it differs from ``version``.
  public internal(set) var loggedVersion: Int?
  /// The position the log itself gives, where it differs from ``position``.
  public internal(set) var loggedPosition: Int?
  /// Which of the events that upcasters made of the stored one it is, from 1.
  public internal(set) var part = 1
  /// Whether it is the last of those, after which a checkpoint may move to ``position``.
  public internal(set) var isLastPart = true
  /// What happened: `MoneyDeposited`.
  public internal(set) var type: String
  /// The type that the stored event has, where upcasters made this one of it; nil where it is the stored one.
  private(set) var storedType: String?
  /// When it was recorded; nil in a log without times.
  public internal(set) var timestamp: Timestamp?
  var content: EventContent

  /// The id as the log spells it; nil in a log without ids.
  public var id: String? { content.id }
  /// The facts; the text `null` where the log has none.
  public var data: JSONText { content.data }
  /// What is known about the event beside the facts; nil where the log has none.
  public var metadata: JSONText? { content.metadata }

  /// Whether the log says that with this event what the stream is about is gone, beside data that is null.
  ///
  /// Change data capture says so: where a mapping finds data at a path that ends in `after`, and `op`
  /// beside it is `d`. In other logs, and in Rewind's own stores, no event is one.
  public var isDeletion: Bool { content.isDeletion }

  /// The version to show to a person: the log's own where it has one.
  public var shownVersion: Int { loggedVersion ?? version }
  /// The position to show to a person: the log's own where it has one.
  public var shownPosition: Int { loggedPosition ?? position }

  /// What the event is called in an error: `MoneyDeposited (version 2 of account-1, position 102)`.
  package var placeText: String { "\(type) (\(place.text))" }

  /// Where it stands.
  var place: EventPlace {
    EventPlace(
      stream: stream, version: version, position: position, loggedVersion: loggedVersion,
      loggedPosition: loggedPosition)
  }

  /// Makes a record; for tests, and to fold events that were never in a log.
  public init(
    at place: EventPlace, type: String, timestamp: Timestamp? = nil, id: String? = nil,
    data: JSONText, metadata: JSONText? = nil
  ) {
    self.init(
      at: place, type: type, timestamp: timestamp,
      content: EventContent(id: id, data: data, metadata: metadata))
  }

  /// Makes a record of what an index and the line itself say.
  init(at place: EventPlace, type: String, timestamp: Timestamp?, content: EventContent) {
    stream = place.stream
    version = place.version
    position = place.position
    loggedVersion = place.loggedVersion
    loggedPosition = place.loggedPosition
    self.type = type
    self.timestamp = timestamp
    self.content = content
  }

  /// Makes what upcasters turn a stored event into.
  init(_ stored: EventRecord, lifted: EventSchema, part: Int, of count: Int) {
    self = stored
    self.part = part
    isLastPart = part == count
    storedType = stored.type
    type = lifted.type
    content = EventContent(
      id: stored.id, data: lifted.data.jsonText, metadata: stored.metadata,
      isDeletion: stored.isDeletion)
  }
}
