/// A log at one moment: its index, its names and its events together.
///
///     let snapshot = log.snapshot()
///     guard let account = snapshot.index.streamID(named: "account-1") else { return }
///     for case .event(let event) in try snapshot.events(of: account, versions: 1..<4) { ... }
///
/// A value that never changes, cheap to copy and safe to use from any thread. It holds what it reads from
/// open, so that a log that is replaced in between can still be read as it was. What is read is held
/// against the index: where stream, type, version, position or time differ, ``LogChangedError`` is
/// thrown. A change inside an event's data is found at the source's next refresh.
public struct LogSnapshot: Sendable {
  /// The streams, types, times and places of the events.
  public let index: LogIndex
  /// What lifts old events when they are folded; the events that are read are as they are stored.
  public let upcasters: Upcasters
  /// Which history the snapshot is of; see ``extends(_:)``.
  public let generation: LogGeneration

  let reader: any SnapshotReader

  /// Puts an index together with what reads the events that it knows.
  ///
  /// - Parameters:
  ///   - index: what is known of the events.
  ///   - generation: the same as that of an older snapshot where this one only has more events behind.
  ///   - upcasters: what lifts old events.
  ///   - reader: reads the events; what it holds open is held as long as the snapshot is.
  public init(
    index: LogIndex, generation: LogGeneration, upcasters: Upcasters = .none,
    reader: any SnapshotReader
  ) {
    self.index = index
    self.generation = generation
    self.upcasters = upcasters.grouping { stream in
      guard let id = index.streamID(named: stream.rawValue) else { return stream.category }
      return index.categoryName(index.stream(id).category)
    }
    self.reader = reader
  }

  /// A snapshot of a log without events.
  public static let empty = LogSnapshot(
    index: .empty, generation: LogGeneration(), reader: NothingToRead())

  /// Whether this snapshot has all events of an older one, at the same positions.
  public func extends(_ older: LogSnapshot) -> Bool {
    generation == older.generation && index.eventCount >= older.index.eventCount
  }
}

extension SourceChange {
  /// What has changed from an older snapshot of a source to a newer one.
  public init(from older: LogSnapshot, to newer: LogSnapshot) {
    if !newer.extends(older), older.index.eventCount > 0 {
      self = .replaced
    } else {
      self = newer.index.eventCount == older.index.eventCount ? .none : .grown
    }
  }
}

// MARK: - Reading

extension LogSnapshot {
  /// Reads the lines at positions, in the order given.
  ///
  /// - Throws: ``NoSuchMomentError`` where the index has no such line, ``LogChangedError`` where what is
  ///   stored is not what the index was made from, ``LogFileError`` or what else the source throws where
  ///   it cannot be read.
  public func events(at positions: [Int]) throws -> [StoredEvent] {
    try events(at: positions) { try reader.events(at: positions, in: index) }
  }

  private func events(
    at positions: [Int], _ read: () throws -> [StoredEvent]
  ) throws -> [StoredEvent] {
    try check(positions)
    guard !positions.isEmpty else { return [] }
    let events = try read()
    if !reader.comparesWithIndex { try compare(events, at: positions) }
    return events
  }

  /// Reads the line at a position.
  ///
  /// - Throws: as ``events(at:)``.
  public func event(at position: Int) throws -> StoredEvent {
    try events(at: [position])[0]
  }

  /// Reads a stream as it is stored, or a range of its versions.
  ///
  ///     for case .event(let event) in try snapshot.events(of: "account-1", versions: 3...) { ... }
  ///
  /// - Parameters:
  ///   - stream: the stream; one that the index does not have has no events.
  ///   - versions: Rewind's own, from 1; those that the stream does not have are left out.
  /// - Throws: as ``events(at:)``.
  public func events(
    of stream: StreamName, versions: some RangeExpression<Int> = 1...
  ) throws -> [StoredEvent] {
    guard let id = index.streamID(named: stream.rawValue) else { return [] }
    let positions = index.positions(of: id)
    let asked = (1..<positions.count + 1).filter(versions.contains)
    return try events(at: asked.map { positions[$0 - 1] })
  }

  /// Reads a range of a stream's versions, from 1; those that the stream does not have are left out.
  ///
  /// - Throws: as ``events(at:)``.
  public func events(of stream: StreamID, versions: Range<Int>) throws -> [StoredEvent] {
    try events(at: positions(of: stream, versions))
  }

  /// Reads them on the calling thread alone, while others have something else to do.
  ///
  /// - Throws: as ``events(at:)``.
  func eventsOnThisThread(of stream: StreamID, versions: Range<Int>) throws -> [StoredEvent] {
    let positions = positions(of: stream, versions)
    return try events(at: positions) {
      try reader.eventsOnThisThread(at: positions, in: index)
    }
  }

  private func positions(of stream: StreamID, _ versions: Range<Int>) -> [Int] {
    let positions = index.positions(of: stream)
    return versions.clamped(to: 1..<positions.count + 1).map { positions[$0 - 1] }
  }

  /// The bytes of the line at a position, which tell it from another; the first of them where it is long.
  ///
  /// - Throws: as ``events(at:)``.
  func line(at position: Int) throws -> [UInt8] {
    try check([position])
    return try reader.line(at: position, in: index)
  }

  private func check(_ positions: [Int]) throws(NoSuchMomentError) {
    let last = index.eventCount
    if let position = positions.first(where: { $0 < 1 || $0 > last }) {
      throw .noPosition(position, last: last)
    }
  }

  private func compare(_ events: [StoredEvent], at positions: [Int]) throws {
    guard events.count == positions.count else { throw LogChangedError(file: reader.name) }
    for (event, position) in zip(events, positions) where !index.agrees(with: event, at: position) {
      throw LogChangedError(file: reader.name)
    }
  }
}

extension LogIndex {
  /// Whether what was read is the line that the index has at a position.
  fileprivate func agrees(with stored: StoredEvent, at position: Int) -> Bool {
    let entry = self[position]
    guard stored.position == position else { return false }
    guard case .event(let event) = stored else { return true }
    guard let stream = entry.stream, let type = entry.type else { return false }
    return event.timestamp == entry.timestamp && event.type.hasBytes(of: typeName(type))
      && event.stream.rawValue.hasBytes(of: self.stream(stream).name.rawValue)
      && event.shownVersion == shownVersion(at: position)
      && event.shownPosition == shownPosition(position)
  }
}
