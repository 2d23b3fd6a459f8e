/// What is noted of the lines of several files while they are read for the first time, file by file, to put them in
/// the order of their times.
struct FileTimes: Sendable {
  /// Whether every event so far has a time, which is not before that of the event before it in its file.
  private(set) var rise = true
  /// Whether the lines will be put in another order than that of their times, whatever their times are.
  private let isOrderKnown: Bool
  /// The time of the last event of the file at hand.
  private var last = Int64.unknown
  /// Which numbers the log gives each line: an index does not tell those that are what counting gives from none.
  private var given: [GivenNumbers] = []

  private struct GivenNumbers: OptionSet {
    let rawValue: UInt8
    static let version = GivenNumbers(rawValue: 1)
    static let position = GivenNumbers(rawValue: 2)
  }

  init(isOrderKnown: Bool = false) {
    self.isOrderKnown = isOrderKnown
  }

  /// Goes on with another file.
  mutating func begin() { last = .unknown }

  /// Notes the next line, which is an event.
  mutating func add(_ line: ScannedLine) {
    guard rise || isOrderKnown else { return }
    if line.time == .unknown || line.time < last {
      rise = false
      if !isOrderKnown { given = [] }
    }
    guard rise || isOrderKnown else { return }
    last = line.time
    var numbers: GivenNumbers = []
    if line.version != .unknown { numbers.insert(.version) }
    if line.position != .unknown { numbers.insert(.position) }
    given.append(numbers)
  }

  /// Notes the next line, which is damaged: it stays behind the one before it.
  mutating func addDamaged() {
    if rise || isOrderKnown { given.append([]) }
  }

  /// The positions of an index's lines by time, those of one time file by file; nil where the times do not rise,
  /// or the lines are in that order.
  func order(of index: LogIndex) -> [Int]? {
    guard rise else { return nil }
    var places: [(time: Int64, position: Int)] = []
    places.reserveCapacity(index.eventCount)
    for run in index.runs(through: index.eventCount) {
      var time = Int64.unknown
      for position in run.positions {
        time = index[position].timestamp?.microseconds ?? time
        places.append((time, position))
      }
    }
    guard zip(places, places.dropFirst()).contains(where: { $1 < $0 }) else { return nil }
    places.sort { $0 < $1 }
    return places.map(\.position)
  }

  /// A line of the index, with the numbers that the log gives it, wherever it is put.
  func line(at position: Int, of index: LogIndex) -> IndexedLine {
    let (line, columns) = (position - 1, index.lines)
    let given = given[line]
    let version = columns.versions.number(at: line) ?? index.countedVersion(at: position)
    let shown = columns.positions.number(at: line) ?? position
    return IndexedLine(
      stream: columns.stream[line], type: columns.type[line],
      version: given.contains(.version) ? Int64(version) : .unknown,
      position: given.contains(.position) ? Int64(shown) : .unknown,
      time: columns.timestamp(line)?.microseconds ?? .unknown, unread: columns.unreadRoles(line),
      locator: columns.locator(line), length: columns.length(line))
  }
}

extension LogIndex.Builder {
  /// Takes in the lines of another index in an order of their own; no line has come before.
  mutating func take(_ positions: [Int], of index: LogIndex, _ times: FileTimes) {
    var streams = [UInt32?](repeating: nil, count: index.streamCount)
    var types = [UInt32?](repeating: nil, count: index.typeCount)
    for position in positions {
      var line = times.line(at: position, of: index)
      begin(file: index.lines.location(position - 1).file)
      if let damage = index.damage(at: position) {
        append(damage, line)
        continue
      }
      let (stream, type) = (Int(line.stream), Int(line.type))
      line.stream = streams[stream] ?? number(ofStream: stream, in: index)
      line.type = types[type] ?? number(ofType: index.typeName(TypeID(rawValue: type)))
      (streams[stream], types[type]) = (line.stream, line.type)
      append(line)
    }
  }

  private mutating func number(ofStream stream: Int, in index: LogIndex) -> UInt32 {
    let category = Int(index.streams.facts[stream].category)
    return number(
      of: index.streams.name(StreamID(rawValue: stream)),
      category: index.streams.categoryNames.name(category))
  }
}
