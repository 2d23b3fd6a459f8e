/// Makes events of a feed's lines; each thread has one of its own.
struct LineDecoder: ~Copyable {
  private let mapping: CompiledMapping
  private let names: FeedNames
  private var mapped: MappedEnvelope
  private var mappedFile: String?
  private var typeNames: [String?] = []

  init(mapping: CompiledMapping, names: FeedNames) {
    self.mapping = mapping
    self.names = names
    mapped = MappedEnvelope(mapping, fileName: "")
  }

  /// The event of a line that is not damaged.
  ///
  /// - Throws: where the inside of its data shows that it is.
  mutating func record(
    of line: FeedLine, at position: Int, in batch: EventBatch, stream: StreamName
  ) throws(LineFault) -> EventRecord {
    EventRecord(
      stream: stream, version: Int(line.version), position: position,
      loggedVersion: Self.logged(line.loggedVersion, unless: Int(line.version)),
      loggedPosition: Self.logged(line.loggedPosition, unless: position),
      type: name(ofType: line.type),
      timestamp: line.time == ScannedLine.none ? nil : Timestamp(microseconds: line.time),
      content: try content(of: line, in: batch))
  }

  /// Why a line is damaged.
  mutating func reason(of line: FeedLine, in batch: EventBatch) -> String {
    if line.damage == .incompleteCommit { return "part of an append that was never finished" }
    if Int(line.length) > ChunkScanner.lineLimit {
      return "longer than \(ChunkScanner.lineLimit >> 20) MiB"
    }
    do {
      _ = try content(of: line, in: batch)
      return "not the event that the log's order calls for"
    } catch {
      return error.reason
    }
  }

  private mutating func content(
    of line: FeedLine, in batch: EventBatch
  ) throws(LineFault) -> EventContent {
    let range = batch.range(of: line)
    if line.places.areKnown,
      let content = EventContent(
        canonical: batch.pieces[Int(line.piece)].bytes, line: range, line.places)
    {
      return content
    }
    if mappedFile != batch.fileName {
      mapped = MappedEnvelope(mapping, fileName: LogFile.stem(of: batch.fileName))
      mappedFile = batch.fileName
    }
    return try EventContent(batch.bytes(of: line), through: &mapped)
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
