/// What readers of a log need: the index, and the events at positions of it.
public protocol EventSource: Sendable {
  /// The index as it is now; events that came since the last refresh are not in it.
  var index: LogIndex { get }

  /// What lifts old events when they are folded; ``events(at:)`` gives them as they are stored.
  var upcasters: Upcasters { get }

  /// Reads the lines at positions, in the order given, each from 1 to the index's count.
  ///
  /// - Throws: ``LogFileError`` where the log's files cannot be read, ``LogChangedError`` where they
  ///   are no longer what the index was made from, ``NoSuchPosition`` where the index has no such line.
  func events(at positions: [Int]) throws -> [StoredEvent]
}

extension EventSource {
  /// None.
  public var upcasters: Upcasters { .none }

  /// Reads the line at a position.
  public func event(at position: Int) throws -> StoredEvent {
    try events(at: [position])[0]
  }

  /// Reads a stream as it is stored, or a range of its versions.
  ///
  ///     for case .event(let event) in try log.events(of: "account-1", versions: 3...) { ... }
  ///
  /// - Parameters:
  ///   - stream: the stream; one that the index does not have has no events.
  ///   - versions: Rewind's own, from 1; those that the stream does not have are left out.
  /// - Throws: as ``events(at:)``.
  public func events(
    of stream: StreamName, versions: some RangeExpression<Int> = 1...
  ) throws -> [StoredEvent] {
    let index = index
    guard let id = index.streamID(named: stream.rawValue) else { return [] }
    let positions = index.positions(of: id)
    let asked = (1..<positions.count + 1).filter(versions.contains)
    return try events(at: asked.map { positions[$0 - 1] })
  }

  /// Reads a range of a stream's versions, from 1.
  public func events(of stream: StreamID, versions: Range<Int>) throws -> [StoredEvent] {
    let positions = index.positions(of: stream)
    return try events(at: versions.map { positions[$0 - 1] })
  }
}

/// What stands at a position: an event, or a line that is none.
public enum StoredEvent: Sendable {
  case event(EventRecord)
  case damaged(DamagedLine)

  /// The place in the whole log, from 1.
  public var position: Int {
    switch self {
    case .event(let event): event.position
    case .damaged(let line): line.position
    }
  }

  /// The event, or nil for a damaged line.
  public var record: EventRecord? {
    if case .event(let event) = self { event } else { nil }
  }
}

/// A line that is no valid event, kept at its position.
public struct DamagedLine: Hashable, Sendable {
  /// The most bytes of a damaged line that are kept.
  public static let byteLimit = 64 << 10

  /// The place in the whole log, from 1.
  public let position: Int
  /// The file it is in.
  public let file: String
  /// Where in the file it begins, in bytes.
  public let byteOffset: Int
  /// How long it is, in bytes.
  public let length: Int
  /// Why it is no event.
  public let reason: String
  /// Its first bytes, at most ``byteLimit``.
  public let bytes: [UInt8]
  /// Whether it stands for a line that a repair moved aside, and harms nobody any more.
  public internal(set) var isMovedAside = false

  /// Describes a damaged line.
  public init(
    position: Int, file: String, byteOffset: Int, length: Int, reason: String, bytes: [UInt8]
  ) {
    self.position = position
    self.file = file
    self.byteOffset = byteOffset
    self.length = length
    self.reason = reason
    self.bytes = bytes
  }
}

/// The log's files are no longer those that the index was made from; a refresh reads them again.
public struct LogChangedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file that changed.
  public let file: String

  /// One line: which file, and what is done about it.
  public var description: String {
    "\(file): the file changed under the index; it is being read again"
  }
}

/// A position that the index does not have.
public struct NoSuchPosition: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for.
  public let position: Int
  /// The last position there is; 0 in an empty log.
  public let last: Int

  /// One line: what was asked for, and what there is.
  public var description: String {
    "no position \(position): the log "
      + (last == 0 ? "is empty" : "has 1 to \(last)") + "; refresh it where it may have grown"
  }
}
