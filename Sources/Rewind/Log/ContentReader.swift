/// Reads the parts of lines that no index keeps, and why a line is damaged; each thread has its own.
struct ContentReader: ~Copyable {
  private let mapping: CompiledMapping
  private var reader: EnvelopeReader
  /// The file that the lines are from; not looked at for each line, since threads share its name.
  private(set) var file = ""

  init(_ mapping: CompiledMapping) {
    self.mapping = mapping
    reader = EnvelopeReader(mapping, fileName: "")
  }

  /// Goes on with lines of a file.
  mutating func begin(_ file: String) {
    guard file != self.file else { return }
    self.file = file
    reader = EnvelopeReader(mapping, fileName: file)
  }

  /// Reads a line of the file.
  ///
  /// - Throws: where the line is no event.
  mutating func read(
    _ line: UnsafeRawBufferPointer, into content: inout EventContent
  ) throws(LineError) {
    let canonical = mapping.isRewind ? CanonicalEnvelope(line) : nil
    try read(line, canonical?.offsets ?? .none, into: &content)
  }

  /// The result of reading the line that is looked for.
  enum Reading {
    case read
    /// It is not the line that was looked for.
    case isAnother
    /// It is that line, but no valid event.
    case damaged(LineError)
  }

  /// Reads a line of the file that was an event when it was indexed.
  ///
  /// - Parameter isExpected: whether an envelope is that of the line that is looked for.
  mutating func read(
    _ line: UnsafeRawBufferPointer, into content: inout EventContent,
    where isExpected: (Envelope) -> Bool
  ) -> Reading {
    var isSame = false
    if mapping.isRewind, let canonical = CanonicalEnvelope(line) {
      isSame = isExpected(Envelope(canonical))
      if isSame, content.replace(withCanonical: line, canonical.offsets) { return .read }
    }
    do throws(LineError) {
      content = try EventContent(ArraySlice(line), through: &reader) { envelope in
        isSame = isExpected(envelope)
        return isSame
      }
      return .read
    } catch {
      return isSame ? .damaged(error) : .isAnother
    }
  }

  /// Reads a line of the file, given where its parts are, if that is known.
  ///
  /// - Throws: where the line is no event.
  @inline(__always)
  mutating func read(
    _ line: UnsafeRawBufferPointer, _ offsets: EnvelopeOffsets, into content: inout EventContent
  ) throws(LineError) {
    if offsets.areKnown, content.replace(withCanonical: line, offsets) { return }
    content = try EventContent(ArraySlice(line), through: &reader)
  }

  /// Why a line of the file is damaged.
  ///
  /// - Parameter length: the whole line's, of which the bytes may be the beginning.
  mutating func reason(
    _ damage: Damage.Kind, of line: UnsafeRawBufferPointer, length: Int
  ) -> String {
    if damage == .incompleteCommit { return "part of an append that was never finished" }
    if length > ChunkScanner.lineLimit {
      return "longer than \(ChunkScanner.lineLimit >> 20) MiB"
    }
    do {
      var content = EventContent.empty
      try read(line, into: &content)
      return "not the event that the log's order calls for"
    } catch {
      return error.reason
    }
  }
}

extension Envelope {
  fileprivate init(_ canonical: CanonicalEnvelope) {
    stream = canonical.stream
    type = canonical.type
    version = canonical.version
    position = canonical.position
    time = canonical.time.microseconds
  }
}
