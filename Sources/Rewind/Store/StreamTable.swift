/// What is known of each stream, one column a fact, and of the categories.
struct StreamTable: Sendable {
  private static let noTime = Int64.min

  let names = NameTable()
  let categoryNames = NameTable()
  private(set) var counts: [UInt32] = []
  private(set) var firstPositions: [UInt32] = []
  private(set) var lastPositions: [UInt32] = []
  private(set) var categories: [UInt32] = []
  private(set) var categoryCounts: [(streams: Int, events: Int)] = []
  private(set) var hasTimes = false
  private var lastTimes: [Int64] = []

  var count: Int { counts.count }

  func name(_ id: StreamID) -> StreamName { StreamName(names.name(id.rawValue)) }

  func lastTimestamp(_ id: StreamID) -> Timestamp? {
    let time = lastTimes[id.rawValue]
    return time == Self.noTime ? nil : Timestamp(microseconds: time)
  }

  /// The last activity of a stream as a number to sort by.
  func recency(_ id: Int) -> (Int64, UInt32) { (lastTimes[id], lastPositions[id]) }

  /// Makes room for a stream whose number is the next one.
  mutating func add(category: UnsafeRawBufferPointer) {
    let category = categoryNames.intern(category)
    if category == categoryCounts.count { categoryCounts.append((0, 0)) }
    categoryCounts[category].streams += 1
    counts.append(0)
    firstPositions.append(0)
    lastPositions.append(0)
    lastTimes.append(Self.noTime)
    categories.append(UInt32(category))
  }

  /// Counts an event of a stream.
  mutating func record(stream: Int, position: Int, time: Int64?) {
    if counts[stream] == 0 { firstPositions[stream] = UInt32(position) }
    counts[stream] += 1
    lastPositions[stream] = UInt32(position)
    categoryCounts[Int(categories[stream])].events += 1
    guard let time else { return }
    lastTimes[stream] = time
    hasTimes = true
  }
}

/// The event types and how many events each has.
struct TypeTable: Sendable {
  let names = NameTable()
  private(set) var counts: [Int] = []

  /// Counts an event of a type whose number is known or the next one.
  mutating func record(_ type: Int) {
    while counts.count <= type { counts.append(0) }
    counts[type] += 1
  }
}
