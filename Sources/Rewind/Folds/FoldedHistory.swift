/// The states of one stream: checkpoints over its whole length, and every state of one interval.
///
/// Invariant: `checkpoints[i]` is the state at version `i * interval`, and their number never exceeds
/// ``checkpointLimit`` by more than a batch adds: beyond, every other is dropped and the interval
/// doubled. A jump folds at most one interval, which is longer where the stream is longer.
struct FoldedHistory<F: Fold>: StateHistory {
  private static var checkpointLimit: Int { 512 }
  private static var batchSize: Int { 4096 }

  private let fold: F
  private var snapshot: LogSnapshot
  private let stream: StreamID
  private var interval = 64
  private var checkpoints: [F.State]
  private(set) var faults: [Int: FoldFault] = [:]
  /// The states from version `first` on, of the interval that was asked for last.
  private var neighbours: [F.State] = []
  private var first = 0

  init(_ fold: F, _ snapshot: LogSnapshot, _ stream: StreamID) {
    self.fold = fold
    self.snapshot = snapshot
    self.stream = stream
    checkpoints = []
  }

  private var last: Int { snapshot.index.positions(of: stream).count }

  mutating func advance(to snapshot: LogSnapshot) {
    if !snapshot.extends(self.snapshot) {
      self = FoldedHistory(fold, snapshot, stream)
    }
    self.snapshot = snapshot
  }

  mutating func state(
    at version: Int, shouldContinue: (Int) -> Bool
  ) throws -> StateAtVersion {
    let last = last
    guard (0...last).contains(version) else {
      throw NoSuchMomentError.noVersion(version, last: last)
    }
    if !holds(version) {
      try extendCheckpoints(to: version, shouldContinue: shouldContinue)
      try fillNeighbours(of: version)
    }
    return StateAtVersion(
      version: version, value: try fold.value(of: neighbours[version - first]),
      fault: faults[version])
  }

  mutating func foldAll(shouldContinue: (Int) -> Bool) throws {
    let last = last
    try extendCheckpoints(to: last, shouldContinue: shouldContinue)
    if !holds(last) { try fillNeighbours(of: last) }
  }

  func checkInvariants() {
    assert(checkpoints.count <= Self.checkpointLimit + Self.batchSize / interval)
    assert(neighbours.count <= interval)
  }

  private func holds(_ version: Int) -> Bool {
    version >= first && version < first + neighbours.count
  }

  /// Folds on until the checkpoint at or before a version is there.
  private mutating func extendCheckpoints(
    to version: Int, shouldContinue: (Int) -> Bool
  ) throws {
    if checkpoints.isEmpty { checkpoints = [try fold.initial()] }
    while checkpoints.count * interval <= version {
      let next = (checkpoints.count - 1) * interval + 1
      let end = min(next - 1 + max(Self.batchSize, interval), version / interval * interval)
      let folded = try fold(next...end, from: checkpoints[checkpoints.count - 1], every: interval)
      checkpoints += folded.kept
      thinCheckpoints()
      checkInvariants()
      guard shouldContinue(end) else { throw CancellationError() }
    }
  }

  private mutating func thinCheckpoints() {
    while checkpoints.count > Self.checkpointLimit {
      checkpoints = stride(from: 0, to: checkpoints.count, by: 2).map { checkpoints[$0] }
      interval *= 2
    }
  }

  /// Folds the interval that holds a version, keeping every state.
  private mutating func fillNeighbours(of version: Int) throws {
    let number = version / interval
    if first != number * interval || neighbours.isEmpty {
      first = number * interval
      neighbours = [checkpoints[number]]
    }
    let last = min(first + interval - 1, last)
    let next = first + neighbours.count
    guard next <= last, let state = neighbours.last else { return }
    neighbours += try fold(next...last, from: state, every: 1).kept
  }

  /// Folds some versions, and remembers the faults among them.
  private mutating func fold(
    _ versions: ClosedRange<Int>, from state: F.State, every interval: Int
  ) throws -> FoldedBatch<F.State> {
    let events = try snapshot.events(
      of: stream, versions: versions.lowerBound..<versions.upperBound + 1)
    let folded = try fold.fold(
      FoldBatch(
        events, firstVersion: versions.lowerBound, interval: interval,
        upcasters: snapshot.upcasters),
      from: state)
    for fault in folded.faults { faults[fault.version] = fault }
    return folded
  }
}
