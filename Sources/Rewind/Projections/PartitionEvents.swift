/// The events of one batch that a worker folds, one at a time, with the entries and dead letters they leave.
///
/// Only for ``Projection/fold(_:into:)``: there is no need to use it. It is public so that the loop over the
/// events is compiled for each projection.
public struct PartitionEvents: ~Copyable {
  /// The event that ``next()`` has come to; the next one is read into its memory.
  @usableFromInline private(set) var event = EventRecord(
    at: EventPlace(stream: "", version: 0, position: 0), type: "",
    timestamp: nil, content: .roomy)
  /// Whether upcasters lifted the event, so that ``parts`` are folded in its place.
  @usableFromInline private(set) var isLifted = false
  @usableFromInline private(set) var parts: [EventRecord] = []
  /// The first event that could not be taken in, where the policy is to stop.
  private(set) var fault: ProjectionFault?
  /// Why no event can be lifted any more.
  private(set) var failure: (any Error)?

  let share: WorkerShare
  private let partition: ProjectionPartition
  private let onError: ErrorPolicy
  private let names: FeedNames
  /// Kept here, since reading it through the names for each event would touch a shared reference count.
  private let hasUpcasters: Bool
  /// Whether a call to upcasters costs more than an event, so that several are lifted ahead.
  private let liftsAhead: Bool
  /// Whether events of a type may become others, by its number; nil where that was not asked yet.
  private var liftedTypes: [Bool?] = []
  /// The events that were lifted ahead, by position.
  private var ahead: [Int: Result<[EventRecord], UpcastError>] = [:]
  private var decoder: LineDecoder
  private var partitions: [Partition] = []
  /// The place of each partition of the share, by its number; ``noPlace`` where it has none now.
  private var placesByNumber: [UInt32] = []
  /// The partitions with events that wait, by their numbers, of those that this worker has met.
  private var parkedNumbers: Set<Int> = []
  /// The partitions with events that wait, of those that were there at the start.
  private let parkedKeys: Set<StreamName>
  private var entries: [ReadModelChanges.Entry] = []
  private var parked: [DeadLetter] = []

  private var batch = EventBatch(firstPosition: 1, fileName: "")
  /// The numbers of the batch's lines that are this worker's, damaged ones among them, and the places of their
  /// partitions.
  private var lines: [UInt32] = []
  @usableFromInline private(set) var places: [UInt32] = []
  /// The lines that are folded until what is needed of others is looked at.
  @usableFromInline private(set) var stretch = 0..<0
  private var nextLine = 0
  /// The place of the partition that the event belongs to.
  private var place = 0
  /// Only changed so that looking ahead is not left out as idle.
  private var lookedAt = 0
  /// The piece that lines are read from, and its bytes.
  private var piece = UInt32.max
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

  private struct Partition {
    let key: String
    /// Its number among those of the share.
    let number: Int
    /// Whether its events wait for one that failed.
    var isParked: Bool
  }

  /// Stands for no partition.
  private static let noPlace = UInt32.max
  /// So many events' partitions are looked at together, so that what one waits for in memory comes beside what
  /// the others wait for.
  private static let stretchLength = 32

  init(
    _ share: WorkerShare, of partition: ProjectionPartition, start: WorkerStart,
    mapping: CompiledMapping, names: FeedNames
  ) {
    self.share = share
    self.partition = partition
    self.names = names
    onError = start.onError
    parkedKeys = Set(start.parkedKeys.map { StreamName($0) })
    hasUpcasters = !names.upcasters.isEmpty
    liftsAhead = names.upcasters.outside?.isEmpty == false
    decoder = LineDecoder(mapping: mapping, names: names)
  }

  var waitingCount: Int { entries.count + parked.count }

  /// The entries and dead letters since they were last taken, by position.
  mutating func takeEntries() -> ReadModelChanges {
    var changes = ReadModelChanges()
    (changes.entries, changes.parked) = (entries, parked)
    (entries, parked) = ([], [])
    return changes
  }
}

// MARK: - Partitions

extension PartitionEvents {
  /// The key of the partition at a place.
  func key(_ place: Int) -> String { partitions[place].key }

  /// How many partitions have places.
  var count: Int { partitions.count }

  /// Forgets all places: partitions are given others when events of theirs come.
  mutating func forgetPlaces() {
    partitions = []
    for number in placesByNumber.indices { placesByNumber[number] = Self.noPlace }
  }

  /// The place of a partition, given now where it has none.
  @inline(__always)
  private mutating func place(ofNumber number: Int) -> UInt32 {
    if number < placesByNumber.count, placesByNumber[number] != Self.noPlace {
      return placesByNumber[number]
    }
    return newPlace(ofNumber: number)
  }

  private mutating func newPlace(ofNumber number: Int) -> UInt32 {
    let key = key(ofNumber: number)
    let isParked = parkedNumbers.contains(number) || parkedKeys.contains(StreamName(key))
    let place = UInt32(append(Partition(key: key, number: number, isParked: isParked)))
    if number >= placesByNumber.count {
      placesByNumber += repeatElement(Self.noPlace, count: number + 1 - placesByNumber.count)
    }
    placesByNumber[number] = place
    return place
  }

  private mutating func append(_ partition: Partition) -> Int {
    partitions.append(partition)
    return partitions.count - 1
  }

  private func key(ofNumber number: Int) -> String {
    switch partition {
    case .stream: names.streams.name(number * share.count + share.index)
    case .type: names.types.name(number * share.count + share.index)
    case .whole, .keys: ProjectionPartition.wholeKey
    }
  }
}

// MARK: - Events

extension PartitionEvents {
  /// Begins with what a batch has behind one position and through another, and sees to it that all its partitions
  /// have places.
  mutating func begin(_ batch: EventBatch, after first: Int, through last: Int) {
    self.batch = batch
    decoder.begin(batch.fileName)
    (nextLine, stretch, piece) = (0, 0..<0, .max)
    lines.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for index in batch.firstLine(behind: first)..<batch.lines.count {
      guard batch.lines[index].position <= last else { break }
      let place: UInt32
      if batch.lines[index].damage != nil {
        guard share.index == 0 else { continue }
        place = Self.noPlace
      } else {
        let number = partition.number(of: batch.lines[index])
        guard number % share.count == share.index else { continue }
        place = self.place(ofNumber: number / share.count)
      }
      lines.append(UInt32(index))
      places.append(place)
    }
  }

  /// Lets go of the batch.
  mutating func end() {
    batch = EventBatch(firstPosition: 1, fileName: "")
  }

  /// Goes on to the next events, and looks at their partitions; false at the batch's end.
  @usableFromInline
  mutating func beginStretch() -> Bool {
    stretch = nextLine..<min(nextLine + Self.stretchLength, lines.count)
    for place in places[stretch] where place != Self.noPlace {
      lookedAt &+= partitions[Int(place)].isParked ? 1 : 0
    }
    return !stretch.isEmpty
  }

  /// Reads the next event into ``event``, and answers the place of its row; nil at the stretch's end.
  @usableFromInline
  mutating func next() -> Int? {
    while nextLine < stretch.upperBound {
      let line = batch.lines[Int(lines[nextLine])]
      place = Int(places[nextLine])
      nextLine += 1
      if let damage = line.damage {
        failDamaged(line, damage)
      } else if partitions[place].isParked {
        wait(line)
      } else if read(line), lift(line.type) {
        return place
      }
    }
    return nil
  }

  /// Passes over what is left of the batch.
  private mutating func passOver() {
    (nextLine, stretch) = (lines.count, lines.count..<lines.count)
  }

  /// Keeps the columns of the event's entry.
  @usableFromInline
  mutating func keep(_ values: [ReadModelValue]) {
    keep(values, at: event.position)
  }

  /// Keeps the columns of an entry.
  mutating func keep(_ values: [ReadModelValue], at position: Int) {
    entries.append(ReadModelChanges.Entry(position: position, values: values))
  }

  /// Notes that the event could not be taken in.
  @usableFromInline
  mutating func fail(_ error: any Error) {
    fail(
      ProjectionFault(position: event.position, cause: .refusedEvent, message: "\(error)"),
      at: place)
  }

  /// Reads a line's event; false, and it has failed, where the inside shows that it is damaged.
  @inline(__always)
  private mutating func read(_ line: FeedLine) -> Bool {
    do {
      try decoder.read(
        line, text(of: line), stream: StreamName(partitionStream(line)), into: &event)
      return true
    } catch {
      fail(.damaged(at: line.position, error.reason), at: place)
      return false
    }
  }

  /// Lifts the event; false where upcasters drop it, or it has failed.
  @inline(__always)
  private mutating func lift(_ type: UInt32) -> Bool {
    guard hasUpcasters else { return true }
    isLifted = mayLift(Int(type))
    guard isLifted else { return true }
    do {
      parts = try liftsAhead ? liftedAhead() : names.lifted(event)
      return !parts.isEmpty
    } catch {
      if error is UpcastError {
        fail(error)
      } else {
        failure = error
        passOver()
      }
      return false
    }
  }

  /// Whether the event's type, which has a number, may become another.
  private mutating func mayLift(_ type: Int) -> Bool {
    while liftedTypes.count <= type { liftedTypes.append(nil) }
    if let known = liftedTypes[type] { return known }
    let lifts = names.upcasters.lifts(event.type)
    liftedTypes[type] = lifts
    return lifts
  }

  /// What the event is lifted to; where that is not known, it and those behind it are lifted together.
  @inline(never)
  private mutating func liftedAhead() throws -> [EventRecord] {
    if ahead[event.position] == nil {
      let events = eventsAhead()
      ahead = Dictionary(
        uniqueKeysWithValues: zip(events.map(\.position), try names.lifted(events)))
    }
    if let known = ahead.removeValue(forKey: event.position) { return try known.get() }
    return try names.lifted(event)
  }

  /// The event, and those behind it in the batch that are this worker's.
  private mutating func eventsAhead() -> [EventRecord] {
    var events = [event]
    for next in nextLine..<lines.count where events.count < 1024 {
      let line = batch.lines[Int(lines[next])]
      guard line.damage == nil else { continue }
      let stream = StreamName(partitionStream(line, at: Int(places[next])))
      var next = events[0]
      // What cannot be read fails when it is its turn.
      if (try? decoder.read(line, text(of: line), stream: stream, into: &next)) != nil {
        events.append(next)
      }
    }
    return events
  }

  @inline(__always)
  private func partitionStream(_ line: FeedLine) -> String { partitionStream(line, at: place) }

  @inline(__always)
  private func partitionStream(_ line: FeedLine, at place: Int) -> String {
    partition == .stream ? partitions[place].key : names.streams.name(Int(line.stream))
  }

  @inline(__always)
  private mutating func text(of line: FeedLine) -> UnsafeRawBufferPointer {
    if line.piece != piece {
      piece = line.piece
      bytes = batch.bytes(ofPiece: piece)
    }
    return line.text(in: bytes)
  }
}

// MARK: - Events that are not taken in

extension PartitionEvents {
  private mutating func wait(_ line: FeedLine) {
    parked.append(
      DeadLetter(waitingAt: line.position, keys: [partitions[place].key]))
  }

  private mutating func failDamaged(_ line: FeedLine, _ damage: Damage.Kind) {
    let reason =
      batch.reasons[line.position] ?? decoder.reason(damage, of: line, text(of: line))
    fail(.damaged(at: line.position, reason), at: nil)
  }

  /// Parks an event, or ends the batch with it; a damaged line has no partition.
  private mutating func fail(_ fault: ProjectionFault, at place: Int?) {
    guard onError == .park else {
      self.fault = fault
      passOver()
      return
    }
    if let place { park(place) }
    parked.append(
      DeadLetter(
        position: fault.position, keys: place.map { [partitions[$0].key] } ?? [],
        reason: fault.message, hasFailed: true))
  }
}

extension PartitionEvents {
  /// Lets the later events of a partition wait.
  private mutating func park(_ place: Int) {
    partitions[place].isParked = true
    parkedNumbers.insert(partitions[place].number)
  }
}

extension ProjectionFault {
  /// A line that cannot be read.
  static func damaged(at position: Int, _ reason: String) -> ProjectionFault {
    ProjectionFault(
      position: position, cause: .damagedLine, message: "damaged line: \(reason)")
  }
}
