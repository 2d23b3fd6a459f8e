/// Makes events of a feed's lines; each thread has one of its own.
struct LineDecoder: ~Copyable {
  private let names: FeedNames
  private var reader: ContentReader
  private var typeNames: [String?] = []

  init(mapping: CompiledMapping, names: FeedNames) {
    self.names = names
    reader = ContentReader(mapping)
  }

  /// Goes on with lines of a file.
  mutating func begin(_ file: String) {
    reader.begin(file)
  }

  /// Reads the event of a line that is not damaged, with its bytes, into the memory of the one before.
  ///
  /// - Throws: where its data show that it is damaged after all; the event is not to be used then.
  mutating func read(
    _ line: FeedLine, _ bytes: UnsafeRawBufferPointer, stream: StreamName,
    into event: inout EventRecord
  ) throws(LineError) {
    try reader.read(bytes, line.offsets, into: &event.content)
    event.stream = stream
    event.version = Int(line.version)
    event.position = line.position
    event.loggedVersion = Self.logged(line.loggedVersion, unless: Int(line.version))
    event.loggedPosition = Self.logged(line.loggedPosition, unless: line.position)
    event.type = name(ofType: line.type)
    event.timestamp = Self.timestamp(line.time)
  }

  /// Why a line is damaged.
  mutating func reason(
    _ damage: Damage.Kind, of line: FeedLine, _ bytes: UnsafeRawBufferPointer
  ) -> String {
    reader.reason(damage, of: bytes, length: Int(line.length))
  }

  private mutating func name(ofType number: UInt32) -> String {
    let number = Int(number)
    while typeNames.count <= number { typeNames.append(nil) }
    if let name = typeNames[number] { return name }
    let name = names.types.name(number)
    typeNames[number] = name
    return name
  }

  /// The number that the log itself gives, where it is another than the counted one.
  static func logged(_ number: Int64, unless counted: Int) -> Int? {
    number == .unknown || number == Int64(counted) ? nil : Int(number)
  }

  /// The time that a line has; nil where it has none.
  static func timestamp(_ time: Int64) -> Timestamp? {
    time == .unknown ? nil : Timestamp(microseconds: time)
  }
}
