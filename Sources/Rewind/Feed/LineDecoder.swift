/// Makes events of a feed's lines; each thread has one of its own.
struct LineDecoder: ~Copyable {
  private let mapping: CompiledMapping
  private let names: FeedNames
  private var mapped: MappedEnvelope
  private var mappedFile: String?
  private var typeNames: [String?] = []
  /// Where the content of most events is put, one after the other.
  private var scratch = [UInt8](repeating: 0, count: 1024)

  init(mapping: CompiledMapping, names: FeedNames) {
    self.mapping = mapping
    self.names = names
    mapped = MappedEnvelope(mapping, fileName: "")
  }

  /// The event of a line that is not damaged, with its bytes.
  ///
  /// - Throws: where the inside of its data shows that it is.
  mutating func record(
    of line: FeedLine, _ bytes: UnsafeRawBufferPointer, of file: String, stream: StreamName
  ) throws(LineFault) -> EventRecord {
    EventRecord(
      stream: stream, version: Int(line.version), position: line.position,
      loggedVersion: Self.logged(line.loggedVersion, unless: Int(line.version)),
      loggedPosition: Self.logged(line.loggedPosition, unless: line.position),
      type: name(ofType: line.type),
      timestamp: line.time == ScannedLine.none ? nil : Timestamp(microseconds: line.time),
      content: try content(of: line, bytes, file: file))
  }

  /// Why a line is damaged.
  mutating func reason(
    of line: FeedLine, _ bytes: UnsafeRawBufferPointer, of file: String
  ) -> String {
    if line.damage == .incompleteCommit { return "part of an append that was never finished" }
    if Int(line.length) > ChunkScanner.lineLimit {
      return "longer than \(ChunkScanner.lineLimit >> 20) MiB"
    }
    do {
      _ = try content(of: line, bytes, file: file)
      return "not the event that the log's order calls for"
    } catch {
      return error.reason
    }
  }

  private mutating func content(
    of line: FeedLine, _ bytes: UnsafeRawBufferPointer, file: String
  ) throws(LineFault) -> EventContent {
    if line.places.areKnown,
      let content = EventContent(canonical: bytes, line.places, scratch: &scratch)
    {
      return content
    }
    if mappedFile != file {
      mapped = MappedEnvelope(mapping, fileName: LogFile.stem(of: file))
      mappedFile = file
    }
    return try EventContent(ArraySlice(bytes), through: &mapped)
  }

  private mutating func name(ofType number: UInt32) -> String {
    let number = Int(number)
    while typeNames.count <= number { typeNames.append(nil) }
    if let name = typeNames[number] { return name }
    let name = names.types.name(number)
    typeNames[number] = name
    return name
  }

  private static func logged(_ number: Int64, unless counted: Int) -> Int? {
    number == ScannedLine.none || number == Int64(counted) ? nil : Int(number)
  }
}
