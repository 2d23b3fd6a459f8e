/// What is known of one stream, in 24 bytes.
struct StreamFacts: BitwiseCopyable, Sendable {
  private static let versionsFallBit: UInt32 = 1 << 31
  private static let timesFallBit: UInt32 = 1 << 30

  var count: UInt32 = 0
  var firstPosition: UInt32 = 0
  var lastPosition: UInt32 = 0
  /// The category's number, below 2^30, and a bit for each way in which the stream is out of order.
  private var categoryAndBits: UInt32
  /// In microseconds since 1970; unknown where none of its events has a time.
  var lastTime = Int64.unknown

  init(category: Int) {
    precondition(category < Self.timesFallBit, "a log has less than 2^30 categories")
    categoryAndBits = UInt32(category)
  }

  var category: UInt32 { categoryAndBits & (Self.timesFallBit - 1) }

  /// Whether a version, as the log numbers it, is below the one before it.
  var versionsFall: Bool { categoryAndBits & Self.versionsFallBit != 0 }

  /// Whether an event's time is before that of an earlier one.
  var timesFall: Bool { categoryAndBits & Self.timesFallBit != 0 }

  mutating func noteThatVersionsFall() { categoryAndBits |= Self.versionsFallBit }

  mutating func noteThatTimesFall() { categoryAndBits |= Self.timesFallBit }

  /// The last activity as something to sort by.
  var recency: (Int64, UInt32) { (lastTime, lastPosition) }
}

/// What is known of each stream, and of the categories.
struct StreamTable: Sendable {
  let names: NameTable
  let categoryNames: NameTable
  private(set) var facts: StreamFactTable
  private(set) var categoryCounts: [(streams: Int, events: Int)] = []
  /// The time of the last event that has one, in microseconds since 1970; unknown where none has.
  private(set) var lastTime = Int64.unknown
  /// Whether an event's time is before that of an earlier one.
  private(set) var timesFall = false

  init() {
    (names, categoryNames, facts) = (NameTable(), NameTable(), StreamFactTable())
  }

  /// The streams of an index on disk.
  init(_ disk: DiskIndex) {
    names = NameTable(disk.streams)
    categoryNames = NameTable(disk.facts.categories.map(\.name))
    facts = StreamFactTable(disk.streams)
    categoryCounts = disk.facts.categories.map { ($0.streamCount, $0.eventCount) }
    (lastTime, timesFall) = (disk.facts.lastTime, disk.facts.timesFall)
  }

  var count: Int { facts.count }

  func name(_ id: StreamID) -> StreamName { StreamName(names.name(id.rawValue)) }

  func lastTimestamp(_ id: StreamID) -> Timestamp? {
    let time = facts[id.rawValue].lastTime
    return time == .unknown ? nil : Timestamp(microseconds: time)
  }

  /// Makes room for the next stream number.
  mutating func add(category: UnsafeRawBufferPointer) {
    let category = categoryNames.intern(category)
    if category == categoryCounts.count { categoryCounts.append((0, 0)) }
    categoryCounts[category].streams += 1
    facts.append(StreamFacts(category: category))
  }

  /// Counts an event of a stream, and returns which of the stream's events it is.
  mutating func record(stream: Int, position: Int, time: Int64) -> Int {
    var (count, category) = (0, 0)
    facts.change(stream) { known in
      if known.count == 0 { known.firstPosition = UInt32(position) }
      known.count += 1
      known.lastPosition = UInt32(position)
      if time != .unknown {
        if time < known.lastTime { known.noteThatTimesFall() }
        known.lastTime = time
      }
      (count, category) = (Int(known.count), Int(known.category))
    }
    categoryCounts[category].events += 1
    if time != .unknown {
      if time < lastTime { timesFall = true }
      lastTime = time
    }
    return count
  }
}

extension StreamTable {
  /// Notes that a version of a stream, as the log numbers it, is below the one before it.
  mutating func noteThatVersionsFall(in stream: Int) {
    facts.change(stream) { $0.noteThatVersionsFall() }
  }
}
