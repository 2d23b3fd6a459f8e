/// A line's place among the log's files.
struct LineLocation: Hashable, Sendable {
  /// The file's place in the list of files, below 65,536.
  var file: Int
  /// Where in the file the line begins.
  var offset: Int
  /// How many bytes it has, without the newline.
  var length: Int
}

/// What is known of each line, one column a fact, in the order of positions.
struct LineColumns: Sendable {
  /// Stands where a damaged line has no stream and no type.
  static let damaged = UInt32.max
  private static let noTime = Int64.min

  private var place = AppendOnlyColumn<UInt64>()
  private var length = AppendOnlyColumn<UInt32>()
  private var time = AppendOnlyColumn<Int64>()
  private(set) var stream = AppendOnlyColumn<UInt32>()
  private(set) var type = AppendOnlyColumn<UInt32>()
  /// The versions that the log gives, where they differ from counting.
  private(set) var versions = NumberColumn()
  /// The positions that the log gives, where they differ from counting.
  private(set) var positions = NumberColumn()

  /// From which files the lines come.
  private(set) var runs = FileRuns()

  var count: Int { stream.count }

  func location(_ line: Int) -> LineLocation {
    LineLocation(
      file: Int(place[line] >> 48), offset: Int(place[line] & 0xFFFF_FFFF_FFFF),
      length: Int(length[line]))
  }

  func timestamp(_ line: Int) -> Timestamp? {
    time[line] == Self.noTime ? nil : Timestamp(microseconds: time[line])
  }

  mutating func append(
    at location: LineLocation, time: Int64?, stream: UInt32, type: UInt32, version: Int?,
    position: Int?
  ) {
    runs.note(line: count, of: location.file)
    place.append(UInt64(location.file) << 48 | UInt64(location.offset))
    length.append(UInt32(clamping: location.length))
    self.time.append(time ?? Self.noTime)
    self.stream.append(stream)
    self.type.append(type)
    versions.append(version)
    positions.append(position)
  }
}

/// Numbers that are nearly always what counting gives: the rule costs nothing, exceptions a column.
struct NumberColumn: Sendable {
  private static let none = Int64.min

  private var count = 0
  private var exceptions: AppendOnlyColumn<Int64>?

  /// Whether every number is what counting gives.
  var isEmpty: Bool { exceptions == nil }

  /// The number at a place where it differs from counting, else nil.
  func number(at index: Int) -> Int? {
    guard let exceptions, exceptions[index] != Self.none else { return nil }
    return Int(exceptions[index])
  }

  mutating func append(_ number: Int?) {
    if number != nil, exceptions == nil {
      var column = AppendOnlyColumn<Int64>()
      for _ in 0..<count { column.append(Self.none) }
      exceptions = column
    }
    exceptions?.append(number.map(Int64.init) ?? Self.none)
    count += 1
  }
}
