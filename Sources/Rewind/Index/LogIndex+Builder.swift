extension LogIndex {
  /// Makes an index, line by line, of a log that lies anywhere: in memory, in a database, on a server.
  ///
  ///     var builder = LogIndex.Builder()
  ///     for event in events {
  ///       builder.append(stream: event.stream, type: event.type, timestamp: event.timestamp)
  ///     }
  ///     let index = builder.index
  ///
  /// Lines are given in the order of the log; the first has position 1. A builder that is kept takes in
  /// what comes later, and the indexes that it gave before stay as they were.
  ///
  /// A log holds at most 4,294,967,294 lines.
  public struct Builder: ~Copyable, Sendable {
    /// The index so far, of which the newest lines may not be packed by stream.
    private(set) var latest = LogIndex()
    /// What to call the only category, should the streams' names not group them; nil to use the names always.
    let singleCategory: String?
    /// The sum of what was looked at ahead: kept, so that looking is not left out.
    private var lookedAt: UInt32 = 0

    /// Begins with a log without lines.
    ///
    /// - Parameter singleCategory: what to call the log's only category where the streams' names do not
    ///   group them, which is where there are several categories, more than one for two streams; nil to group
    ///   them by their names always.
    public init(singleCategory: String? = nil) {
      self.singleCategory = singleCategory
    }

    /// Begins with the lines of an index on disk.
    init(_ disk: DiskIndex, singleCategory: String?) {
      latest = LogIndex(disk)
      self.singleCategory = singleCategory
    }

    /// Reads what is known of each line from an index on disk, which has all of them, and lets go of it in memory.
    mutating func readLines(from disk: DiskIndex) { latest.readLines(from: disk) }

    /// The index as it is now: a snapshot that later lines leave alone.
    ///
    /// It costs O(√n) an event since the last one, in a log of n.
    public var index: LogIndex {
      mutating get {
        latest.postings.packIfLong(latest.lines.stream, streamCount: latest.streams.count)
        Self.note(only: singleCategory, in: &latest)
        return latest
      }
    }

    /// The same where all of it is on disk and read from there, so that what comes later needs no copy of what is
    /// known of streams.
    var indexOnDisk: LogIndex? {
      guard let disk = latest.disk, disk.lineCount == latest.eventCount else { return nil }
      var index = LogIndex(disk)
      Self.note(only: singleCategory, in: &index)
      return index
    }

    /// Notes what to call the only category, where the streams' names do not group them.
    private static func note(only category: String?, in index: inout LogIndex) {
      guard let category else { return }
      let categories = index.streams.categoryCounts.count
      let isGrouped = categories <= 1 || categories * 2 <= index.streams.count
      index.onlyCategory = isGrouped ? nil : category
    }

    /// How many lines were given, damaged ones included.
    public var eventCount: Int { latest.eventCount }

    /// Takes in the next event.
    ///
    /// - Parameters:
    ///   - stream: the stream that it belongs to.
    ///   - category: what the stream belongs to; nil for the part of its name before the first `-`. It
    ///     counts where the stream is new.
    ///   - type: the event's type.
    ///   - version: its version as the log numbers it; nil where the log does not, or as counting does.
    ///   - position: its position as the log numbers it; nil where the log does not, or as counting does.
    ///   - timestamp: when it was recorded; nil where the log does not say.
    ///   - locator: what the source finds it by, such as a row's key; an index only keeps it.
    public mutating func append(
      stream: StreamName, category: String? = nil, type: String, version: Int? = nil,
      position: Int? = nil, timestamp: Timestamp? = nil, locator: UInt64 = 0
    ) {
      append(
        IndexedLine(
          stream: number(of: stream, category: category), type: number(ofType: type),
          version: version.map(Int64.init) ?? .unknown,
          position: position.map(Int64.init) ?? .unknown,
          time: timestamp?.microseconds ?? .unknown, locator: locator, length: 0))
    }

    /// Takes in a damaged line, which has a position of its own.
    ///
    /// - Parameters:
    ///   - position: its position as the log numbers it; nil where the log does not, or as counting does.
    ///   - locator: what the source finds it by; an index only keeps it.
    public mutating func appendDamaged(position: Int? = nil, locator: UInt64 = 0) {
      append(
        .line,
        IndexedLine(
          position: position.map(Int64.init) ?? .unknown, locator: locator, length: 0))
    }
  }
}

// MARK: - Names

extension LogIndex.Builder {
  /// The number of a stream, given now where it is new.
  ///
  /// - Parameter category: nil for the part of the name before its first `-`.
  mutating func number(
    ofStream name: UnsafeRawBufferPointer, category: UnsafeRawBufferPointer? = nil
  ) -> UInt32 {
    let number = latest.streams.names.intern(name)
    if number == latest.streams.count {
      latest.streams.add(category: category ?? name.categoryPrefix)
    }
    return UInt32(number)
  }

  /// The number of a type, given now where it is new.
  mutating func number(ofType name: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(latest.types.names.intern(name))
  }

  /// The number of a stream, given now where it is new.
  mutating func number(of stream: StreamName, category: String? = nil) -> UInt32 {
    var name = stream.rawValue
    return name.withUTF8 { name in
      guard var category else { return number(ofStream: UnsafeRawBufferPointer(name)) }
      return category.withUTF8 { category in
        number(ofStream: UnsafeRawBufferPointer(name), category: UnsafeRawBufferPointer(category))
      }
    }
  }

  /// The number of a type, given now where it is new.
  mutating func number(ofType type: String) -> UInt32 {
    var type = type
    return type.withUTF8 { number(ofType: UnsafeRawBufferPointer($0)) }
  }
}

// MARK: - Lines

extension LogIndex.Builder {
  /// Looks at what is known of a stream, so that it is at hand when the stream's event is taken in.
  @inline(__always)
  mutating func lookAhead(at stream: UInt32) {
    lookedAt &+= latest.streams.facts.peek(Int(stream))
  }

  /// Takes in the next event.
  @inline(__always)
  mutating func append(_ line: IndexedLine) {
    let position = latest.lines.count + 1
    let stream = Int(line.stream)
    let previous = latest.streams.facts[stream].lastPosition
    latest.postings.add(previous: previous)
    let count = latest.streams.record(stream: stream, position: position, time: line.time)
    latest.types.record(Int(line.type))
    note(line.position.known ?? position, at: position)
    latest.lines.append(line, countedVersion: count, countedPosition: position)
    if !latest.lines.versions.isEmpty {
      noteVersion(count, of: stream, at: position, behind: Int(previous))
    }
    if !latest.lines.positions.isEmpty { notePosition(position) }
  }

  /// Takes in the next line, which is damaged.
  mutating func append(_ kind: Damage.Kind, _ line: IndexedLine) {
    let position = latest.lines.count + 1
    if kind == .movedAside {
      latest.movedAside.append(position)
      note(line.position.known ?? position, at: position)
    } else {
      latest.damage.append(Damage(position: position, kind: kind))
    }
    latest.postings.add(previous: 0)
    latest.lines.append(line, countedVersion: 0, countedPosition: position)
    if !latest.lines.positions.isEmpty { notePosition(position) }
  }

  /// Notes that the lines from the next one on are of another file.
  mutating func begin(file: Int) {
    latest.fileRuns.note(line: latest.eventCount, of: file)
  }

  @inline(__always)
  private mutating func note(_ shown: Int, at position: Int) {
    if shown > latest.highestPosition {
      latest.highestPosition = shown
    } else if latest.disorder == nil {
      latest.disorder = position
    }
  }

  /// Notes whether the shown position of the last line is below that of the line before.
  private mutating func notePosition(_ position: Int) {
    if position > 1, latest.shownPosition(position) < latest.shownPosition(position - 1) {
      latest.positionsFall = true
    }
  }

  /// Notes whether the shown version of a stream's last event is below that of the event before.
  private mutating func noteVersion(
    _ version: Int, of stream: Int, at position: Int, behind previous: Int
  ) {
    guard version > 1 else { return }
    let shown = latest.lines.versions.number(at: position - 1) ?? version
    if shown < latest.lines.versions.number(at: previous - 1) ?? version - 1 {
      latest.streams.noteThatVersionsFall(in: stream)
    }
    if latest.streams.facts[stream].versionsFall { latest.eventsOutOfOrder += 1 }
  }
}

// MARK: - Lines of another index

extension LogIndex.Builder {
  /// Gives the streams and types of another index of the same log that are not here the numbers that they
  /// have there.
  mutating func takeNames(of index: LogIndex) {
    let streams = index.streams
    for stream in latest.streams.count..<streams.count {
      streams.names.bytes(of: stream).withUnsafeBytes { name in
        let category = Int(streams.facts[stream].category)
        _ = streams.categoryNames.bytes(of: category).withUnsafeBytes {
          number(ofStream: name, category: $0)
        }
      }
    }
    for type in latest.types.names.count..<index.types.names.count {
      _ = index.types.names.bytes(of: type).withUnsafeBytes { number(ofType: $0) }
    }
  }

  /// Takes in a line of another index of the same log, whose names are here.
  mutating func takeLine(of index: LogIndex, at position: Int) {
    let line = index.lines[position - 1]
    if let damage = index.damage(at: position) {
      append(damage, line)
    } else if index.isMovedAside(position) {
      append(.movedAside, line)
    } else {
      append(line)
    }
  }
}
