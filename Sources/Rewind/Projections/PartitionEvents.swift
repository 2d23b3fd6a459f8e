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
  /// The events that were lifted ahead, by position.
  private var ahead: [Int: Result<[EventRecord], UpcastError>] = [:]
  private var decoder: LineDecoder
  private var partitions: [Partition] = []
  private var entries: [ReadModelChanges.Entry] = []
  private var parked: [DeadLetter] = []

  private var batch = EventBatch(firstPosition: 1, fileName: "")
  private var last = 0
  private var nextLine = 0
  /// The place of the partition that the event belongs to.
  private var place = 0
  /// The piece that lines are read from, and its bytes.
  private var piece = UInt32.max
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

  private struct Partition {
    var key = ""
    /// Whether its events wait for one that failed.
    var isParked = false
  }

  init(
    _ share: WorkerShare, of partition: ProjectionPartition, onError: ErrorPolicy,
    mapping: CompiledMapping, names: FeedNames
  ) {
    self.share = share
    self.partition = partition
    self.onError = onError
    self.names = names
    hasUpcasters = !names.upcasters.isEmpty
    liftsAhead = names.upcasters.outside?.isEmpty == false
    decoder = LineDecoder(mapping: mapping, names: names)
  }

  var waitingCount: Int { entries.count + parked.count }

  /// The entries and dead letters since they were last taken.
  mutating func takeChanges() -> ReadModelChanges {
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

  /// Puts a partition at a place; places in between are left empty.
  mutating func put(key: String, isParked: Bool, at place: Int) {
    while partitions.count <= place { partitions.append(Partition()) }
    partitions[place] = Partition(key: key, isParked: isParked)
  }

  /// Puts a partition behind all others, and answers its place.
  mutating func append(key: String) -> Int {
    put(key: key, isParked: false, at: partitions.count)
    return partitions.count - 1
  }
}

// MARK: - Events

extension PartitionEvents {
  /// Begins with a batch, through a position.
  mutating func begin(_ batch: EventBatch, through position: Int) {
    self.batch = batch
    decoder.begin(batch.fileName)
    last = position
    (nextLine, piece) = (0, .max)
  }

  /// Lets go of the batch.
  mutating func end() {
    batch = EventBatch(firstPosition: 1, fileName: "")
  }

  /// Reads the next event into ``event``, and answers the place of its row; nil at the batch's end.
  @usableFromInline
  mutating func next() -> Int? {
    while nextLine < batch.lines.count {
      let line = batch.lines[nextLine]
      guard line.position <= last else { return nil }
      nextLine += 1
      let number = partition.number(of: line)
      if let damage = line.damage {
        if share.index == 0 { failDamaged(line, damage) }
        continue
      }
      guard number % share.count == share.index else { continue }
      place = number / share.count
      if partitions[place].isParked {
        wait(line)
      } else if read(line), lift() {
        return place
      }
    }
    return nil
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
  private mutating func lift() -> Bool {
    guard hasUpcasters else { return true }
    isLifted = names.upcasters.lifts(event.type)
    guard isLifted else { return true }
    do {
      parts = try liftsAhead ? liftedAhead() : names.lifted(event)
      return !parts.isEmpty
    } catch {
      if error is UpcastError {
        fail(error)
      } else {
        failure = error
        nextLine = batch.lines.count
      }
      return false
    }
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
    for line in batch.lines[nextLine...] where events.count < 1024 && line.position <= last {
      let number = partition.number(of: line)
      guard line.damage == nil, number % share.count == share.index else { continue }
      let stream = StreamName(partitionStream(line, at: number / share.count))
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
      DeadLetter(
        position: line.position, key: partitions[place].key,
        reason: "behind the event of its row that failed", hasFailed: false))
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
      nextLine = batch.lines.count
      return
    }
    if let place { partitions[place].isParked = true }
    parked.append(
      DeadLetter(
        position: fault.position, key: place.map { partitions[$0].key }, reason: fault.message,
        hasFailed: true))
  }
}

extension ProjectionFault {
  /// A line that cannot be read.
  static func damaged(at position: Int, _ reason: String) -> ProjectionFault {
    ProjectionFault(
      position: position, cause: .damagedLine, message: "damaged line: \(reason)")
  }
}
