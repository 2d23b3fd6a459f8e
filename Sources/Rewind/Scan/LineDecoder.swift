/// Makes events of a feed's lines; each thread has one of its own.
struct LineDecoder: ~Copyable {
  private let mapping: CompiledMapping
  private let names: FeedNames
  private var reader: EnvelopeReader
  /// The file that the lines are from; not looked at for each line, since threads share its name.
  private var file = ""
  private var typeNames: [String?] = []

  init(mapping: CompiledMapping, names: FeedNames) {
    self.mapping = mapping
    self.names = names
    reader = EnvelopeReader(mapping, fileName: "")
  }

  /// Goes on with lines of a file.
  mutating func begin(_ file: String) {
    guard file != self.file else { return }
    self.file = file
    reader = EnvelopeReader(mapping, fileName: LogFile.stem(of: file))
  }

  /// Reads the event of a line that is not damaged, with its bytes, into the memory of the one before.
  ///
  /// - Throws: where the inside of its data shows that it is; the event is none then.
  mutating func read(
    _ line: FeedLine, _ bytes: UnsafeRawBufferPointer, stream: StreamName,
    into event: inout EventRecord
  ) throws(LineFault) {
    try read(line, bytes, into: &event.content)
    event.stream = stream
    event.version = Int(line.version)
    event.position = line.position
    event.loggedVersion = Self.logged(line.loggedVersion, unless: Int(line.version))
    event.loggedPosition = Self.logged(line.loggedPosition, unless: line.position)
    event.type = name(ofType: line.type)
    event.timestamp = line.time == Int64.unknown ? nil : Timestamp(microseconds: line.time)
  }

  /// Why a line is damaged.
  mutating func reason(of line: FeedLine, _ bytes: UnsafeRawBufferPointer) -> String {
    if line.damage == .incompleteCommit { return "part of an append that was never finished" }
    if Int(line.length) > ChunkScanner.lineLimit {
      return "longer than \(ChunkScanner.lineLimit >> 20) MiB"
    }
    do {
      var content = EventContent.empty
      try read(line, bytes, into: &content)
      return "not the event that the log's order calls for"
    } catch {
      return error.reason
    }
  }

  private mutating func read(
    _ line: FeedLine, _ bytes: UnsafeRawBufferPointer, into content: inout EventContent
  ) throws(LineFault) {
    if line.offsets.areKnown, content.replace(withCanonical: bytes, line.offsets) { return }
    content = try EventContent(ArraySlice(bytes), through: &reader)
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
    number == Int64.unknown || number == Int64(counted) ? nil : Int(number)
  }
}
