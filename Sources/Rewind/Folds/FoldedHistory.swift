internal import Platform

/// The states of one stream: checkpoints over its whole length, and those around the version asked for.
///
/// Invariant: `checkpoints[i]` is the state at version `i * interval`. Where there are too many, or they are
/// larger than ``checkpointBytes`` together, every other is dropped and the interval doubled. A jump folds at
/// most one interval: up to ``fewEvents`` it is longer where the stream is longer, and from there on the
/// checkpoints are more, up to ``checkpointLimit``.
struct FoldedHistory<F: Fold>: StateHistory {
  /// How many checkpoints there are at most, and how many where an interval is shorter than ``fewEvents``.
  private static var checkpointLimit: Int { 4096 }
  private static var fewCheckpoints: Int { 512 }
  /// So many events are folded in an instant.
  private static var fewEvents: Int { 512 }
  /// How large the checkpoints may be together, in bytes; a few are kept whatever their size.
  private static var checkpointBytes: Int { 256 << 20 }
  private static var fewestCheckpoints: Int { 4 }
  /// How large the neighbours may be together, in bytes; the state that is asked for is kept in any case.
  private static var neighbourBytes: Int { 64 << 20 }
  private static var notedEvents: Int { 10_000 }
  private static var firstBatch: Int { 256 }
  private static var largestBatch: Int { 8192 }
  private static var firstRun: Int { 4 }
  /// How many bytes of the log are read to be folded together; an event that is larger is by itself.
  private static var batchBytes: Int { 16 << 20 }

  let fold: F
  private(set) var snapshot: LogSnapshot
  let stream: StreamID
  var interval = 64
  var checkpoints: [F.State] = []
  /// For how long events were folded since the checkpoints were kept.
  var unkeptMilliseconds: Int64 = 0
  /// The version up to which checkpoints were kept last.
  var keptThrough = 0
  /// How many events are folded, at most, between two looks at how large states are.
  private var batchSize = Self.firstBatch
  /// The states from version `first` on, of one interval: of all of it, or of a run of it where states are
  /// large.
  private var neighbours: [F.State] = []
  private var first = 0
  /// The event behind whose predecessor no state can be made; nil where none is known.
  private(set) var stop: StoppedFoldError?
  var known = KnownFaults()
  private(set) var kept = KeptNotes(limit: Self.notedEvents)

  init(_ fold: F, _ snapshot: LogSnapshot, _ stream: StreamID) {
    self.fold = fold
    self.snapshot = snapshot
    self.stream = stream
  }

  var faults: [Int: FoldFault] { known.faults }

  private var last: Int { snapshot.index.positions(of: stream).count }

  mutating func advance(to snapshot: LogSnapshot) {
    if !snapshot.extends(self.snapshot) || hasOtherOrder(in: snapshot.index) {
      self = FoldedHistory(fold, snapshot, stream)
    }
    self.snapshot = snapshot
  }

  /// Whether the events that the stream had are taken in another order now.
  private func hasOtherOrder(in index: LogIndex) -> Bool {
    guard index.eventsOutOfOrder != snapshot.index.eventsOutOfOrder else { return false }
    return !index.positions(of: stream).starts(with: snapshot.index.positions(of: stream))
  }

  mutating func state(
    at version: Int, shouldContinue: (Int) -> Bool
  ) throws -> StateAtVersion {
    let last = last
    guard (0...last).contains(version) else {
      throw NoSuchMomentError.noVersion(version, last: last)
    }
    try find(min(version, reachable), shouldContinue: shouldContinue)
    if version > reachable {
      if let stop, version > stop.version { throw stop }
      try find(reachable, shouldContinue: shouldContinue)
    }
    let state = neighbours[min(version, reachable) - first]
    let without = known.versions(through: version)
    return StateAtVersion(
      version: version, value: try fold.value(of: state), fault: known.faults[version],
      without: without, firstFault: without.first.flatMap { known.faults[$0] },
      notes: kept[version], size: fold.size(of: state))
  }

  mutating func foldAll(shouldContinue: (Int) -> Bool) throws {
    try extendCheckpoints(to: min(last, reachable), shouldContinue: shouldContinue)
    keepCheckpoints()
    try find(min(last, reachable), shouldContinue: shouldContinue)
  }

  /// The last version that can have a state, as far as is known.
  private var reachable: Int { stop.map { $0.version - 1 } ?? .max }

  /// Folds until the state at a version is among the neighbours, or the fold stops before it.
  private mutating func find(_ version: Int, shouldContinue: (Int) -> Bool) throws {
    guard !holds(version) else { return }
    try extendCheckpoints(to: version, shouldContinue: shouldContinue)
    keepCheckpoints()
    if version <= reachable { try fillNeighbours(of: version) }
  }

  func notes(through version: Int) -> [FoldNote] { kept.notes(through: version) }

  func checkInvariants() {
    assert(!hasTooManyCheckpoints)
    assert(neighbours.count <= interval)
    assert(neighbours.count <= 1 || size(of: neighbours) <= Self.neighbourBytes)
  }

  private func holds(_ version: Int) -> Bool {
    version >= first && version < first + neighbours.count
  }

  private func size(of states: [F.State]) -> Int {
    states.reduce(0) { $0 + fold.size(of: $1) }
  }

  /// How many states as large as one fit into some bytes.
  private func room(for state: F.State, in bytes: Int) -> Int {
    max(0, bytes) / max(1, fold.size(of: state))
  }
}

// MARK: - Checkpoints

extension FoldedHistory {
  /// Folds on until the checkpoint at or before a version is there.
  private mutating func extendCheckpoints(
    to version: Int, shouldContinue: (Int) -> Bool
  ) throws {
    if checkpoints.isEmpty, version >= Self.largestBatch { try restoreCheckpoints() }
    if checkpoints.isEmpty { checkpoints = [try fold.initial()] }
    let start = SystemClock.monotonicMilliseconds()
    defer { unkeptMilliseconds += SystemClock.monotonicMilliseconds() - start }
    let ahead = eventsAhead(through: version / interval * interval)
    defer { ahead?.stop() }
    while checkpoints.count * interval <= min(version, reachable) {
      let state = checkpoints[checkpoints.count - 1]
      let next = (checkpoints.count - 1) * interval + 1
      let size = min(batchSize, room(for: state, in: Self.checkpointBytes) * interval)
      let end = min(Self.batchEnd(from: next, max(size, interval)), version / interval * interval)
      checkpoints += try fold(next...end, from: state, every: interval, ahead).kept
      batchSize = Self.batchSize(after: batchSize)
      thinCheckpoints()
      checkInvariants()
      guard shouldContinue(end) else { throw CancellationError() }
    }
  }

  private static func batchSize(after size: Int) -> Int { min(4 * size, largestBatch) }

  /// The last version of a batch of a size, at most, which is a multiple of that: so those that are folded
  /// are those that were read ahead, wherever the first begins.
  private static func batchEnd(from version: Int, _ size: Int) -> Int {
    (version - 1 + size) / size * size
  }

  /// Begins to read what checkpoints up to a version are made of; nil where they are few events.
  private func eventsAhead(through version: Int) -> EventsAhead? {
    var next = max(0, checkpoints.count - 1) * interval + 1
    guard version - next >= Self.largestBatch else { return nil }
    var batches: [Range<Int>] = []
    var size = batchSize
    while next <= version {
      let end = min(Self.batchEnd(from: next, max(size, interval)), version)
      batches += parts(of: next..<end + 1)
      next = end + 1
      size = Self.batchSize(after: size)
    }
    return EventsAhead(of: stream, in: snapshot, batches: batches)
  }

  private mutating func thinCheckpoints() {
    while hasTooManyCheckpoints {
      checkpoints = stride(from: 0, to: checkpoints.count, by: 2).map { checkpoints[$0] }
      interval *= 2
    }
  }

  private var hasTooManyCheckpoints: Bool {
    let limit = interval < Self.fewEvents ? Self.fewCheckpoints : Self.checkpointLimit
    return checkpoints.count > limit
      || checkpoints.count > Self.fewestCheckpoints && size(of: checkpoints) > Self.checkpointBytes
  }
}

// MARK: - Neighbours

extension FoldedHistory {
  /// Folds the interval that holds a version, keeping every state, or those up to the version that there
  /// is room for.
  private mutating func fillNeighbours(of version: Int) throws {
    let number = version / interval
    if version < first || first + neighbours.count <= number * interval {
      first = number * interval
      neighbours = [checkpoints[number]]
    }
    try skipWhatHasNoRoom(before: version)
    let end = min((number + 1) * interval - 1, last)
    // Without a checkpoint behind them, nothing says how large the states become.
    var run = number + 1 < checkpoints.count ? interval : Self.firstRun
    while first + neighbours.count <= min(end, reachable), let state = neighbours.last {
      let next = first + neighbours.count
      let fitting = room(from: state, in: Self.neighbourBytes - size(of: neighbours), at: number)
      guard next <= version || fitting > 0 else { break }
      let runEnd = min(end, next - 1 + max(1, min(run, fitting)))
      neighbours += try fold(next...runEnd, from: state, every: 1).kept
      if trimNeighbours(around: version) { break }
      run = min(4 * run, interval)
    }
    checkInvariants()
  }

  /// How many of the states behind one, in the interval of a number, fit into some bytes, as far as that
  /// state and the checkpoint behind the interval tell.
  private func room(from state: F.State, in bytes: Int, at number: Int) -> Int {
    let ends = [state] + checkpoints[number...].dropFirst().prefix(1)
    return ends.reduce(.max) { min($0, room(for: $1, in: bytes)) }
  }

  /// Goes on to the first of the states up to a version that there is room for.
  private mutating func skipWhatHasNoRoom(before version: Int) throws {
    guard let state = neighbours.last else { return }
    let fitting = room(from: state, in: Self.neighbourBytes, at: version / interval)
    let start = version - max(1, fitting) + 1
    let next = first + neighbours.count
    guard start > next else { return }
    neighbours = [try fold(next...start, from: state, every: start + 1).last]
    first = min(start, reachable)
  }

  /// Drops what is too much: the states before a version, then those behind it.
  ///
  /// - Returns: whether some behind it were dropped.
  private mutating func trimNeighbours(around version: Int) -> Bool {
    var surplus = size(of: neighbours) - Self.neighbourBytes
    var early = 0
    while surplus > 0, first + early < version, early < neighbours.count - 1 {
      surplus -= fold.size(of: neighbours[early])
      early += 1
    }
    neighbours.removeFirst(early)
    first += early
    let count = neighbours.count
    while surplus > 0, let state = neighbours.last, first + neighbours.count - 1 > version {
      surplus -= fold.size(of: state)
      neighbours.removeLast()
    }
    return neighbours.count < count
  }

  /// Folds some versions, and remembers the faults and notes among them.
  private mutating func fold(
    _ versions: ClosedRange<Int>, from state: F.State, every interval: Int,
    _ ahead: EventsAhead? = nil
  ) throws -> (kept: [F.State], last: F.State) {
    var result = (kept: [F.State](), last: state)
    for part in parts(of: versions.lowerBound..<versions.upperBound + 1) {
      let folded = try fold.fold(
        FoldBatch(
          try ahead?.events(part) ?? snapshot.events(of: stream, versions: part),
          firstVersion: part.lowerBound, interval: interval, upcasters: snapshot.upcasters),
        from: result.last)
      result.kept += folded.kept
      result.last = folded.last
      known.add(folded.faults)
      kept.add(folded.notes)
      if let stop = folded.stop {
        self.stop = stop
        known.add([FoldFault(version: stop.version, description: stop.description)])
        break
      }
    }
    return result
  }

  /// Versions in parts whose events are read together.
  ///
  /// How large events are is known of lines of files; others are all in one part.
  private func parts(of versions: Range<Int>) -> [Range<Int>] {
    let index = snapshot.index
    var parts: [Range<Int>] = []
    var (start, size) = (versions.lowerBound, 0)
    let positions = index.positions(of: stream).dropFirst(start - 1)
    for (version, position) in zip(versions, positions) {
      let length = index.lines.length(position - 1)
      if size + length > Self.batchBytes, version > start {
        parts.append(start..<version)
        (start, size) = (version, 0)
      }
      size += length
    }
    parts.append(start..<versions.upperBound)
    return parts
  }
}
