internal import Platform
internal import Synchronization

/// Reads lines of a log's files at the places that an index has.
struct FileSnapshotReader: SnapshotReader {
  /// So many lines are worth a second thread.
  private static let parallelCount = 2048

  /// The log's name for people.
  let name: String
  let files: HeldFiles
  /// The files as they were found, in the order of the index.
  let found: [LogFile]
  let mapping: CompiledMapping
  /// In which order the lines of several files were taken in; nil where there is one, and in a store.
  var order: FileOrder?
  /// The end of the last whole append of each file; what follows it is in no index.
  let ends: [Int]
  /// Where checkpoints of its streams are kept: in the first of these that can be written.
  var checkpoints: [CheckpointFolder] = []
  /// Where its index is kept on disk.
  var indexFolders: [IndexFolder] = []

  var isStore: Bool { mapping.isStore }
  var comparesWithIndex: Bool { true }

  func events(at positions: [Int], in index: LogIndex) throws -> [StoredEvent] {
    guard positions.count >= Self.parallelCount else {
      return try eventsOnThisThread(at: positions, in: index)
    }
    let parts = Mutex<[Int: Result<[StoredEvent], any Error>]>([:])
    let length = (positions.count + Processors.workers - 1) / Processors.workers
    let starts = Array(stride(from: 0, to: positions.count, by: length))
    runOnThreads(starts.count) { part in
      let slice = positions[starts[part]..<min(starts[part] + length, positions.count)]
      let events = Result { try eventsOnThisThread(at: Array(slice), in: index) }
      parts.withLock { $0[part] = events }
    }
    return try parts.withLock { parts in
      try starts.indices.flatMap { try parts[$0]?.get() ?? [] }
    }
  }

  func eventsOnThisThread(at positions: [Int], in index: LogIndex) throws -> [StoredEvent] {
    do {
      var reader = RecordReader(self, index: index)
      return try reader.read(positions)
    } catch let error as LogFileError where error.isReplaced {
      throw LogChangedError(file: error.path)
    } catch let error as LogChangedError {
      noteOutdated(index)
      throw error
    }
  }

  /// Notes that a line is not the one that an index has: the files on disk are of no use then.
  private func noteOutdated(_ index: LogIndex) {
    guard let disk = index.disk, !disk.health.isOutdated else { return }
    disk.health.noteOutdated()
    for folder in indexFolders { folder.discard(disk.manifest) }
  }

  /// The bytes of a line; the beginning of one that is too long.
  func line(at position: Int, in index: LogIndex) throws -> [UInt8] {
    let location = index.lines.location(position - 1)
    return try bytes(of: location, atMost: DamagedLine.byteLimit)
  }

  /// What the line of the event at a position says beyond what is read of it.
  func loggedRoles(at position: Int, in index: LogIndex) throws -> LoggedRoles {
    let location = index.lines.location(position - 1)
    var reader = EnvelopeReader(mapping, fileName: fileName(location))
    return try bytes(of: location, atMost: .max).withUnsafeBytes { line in
      guard let envelope = try? reader.read(line) else { return LoggedRoles() }
      let unread = reader.unreadReasons
      let text = reader.text(.timestamp, in: line).map { String(decoding: $0, as: UTF8.self) }
      let time = envelope.time.map(Timestamp.init(microseconds:))
      let isUsual = text.flatMap { time?.isSpelled($0) } ?? true
      return LoggedRoles(time: isUsual ? nil : text, unreadReasons: unread)
    }
  }

  private func bytes(of location: LineLocation, atMost limit: Int) throws -> [UInt8] {
    let name = fileName(location)
    let length = min(location.length, limit)
    do {
      let bytes = try files.bytes(name, location.offset..<location.offset + length)
      guard bytes.count == length else { throw LogChangedError(file: name) }
      return bytes
    } catch let error as LogFileError where error.isReplaced {
      throw LogChangedError(file: name)
    }
  }

  /// The name of the file that a line is in.
  func fileName(_ location: LineLocation) -> String { found[location.file].name }
}

// MARK: - Places between appends

extension FileSnapshotReader {
  /// Where a line ends in its file: behind its newline, where it has one.
  func end(of location: LineLocation) throws(LogFileError) -> Int {
    let end = location.offset + location.length
    let next = try files.bytes(fileName(location), end..<end + 1)
    return end + next.count { $0 == UInt8(ascii: "\n") }
  }

  /// The position of the first line of the append that a line belongs to.
  func firstOfAppend(at position: Int, in index: LogIndex) throws -> Int {
    guard isStore, !index[position].isDamaged else { return position }
    let bytes = try bytes(of: index.lines.location(position - 1), atMost: .max)
    guard let part = BatchPart(ofLine: bytes, mapping: mapping) else { return position }
    return max(1, position - Int(part.index) + 1)
  }
}

extension BatchPart {
  /// Which part of its append a valid line is; nil for an append of one.
  fileprivate init?(ofLine bytes: [UInt8], mapping: CompiledMapping) {
    let part = bytes.withUnsafeBytes { bytes -> BatchPart? in
      if let envelope = CanonicalEnvelope(bytes) { return envelope.batch }
      var mapped = EnvelopeReader(mapping, fileName: "")
      return try? mapped.read(bytes).batch
    }
    guard let part else { return nil }
    self = part
  }
}
