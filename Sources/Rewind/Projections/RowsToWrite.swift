internal import Platform
internal import Synchronization

/// The rows that the workers of a pass have changed, in the order of their keys, some at a time: all of them
/// together would take as much memory as the rows themselves.
struct RowsToWrite {
  /// So many bytes of rows are taken from a worker at once.
  private static let takenBytes = 1 << 20

  private let workers: [any ProjectionWorker]
  private var waiting: [ArraySlice<ReadModelChanges.State>]
  private var isOver: [Bool]

  /// Begins; each worker sorts its own rows on a thread of its own.
  init(of workers: [any ProjectionWorker]) throws {
    self.workers = workers
    waiting = workers.map { _ in [] }
    isOver = workers.map { _ in false }
    try tryOnThreads(workers.count) { try workers[$0].beginTakingStates() }
  }

  /// The next rows; none at the end.
  mutating func next() throws -> [ReadModelChanges.State] {
    try takeMore()
    var merged: [ReadModelChanges.State] = []
    // What comes behind the last row of a worker is not known until more is taken.
    while !workers.indices.contains(where: { waiting[$0].isEmpty && !isOver[$0] }),
      let least = leastWorker()
    {
      merged.append(waiting[least].removeFirst())
    }
    return merged
  }

  /// Takes from each worker of which none is waiting, each on a thread of its own.
  private mutating func takeMore() throws {
    let empty = workers.indices.filter { waiting[$0].isEmpty && !isOver[$0] }
    let taken = Mutex<[Int: [ReadModelChanges.State]]>([:])
    try tryOnThreads(empty.count) { [workers] number in
      let states = try workers[empty[number]].takeStates(ofBytes: Self.takenBytes)
      taken.withLock { $0[empty[number]] = states }
    }
    for (number, states) in taken.withLock({ $0 }) {
      waiting[number] = states[...]
      isOver[number] = states.isEmpty
    }
  }

  private func leastWorker() -> Int? {
    var least: Int?
    for number in workers.indices {
      guard let row = waiting[number].first else { continue }
      if let found = least, let first = waiting[found].first,
        !KeyOrder.precedes(row.key, first.key)
      {
        continue
      }
      least = number
    }
    return least
  }
}
