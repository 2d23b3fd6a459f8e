/// What is known of each line, one column a fact, in the order of positions.
struct LineColumns: Sendable {
  /// Stands where a damaged line has no stream and no type.
  static let damaged = UInt32.max

  /// Where the source finds a line again, and how long it is; only the source knows what they mean.
  private(set) var locators = AppendOnlyColumn<UInt64>()
  private(set) var lengths = AppendOnlyColumn<UInt32>()
  private(set) var times = AppendOnlyColumn<Int64>()
  private(set) var stream = AppendOnlyColumn<UInt32>()
  private(set) var type = AppendOnlyColumn<UInt32>()
  /// The versions that the log gives, where they differ from counting.
  private(set) var versions = NumberColumn()
  /// The positions that the log gives, where they differ from counting.
  private(set) var positions = NumberColumn()
  /// The roles that could not be read, by number; they take no memory where all could.
  private(set) var unread = NumberColumn()
  /// How many lines have such a role.
  private(set) var unreadCount = 0

  init() {}

  /// The lines of an index on disk.
  init(_ disk: DiskIndex) {
    locators = AppendOnlyColumn(disk.locators)
    lengths = AppendOnlyColumn(disk.lengths)
    times = AppendOnlyColumn(disk.times)
    stream = AppendOnlyColumn(disk.lineStreams)
    type = AppendOnlyColumn(disk.lineTypes)
    versions = NumberColumn(disk.versions.map(AppendOnlyColumn.init))
    positions = NumberColumn(disk.positions.map(AppendOnlyColumn.init))
    unread = NumberColumn(disk.unread.map(AppendOnlyColumn.init))
    unreadCount = disk.facts.unreadCount
  }

  var count: Int { stream.count }

  func locator(_ line: Int) -> UInt64 { locators[line] }

  func length(_ line: Int) -> Int { Int(lengths[line]) }

  func timestamp(_ line: Int) -> Timestamp? {
    times[line] == .unknown ? nil : Timestamp(microseconds: times[line])
  }

  /// The roles of a line that are there and could not be read.
  func unreadRoles(_ line: Int) -> UnreadRoles {
    UnreadRoles(rawValue: UInt8(unread.number(at: line) ?? 0))
  }

  /// What was taken in of a line, save that numbers are unknown which are what counting gives.
  subscript(line: Int) -> IndexedLine {
    IndexedLine(
      stream: stream[line], type: type[line],
      version: versions.number(at: line).map(Int64.init) ?? .unknown,
      position: positions.number(at: line).map(Int64.init) ?? .unknown, time: times[line],
      unread: unreadRoles(line), locator: locators[line], length: length(line))
  }

  /// Takes in the next line, given what counting makes its version and its position.
  mutating func append(_ line: IndexedLine, countedVersion: Int, countedPosition: Int) {
    let index = count
    locators.append(line.locator)
    lengths.append(UInt32(clamping: line.length))
    times.append(line.time)
    stream.append(line.stream)
    type.append(line.type)
    versions.append(line.version, counted: countedVersion, at: index)
    positions.append(line.position, counted: countedPosition, at: index)
    unread.append(Int64(line.unread.rawValue), counted: 0, at: index)
    if line.unread != [] { unreadCount += 1 }
  }
}
