internal import Platform

/// Cuts a stretch of a file into lines and reads their envelopes; one for each thread.
struct ChunkScanner: ~Copyable {
  /// So many bytes are scanned at once: few enough to be in a core's cache still when they are folded.
  static let chunkSize = 1 << 20
  /// A line longer than this is damage; it is passed over without being held.
  static let lineLimit = 64 << 20
  /// So many lines are still near in memory when their streams' names are looked at again.
  private static let namesTogether = 128

  private let files: any LogFiles
  private let mapping: CompiledMapping
  /// Whether a chunk holds its lines' bytes, for folding the events.
  private let keepsBytes: Bool
  private var fileName: String?
  private var reader: EnvelopeReader
  private var streams = ByteInterner(tellsNames: false)
  private var types = ByteInterner(tellsNames: false)
  /// The names of the last lines' streams, in the buffer, which wait to be given their numbers
  /// together: many streams' names lie far apart in memory.
  private var waiting: [WaitingName] = []
  private var buffer = LineBuffer()

  init(_ files: any LogFiles, _ mapping: CompiledMapping, keepsBytes: Bool) {
    self.files = files
    self.mapping = mapping
    self.keepsBytes = keepsBytes
    reader = EnvelopeReader(mapping, fileName: "")
  }

  /// Scans the lines that begin in a range of a file, the last of them to its end.
  ///
  /// - Parameter size: how far the file is read; a line that does not end before it is left out,
  ///   unless it is valid and the log is not a store.
  mutating func scan(_ file: LogFile, range: Range<Int>, size: Int) throws(LogFileError)
    -> ScannedChunk
  {
    if fileName != file.name {
      reader = EnvelopeReader(mapping, fileName: file.name)
      fileName = file.name
    }
    var chunk = ScannedChunk(end: range.lowerBound)
    chunk.lines.reserveCapacity(range.count / 200)
    var start = try firstLine(of: file, in: range)
    while start < range.upperBound {
      let wanted = min(range.upperBound - start, Self.chunkSize)
      start = try scanLines(of: file, from: start, atLeast: wanted, size: size, into: &chunk)
      if start < 0 { return chunk }
    }
    chunk.end = start
    return chunk
  }

  /// The start of the first line that begins in a range; the range's end where none does.
  private mutating func firstLine(
    of file: LogFile, in range: Range<Int>
  ) throws(LogFileError) -> Int {
    if range.lowerBound <= ByteOrderMark.utf8.count, !mapping.isStore {
      let first = try files.bytes(file.name, 0..<ByteOrderMark.utf8.count)
      if first == ByteOrderMark.utf8 { return first.count }
    }
    guard range.lowerBound > 0 else { return 0 }
    var offset = range.lowerBound - 1
    while offset < range.upperBound {
      let length = min(64 << 10, range.upperBound - offset)
      try buffer.fill(from: files, file.name, offset..<offset + length)
      if let newline = buffer.firstNewline(from: 0) { return offset + newline + 1 }
      offset += length
    }
    return range.upperBound
  }

  /// Scans lines from a line's start, over at least so many bytes, and returns where the next line
  /// begins; -1, with the chunk's end set, where the last line has not ended.
  private mutating func scanLines(
    of file: LogFile, from start: Int, atLeast wanted: Int, size: Int,
    into chunk: inout ScannedChunk
  ) throws(LogFileError) -> Int {
    try buffer.fill(from: files, file.name, start..<min(start + wanted + 4096, size))
    var lineStart = 0
    while lineStart < wanted {
      var end = buffer.firstNewline(from: lineStart)
      if end == nil {
        nameStreams(in: &chunk)
        end = try extend(file, from: start, lineStart: lineStart, size: size)
        if end == nil, buffer.count - lineStart > Self.lineLimit {
          finish(from: start, in: &chunk)
          return try passOver(file, from: start + lineStart, size: size, into: &chunk)
        }
      }
      guard let end else {
        chunk.end = start + lineStart
        chunk.endsInLine = true
        if !mapping.isStore { takeUnended(from: lineStart, at: start, into: &chunk) }
        finish(from: start, in: &chunk)
        return -1
      }
      add(lineStart..<end, at: start, into: &chunk)
      lineStart = end + 1
    }
    finish(from: start, in: &chunk)
    return start + lineStart
  }

  /// Takes what is still needed of the buffer, whose lines have been scanned.
  private mutating func finish(from start: Int, in chunk: inout ScannedChunk) {
    nameStreams(in: &chunk)
    guard keepsBytes else { return }
    chunk.pieces.append(FilePiece(start: start, memory: buffer.take()))
  }

  /// Reads on until the line that begins at `lineStart` ends; nil where it does not, or is too long.
  private mutating func extend(
    _ file: LogFile, from start: Int, lineStart: Int, size: Int
  ) throws(LogFileError) -> Int? {
    while start + buffer.count < size, buffer.count - lineStart <= Self.lineLimit {
      let known = buffer.count
      let more = min(max(known - lineStart, 64 << 10), size - start - known)
      try buffer.extend(from: files, file.name, start + known..<start + known + more)
      if let newline = buffer.firstNewline(from: known) { return newline }
      if buffer.count == known { return nil }
    }
    return nil
  }

  /// Records a line that is too long as damage, and finds where the next one begins.
  private mutating func passOver(
    _ file: LogFile, from lineStart: Int, size: Int, into chunk: inout ScannedChunk
  ) throws(LogFileError) -> Int {
    var offset = lineStart + buffer.count
    while offset < size {
      try buffer.fill(from: files, file.name, offset..<min(offset + (1 << 20), size))
      if let newline = buffer.firstNewline(from: 0) {
        let length = offset + newline - lineStart
        chunk.lines.append(ScannedLine(offset: lineStart, length: length))
        return offset + newline + 1
      }
      if buffer.count == 0 { break }
      offset += buffer.count
    }
    chunk.end = lineStart
    chunk.endsInLine = true
    return -1
  }
}

// MARK: - Lines

extension ChunkScanner {
  private mutating func add(_ range: Range<Int>, at base: Int, into chunk: inout ScannedChunk) {
    let line = UnsafeRawBufferPointer(rebasing: buffer.bytes[range])
    if !mapping.isStore, line.isBlank { return }
    var scanned = ScannedLine(offset: base + range.lowerBound, length: range.count)
    if range.count <= Self.lineLimit {
      if let envelope = canonicalEnvelope(of: line) {
        scanned.take(envelope)
        scanned.type = type(envelope.type, &chunk)
        if keepsBytes { scanned.offsets = envelope.offsets }
        waiting.append(WaitingName(envelope.stream, line: chunk.lines.count))
      } else if let envelope = try? reader.read(line) {
        nameStreams(in: &chunk)
        scanned.take(envelope)
        scanned.stream = stream(of: envelope, &chunk)
        scanned.type = type(envelope.type, &chunk)
      } else {
        scanned.take(damage: line, isStore: mapping.isStore)
      }
    }
    chunk.lines.append(scanned)
    if waiting.count == Self.namesTogether { nameStreams(in: &chunk) }
  }

  /// Takes in a last line without a newline if it is a whole event already.
  private mutating func takeUnended(
    from lineStart: Int, at base: Int, into chunk: inout ScannedChunk
  ) {
    let range = lineStart..<buffer.count
    let line = UnsafeRawBufferPointer(rebasing: buffer.bytes[range])
    guard (try? reader.read(line)) != nil else { return }
    add(range, at: base, into: &chunk)
    chunk.end = base + buffer.count
  }

  @inline(__always)
  private func canonicalEnvelope(of line: UnsafeRawBufferPointer) -> CanonicalEnvelope? {
    guard mapping.isRewind, !buffer.hasNUL || !line.hasNUL else { return nil }
    return CanonicalEnvelope(line)
  }

  /// Gives the lines that wait for it the number of their stream; called before the buffer changes, and
  /// before any other stream is given one.
  private mutating func nameStreams(in chunk: inout ScannedChunk) {
    var known = streams.count
    streams.intern(&waiting) { waiting, id in
      chunk.lines[waiting.line].stream = UInt32(id)
      if id == known {
        chunk.newStreams.append(
          ScannedChunk.NewStream(
            name: Array(waiting.name.bytes),
            category: mapping.category(ofName: waiting.name.bytes).map(Array.init)))
        known += 1
      }
    }
  }

  private mutating func stream(of envelope: Envelope, _ chunk: inout ScannedChunk) -> UInt32 {
    let known = streams.count
    let id = streams.intern(envelope.stream)
    if id == known {
      let category = envelope.category ?? mapping.category(ofName: envelope.stream)
      chunk.newStreams.append(
        ScannedChunk.NewStream(name: Array(envelope.stream), category: category.map(Array.init)))
    }
    return UInt32(id)
  }

  @inline(__always)
  private mutating func type(
    _ name: UnsafeRawBufferPointer, _ chunk: inout ScannedChunk
  ) -> UInt32 {
    let known = types.count
    let id = types.intern(name)
    if id == known { chunk.newTypes.append(Array(name)) }
    return UInt32(id)
  }
}

extension ScannedLine {
  fileprivate mutating func take(_ envelope: Envelope) {
    time = envelope.time ?? .unknown
    version = envelope.version.map(Int64.init) ?? .unknown
    position = envelope.position.map(Int64.init) ?? .unknown
    batch = envelope.batch ?? batch
    unread = envelope.unread
  }

  @inline(__always)
  fileprivate mutating func take(_ envelope: CanonicalEnvelope) {
    time = envelope.time.microseconds
    version = Int64(envelope.version)
    position = Int64(envelope.position)
    batch = envelope.batch ?? batch
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var isBlank: Bool { LineMembers.skipSpace(in: self, from: 0) == count }

  var hasNUL: Bool { offset(of: 0) != nil }
}
