/// What reads the events of a ``LogSnapshot``, and holds open what it reads from.
///
/// Calls come from several threads at once and may block.
public protocol SnapshotReader: Sendable {
  /// What is read from, as messages name it: a file, a table.
  var name: String { get }

  /// Whether the reader itself throws ``LogChangedError`` where what is stored is not what the index
  /// knows; otherwise the snapshot compares what it is given.
  var comparesWithIndex: Bool { get }

  /// Reads the lines at positions, in the order given, as they are stored: stream, type, version,
  /// position and time too are what the storage says.
  ///
  /// - Parameters:
  ///   - positions: each of them one that the index has.
  ///   - index: the snapshot's.
  func events(at positions: [Int], in index: LogIndex) throws -> [StoredEvent]

  /// Reads as ``events(at:in:)`` does, and has no other thread help, since they have something else to do.
  ///
  /// The default is the same.
  func eventsOnThisThread(at positions: [Int], in index: LogIndex) throws -> [StoredEvent]

  /// The bytes of the line at a position, which tell it from another line.
  ///
  /// The default writes the event in Rewind's own form.
  func line(at position: Int, in index: LogIndex) throws -> [UInt8]
}

extension SnapshotReader {
  /// The snapshot compares.
  public var comparesWithIndex: Bool { false }

  /// What ``events(at:in:)`` reads.
  public func eventsOnThisThread(
    at positions: [Int], in index: LogIndex
  ) throws -> [StoredEvent] {
    try events(at: positions, in: index)
  }

  /// The event in Rewind's own form, or a damaged line's first bytes.
  public func line(at position: Int, in index: LogIndex) throws -> [UInt8] {
    switch try events(at: [position], in: index).first {
    case .event(let event): Array(event.line.prefix(DamagedLine.byteLimit))
    case .damaged(let line): line.bytes
    case nil: throw LogChangedError(file: name)
    }
  }
}

/// The reader of a log without events.
struct NothingToRead: SnapshotReader {
  let name = "nothing"

  func events(at positions: [Int], in index: LogIndex) throws -> [StoredEvent] {
    throw LogChangedError(file: name)
  }
}
