internal import Platform

/// What is known of a log without its events' data: streams, types, times and where each line lies.
///
/// A snapshot: it never changes, is cheap to copy and safe to use from any thread. An event costs it
/// 32 bytes. ``Builder`` makes one of any log.
///
/// Where numbers are asked for or given, `version` and `position` count from 1; the numbers that a log
/// itself gives are the *shown* ones.
public struct LogIndex: Sendable {
  var lines = LineColumns()
  var streams = StreamTable()
  var types = TypeTable()
  var postings = StreamPostings()
  /// Which file each line is from, in a log of files.
  var fileRuns = FileRuns()
  var damage: [Damage] = []
  /// The positions of lines that a repair moved aside.
  var movedAside: [Int] = []
  /// The highest position so far, as the log numbers them.
  var highestPosition = 0
  /// The first event with a position, as the log numbers it, not above all before it; nil for none.
  var disorder: Int?
  /// Whether a line's position, as the log numbers it, is below that of the line before.
  var positionsFall = false
  /// The events of streams that are not as they lie in the log, in their order.
  let versionOrders = VersionOrders()
  /// How many events came to streams whose versions fall; where it has grown, the order of a stream may be
  /// another.
  package internal(set) var eventsOutOfOrder = 0
  /// The only category, where the streams' names do not group them; nil where they do.
  var onlyCategory: String?

  /// What of it is on disk; nil where nothing is.
  private(set) var disk: DiskIndex?

  /// The index of a log without events.
  public static let empty = LogIndex()

  init() {
    disk = nil
  }

  /// An index on disk.
  init(_ disk: DiskIndex) {
    self.disk = disk
    lines = LineColumns(disk)
    streams = StreamTable(disk)
    types = TypeTable(disk)
    postings = StreamPostings(disk.streams)
    let facts = disk.facts
    fileRuns = FileRuns(facts.fileRuns)
    (damage, movedAside) = (facts.damage, facts.movedAside)
    (highestPosition, disorder) = (facts.highestPosition, facts.disorder)
    (positionsFall, eventsOutOfOrder) = (facts.positionsFall, facts.eventsOutOfOrder)
  }

  /// Reads from an index on disk, which has all its lines, what is known of each, and lets go of that in memory.
  ///
  /// What is known of streams stays in memory: it is needed for each line that comes.
  mutating func readLines(from disk: DiskIndex) {
    precondition(disk.lineCount == eventCount, "an index on disk of these lines and no others")
    self.disk = disk
    lines = LineColumns(disk)
    postings = StreamPostings(disk.streams)
  }

  /// How many lines the log holds, damaged ones included; the positions are 1 to this number.
  public var eventCount: Int { lines.count }

  /// The positions of damaged lines, in order.
  public var damagedPositions: [Int] { damage.map(\.position) }

  /// How many lines stand for events: all but damaged ones and those that a repair moved aside.
  public var validCount: Int { eventCount - damage.count - movedAside.count }

  /// How many events have a role that is there and could not be read, such as a time that is none.
  public var unreadCount: Int { lines.unreadCount }

  /// The roles of the event at a position that are there and could not be read.
  ///
  /// The event is without them: without a time, with a counted version.
  public func unreadRoles(at position: Int) -> [EnvelopeMapping.Role] {
    lines.unreadRoles(position - 1).roles
  }

  /// Whether the line at a position stands for one that a repair moved aside.
  public func isMovedAside(_ position: Int) -> Bool {
    let place = movedAside.partitioningIndex { $0 >= position }
    return place < movedAside.count && movedAside[place] == position
  }

  /// Why the line at a position is damaged; nil where it is an event, or stands for a line moved aside.
  func damage(at position: Int) -> Damage.Kind? {
    guard !damage.isEmpty else { return nil }
    let place = damage.partitioningIndex { $0.position >= position }
    return place < damage.count && damage[place].position == position ? damage[place].kind : nil
  }

  /// The locator by which the log's source finds the line at a position.
  public func locator(at position: Int) -> UInt64 { lines.locator(position - 1) }

  /// What is known of the line at a position, from 1 to ``eventCount``.
  public subscript(position: Int) -> EventEntry {
    let line = position - 1
    let stream = lines.stream[line]
    guard stream != LineColumns.damaged else {
      return EventEntry(position: position, stream: nil, type: nil, timestamp: nil)
    }
    return EventEntry(
      position: position, stream: StreamID(rawValue: Int(stream)),
      type: TypeID(rawValue: Int(lines.type[line])), timestamp: lines.timestamp(line))
  }
}

// MARK: - Streams, types, categories

extension LogIndex {
  /// How many streams there are; their ids are 0 up to this number.
  public var streamCount: Int { streams.count }

  /// What is known of a stream.
  public func stream(_ id: StreamID) -> StreamEntry {
    let facts = streams.facts[id.rawValue]
    return StreamEntry(
      id: id, name: streams.name(id),
      category: onlyCategory == nil ? CategoryID(rawValue: Int(facts.category)) : .only,
      eventCount: Int(facts.count), firstPosition: Int(facts.firstPosition),
      lastPosition: Int(facts.lastPosition), lastTimestamp: streams.lastTimestamp(id))
  }

  /// The stream of a name, or nil where there is none.
  public func streamID(named name: String) -> StreamID? {
    guard let id = streams.names.id(of: name), id < streams.count else { return nil }
    return StreamID(rawValue: id)
  }

  /// The positions of a stream's events, in their ``order(of:)``: the event of version v is at index v - 1.
  public func positions(of stream: StreamID) -> StreamPositions {
    versionOrder(of: stream)?.positions ?? loggedPositions(of: stream)
  }

  /// The place in its stream of the event at a position; 0 for a damaged line.
  public func version(of position: Int) -> Int {
    guard let stream = self[position].stream else { return 0 }
    guard let order = versionOrder(of: stream) else { return countedVersion(at: position) }
    return shownVersion(at: position) - order.first + 1
  }

  /// How many types there are; their ids are 0 up to this number.
  public var typeCount: Int { types.counts.count }

  /// The name of a type, as the log spells it.
  public func typeName(_ id: TypeID) -> String { types.names.name(id.rawValue) }

  /// How many events are of a type.
  public func eventCount(ofType id: TypeID) -> Int { types.counts[id.rawValue] }

  /// The type of a name, or nil where there is none.
  public func typeID(named name: String) -> TypeID? {
    guard let id = types.names.id(of: name), id < types.counts.count else { return nil }
    return TypeID(rawValue: id)
  }

  /// The categories, in order of first appearance.
  public var categories: [CategoryEntry] {
    if let onlyCategory {
      return [
        CategoryEntry(
          id: .only, name: onlyCategory, streamCount: streamCount,
          eventCount: validCount)
      ]
    }
    return streams.categoryCounts.enumerated().map { id, counts in
      CategoryEntry(
        id: CategoryID(rawValue: id), name: streams.categoryNames.name(id),
        streamCount: counts.streams, eventCount: counts.events)
    }
  }

  /// The name of a category.
  public func categoryName(_ id: CategoryID) -> String {
    onlyCategory ?? streams.categoryNames.name(id.rawValue)
  }

  /// The category of a stream; of one that is not there, that of its name.
  func categoryName(of stream: StreamName) -> String {
    guard let id = streamID(named: stream.rawValue) else { return onlyCategory ?? stream.category }
    return categoryName(self.stream(id).category)
  }
}
