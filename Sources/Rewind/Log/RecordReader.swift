/// Makes events of the lines at positions: reads what lies together in one go, then cuts.
struct RecordReader: ~Copyable {
  /// Lines with no more than this between them are read together.
  private static let gapLimit = 16 << 10
  private static let pageLimit = 96 << 10

  private let lines: FileSnapshotReader
  private let index: LogIndex
  private var reader: ContentReader
  private var streams: [StreamID: KnownStream] = [:]
  /// The stream of the event before, which is often that of the next.
  private var latest: (id: StreamID, stream: KnownStream)?
  /// The names of the types that were met, each at its number.
  private var typeNames: [String?]

  init(_ lines: FileSnapshotReader, index: LogIndex) {
    self.lines = lines
    self.index = index
    reader = ContentReader(lines.mapping)
    typeNames = Array(repeating: nil, count: index.typeCount)
  }

  mutating func read(_ positions: [Int]) throws -> [StoredEvent] {
    var events: [StoredEvent] = []
    events.reserveCapacity(positions.count)
    // One page after the other lies in it, so that none has to be made.
    var buffer: [UInt8] = []
    var next = 0
    while next < positions.count {
      let page = page(of: positions, from: next)
      if buffer.count < page.range.count {
        buffer = [UInt8](repeating: 0, count: page.range.count)
      }
      try buffer.withUnsafeMutableBytes { buffer in
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<page.range.count])
        let count = try lines.files.read(
          fileName(page.file), at: page.range.lowerBound, into: room)
        let bytes = UnsafeRawBufferPointer(rebasing: room[..<count])
        for position in positions[next..<page.end] {
          events.append(try event(at: position, in: bytes, from: page.range.lowerBound))
        }
      }
      next = page.end
    }
    return events
  }

  private struct Page {
    var file: Int
    var range: Range<Int>
    /// Behind the last of the positions that the page serves.
    var end: Int
  }

  private func page(of positions: [Int], from first: Int) -> Page {
    let location = index.lines.location(positions[first] - 1)
    var page = Page(
      file: location.file, range: location.offset..<location.offset + location.kept, end: first + 1)
    while page.end < positions.count {
      let next = index.lines.location(positions[page.end] - 1)
      let reach = next.offset + next.kept
      guard next.file == page.file, next.offset >= page.range.upperBound,
        next.offset - page.range.upperBound <= Self.gapLimit,
        reach - page.range.lowerBound <= Self.pageLimit
      else { break }
      page.range = page.range.lowerBound..<reach
      page.end += 1
    }
    return page
  }

  private mutating func event(
    at position: Int, in bytes: UnsafeRawBufferPointer, from base: Int
  ) throws -> StoredEvent {
    let location = index.lines.location(position - 1)
    let start = location.offset - base
    guard start + location.kept <= bytes.count else {
      throw LogChangedError(file: fileName(location.file))
    }
    let line = UnsafeRawBufferPointer(rebasing: bytes[start..<start + location.kept])
    if index.isMovedAside(position) { return movedAside(line, at: position, location) }
    reader.begin(fileName(location.file))
    if let damage = index.damage(at: position) {
      let reason = reader.reason(damage, of: line, length: location.length)
      return damaged(line, at: position, location, reason: reason)
    }
    do {
      return .event(try record(line, at: position))
    } catch let fault as LineError {
      return damaged(line, at: position, location, reason: fault.reason)
    }
  }

  private func fileName(_ file: Int) -> String { lines.found[file].name }
}

// MARK: - Events

extension RecordReader {
  /// The event of a line that was a valid one when it was indexed.
  ///
  /// - Throws: ``LogChangedError`` where the line is not the one that the index knows, ``LineError``
  ///   where it is, but what stands in it is damaged.
  private mutating func record(
    _ line: UnsafeRawBufferPointer, at position: Int
  ) throws -> EventRecord {
    let entry = index[position]
    guard let stream = entry.stream, let type = entry.type else { throw LineError("no event") }
    let known = known(stream)
    let number = index.lines.versions.number(at: position - 1)
    let version = known.version(at: position, loggedAs: number)
    var event = EventRecord(
      at: EventPlace(
        stream: known.name, version: version.own, position: position,
        loggedVersion: version.shown == version.own ? nil : version.shown,
        loggedPosition: index.lines.positions.number(at: position - 1)), type: name(of: type),
      timestamp: entry.timestamp, content: .empty)
    var content = EventContent.empty
    switch reader.read(line, into: &content, where: { $0.agrees(with: event, loggedAs: number) }) {
    case .read: break
    case .isAnother: throw LogChangedError(file: reader.file)
    case .damaged(let fault): throw fault
    }
    event.content = content
    return event
  }

  private mutating func known(_ stream: StreamID) -> KnownStream {
    if let latest, latest.id == stream { return latest.stream }
    let known =
      streams[stream]
      ?? KnownStream(
        name: index.streams.name(stream), logged: index.loggedPositions(of: stream),
        firstByVersion: index.versionOrder(of: stream)?.first)
    streams[stream] = known
    latest = (stream, known)
    return known
  }

  private mutating func name(of type: TypeID) -> String {
    if let name = typeNames[type.rawValue] { return name }
    let name = index.typeName(type)
    typeNames[type.rawValue] = name
    return name
  }
}

/// What is needed of a stream for each of its events.
private final class KnownStream {
  let name: StreamName
  /// The positions of its events as they lie in the log.
  private let logged: StreamPositions
  /// The lowest version, as the log numbers them, where its events are taken in the order of their versions.
  private let firstByVersion: Int?
  /// How many of the positions are at or before the one that was asked for last.
  private var reached = 0

  init(name: StreamName, logged: StreamPositions, firstByVersion: Int?) {
    (self.name, self.logged, self.firstByVersion) = (name, logged, firstByVersion)
  }

  /// Rewind's own version of the event at a position, and the version to show.
  ///
  /// - Parameter number: the version that the log gives, where it is not what counting makes it.
  func version(at position: Int, loggedAs number: Int?) -> (own: Int, shown: Int) {
    let isNext = reached < logged.count && logged[reached] == position
    reached = isNext ? reached + 1 : logged.countUpTo(position)
    let counted = reached
    let shown = number ?? counted
    return (firstByVersion.map { shown - $0 + 1 } ?? counted, shown)
  }
}

// MARK: - Damage

extension RecordReader {
  private func damaged(
    _ line: UnsafeRawBufferPointer, at position: Int, _ location: LineLocation, reason: String
  ) -> StoredEvent {
    let note = SpoolNote(line: line)
    let bytes =
      note.flatMap { $0.text.isEmpty ? nil : $0.text } ?? Array(line.prefix(DamagedLine.byteLimit))
    var damaged = DamagedLine(
      position: position, file: fileName(location.file), byteOffset: location.offset,
      length: location.length, reason: reason, bytes: Array(bytes.prefix(DamagedLine.byteLimit)))
    damaged.line = note?.number
    return .damaged(damaged)
  }

  private func movedAside(
    _ line: UnsafeRawBufferPointer, at position: Int, _ location: LineLocation
  ) -> StoredEvent {
    let file = MovedLine(line)?.file ?? "another file"
    var moved = DamagedLine(
      position: position, file: fileName(location.file), byteOffset: location.offset,
      length: location.length, reason: "a repair moved what was here aside, into \(file)",
      bytes: Array(line))
    moved.isMovedAside = true
    return .damaged(moved)
  }
}

extension Envelope {
  /// Whether it is that of an event as an index knows it.
  ///
  /// - Parameter number: the version that the log gives, where it is not what counting makes it.
  fileprivate func agrees(with event: EventRecord, loggedAs number: Int?) -> Bool {
    time == event.timestamp?.microseconds && event.type.hasBytes(of: type)
      && event.stream.rawValue.hasBytes(of: stream)
      && version.map { $0 == event.shownVersion } ?? (number == nil)
      && position.map { $0 == event.shownPosition } ?? (event.loggedPosition == nil)
  }
}

extension LineLocation {
  /// How many bytes of the line are read: all, or the beginning of one that is too long.
  var kept: Int {
    length > ChunkScanner.lineLimit ? DamagedLine.byteLimit : length
  }
}
