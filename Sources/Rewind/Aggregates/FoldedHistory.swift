/// The states of one stream: checkpoints over its whole length, and every state of one interval.
///
/// Invariant: `checkpoints[i]` is the state at version `i * interval`, and their number never exceeds
/// ``checkpointLimit`` by more than a batch adds: beyond, every other is dropped and the interval
/// doubled. A jump costs at most one interval, whose length grows with that of the stream.
struct FoldedHistory<State: Aggregate>: StateHistory {
  private static var checkpointLimit: Int { 512 }
  private static var batchSize: Int { 4096 }

  private let source: any EventSource
  private let stream: StreamID
  private var interval = 64
  private var checkpoints: [State]
  private(set) var faults: [Int: FoldFault] = [:]
  /// The states from version `first` on, of the interval that was asked for last.
  private var neighbours: [State] = []
  private var first = 0

  init(source: any EventSource, stream: StreamID, start: State) {
    self.source = source
    self.stream = stream
    checkpoints = [start]
  }

  mutating func state(at version: Int, goOn: (Int) -> Bool) throws -> StateAtVersion {
    let last = source.index.positions(of: stream).count
    guard (0...last).contains(version) else { throw NoSuchVersion(version: version, last: last) }
    if !holds(version) {
      try extendCheckpoints(to: version, goOn: goOn)
      try fillNeighbours(of: version)
    }
    return StateAtVersion(
      version: version, value: neighbours[version - first].state, fault: faults[version])
  }

  mutating func foldAll(goOn: (Int) -> Bool) throws {
    let last = source.index.positions(of: stream).count
    try extendCheckpoints(to: last, goOn: goOn)
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
  private mutating func extendCheckpoints(to version: Int, goOn: (Int) -> Bool) throws {
    while checkpoints.count * interval <= version {
      var state = checkpoints[checkpoints.count - 1]
      let next = (checkpoints.count - 1) * interval + 1
      let end = min(next - 1 + max(Self.batchSize, interval), version / interval * interval)
      for (offset, event) in try source.events(of: stream, versions: next..<end + 1).enumerated() {
        apply(event, at: next + offset, to: &state)
        if (next + offset) % interval == 0 { checkpoints.append(state) }
      }
      thinCheckpoints()
      checkInvariants()
      guard goOn(end) else { throw CancellationError() }
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
    let last = min(first + interval - 1, source.index.positions(of: stream).count)
    let next = first + neighbours.count
    guard next <= last, var state = neighbours.last else { return }
    for (offset, event) in try source.events(of: stream, versions: next..<last + 1).enumerated() {
      apply(event, at: next + offset, to: &state)
      neighbours.append(state)
    }
  }

  /// Applies an event; where it throws, the state stays and the fault is remembered.
  private mutating func apply(_ stored: StoredEvent, at version: Int, to state: inout State) {
    switch stored {
    case .damaged(let line):
      faults[version] = FoldFault(version: version, description: line.reason)
    case .event(let event):
      let before = state
      do {
        try source.upcasters.forEachPart(of: event) { try state.apply($0) }
      } catch {
        state = before
        faults[version] = FoldFault(version: version, description: "\(error)")
      }
    }
  }
}
