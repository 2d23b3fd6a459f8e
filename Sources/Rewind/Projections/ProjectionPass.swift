internal import Platform
internal import Synchronization

/// One pass of a projection over a log: folds what follows a checkpoint into a copy of its read model.
///
/// The workers stop at a common position after each batch, so that what is written is always the rows
/// and the place they are complete up to, together.
final class ProjectionPass {
  /// Where the pass ended.
  enum Ending: Hashable {
    /// All that the log has is folded, or all up to the limit.
    case caughtUp
    /// It was asked to stop.
    case stopped
    case faulted(ProjectionFault)
  }

  /// So many new rows and dead letters are held before they are written.
  private static let waitingLimit = 100_000
  /// A batch of fewer lines is not worth a second thread.
  private static let parallelCount = 1024
  /// So many lines are folded between two looks at the memory at least, however large their rows are.
  private static let fewestLines = 64

  private let source: any EventSource
  private let definition: ProjectionDefinition
  private let target: Target
  private let feed: any BatchFeed
  private let workers: [any ProjectionWorker]
  private var header: ReadModelHeader
  private var meter: ProjectionMeter
  private var pace = WritingPace()
  private let memory: MemoryLimit.Measured
  /// How many lines of a batch are folded between two looks at the memory at most.
  private var mostLines = 1 << 20
  private var lastLine: (position: Int, bytes: [UInt8])?
  private var order: LineOrder
  private var parkedCount = 0

  /// What a pass writes, and how.
  struct Target {
    let store: any ReadModelStore
    let copy: ReadModelCopy
    var onError = ErrorPolicy.stop
    /// The last position to fold.
    var limit = Int.max
    /// How much memory the pass may take.
    var memoryLimit: MemoryLimit
    /// Takes what the projection says.
    var onNote: @Sendable (ProjectionNote) -> Void = { _ in }
  }

  /// A pass that goes on where a copy is, which must be there.
  init(
    _ source: any EventSource, _ definition: ProjectionDefinition, from header: ReadModelHeader,
    into target: Target
  ) throws {
    self.source = source
    self.definition = definition
    self.target = target
    self.header = header
    let count = definition.isParallel ? Processors.workers : 1
    feed = try source.makeFeed(
      after: header.checkpoint.position, selection: definition.selection)
    order = feed.order
    let start = try Self.start(of: definition, header, target)
    workers = try (0..<count).map { [mapping = feed.mapping, names = feed.names] in
      try definition.makeWorker(WorkerShare(index: $0, count: count), start, mapping, names)
    }
    meter = ProjectionMeter(position: header.checkpoint.position, bytesRead: feed.bytesRead)
    memory = target.memoryLimit.beginMeasuring()
  }

  /// How far the copy is complete, once it is saved.
  var position: Int { lastLine?.position ?? savedPosition }

  /// How far the copy is complete as it is stored.
  var savedPosition: Int { header.checkpoint.position }

  /// What is known of the copy as it is stored.
  var savedHeader: ReadModelHeader { header }

  /// Folds what there is, and writes it now and then and at the end.
  ///
  /// - Throws: ``ReadModelError/stale(projection:reason:)`` where the log is replaced meanwhile.
  func run(_ report: ProjectionRunner.Report) throws -> Ending {
    do {
      return try foldAll(report)
    } catch is LogChangedError {
      throw ReadModelError.stale(
        projection: definition.name, reason: "the log was replaced meanwhile")
    }
  }

  /// Folds what there is, as ``run(_:)`` does.
  ///
  /// - Throws: ``LogChangedError`` where the log is replaced meanwhile.
  func foldAll(_ report: ProjectionRunner.Report) throws -> Ending {
    while position < target.limit, let batch = try feed.next() {
      if let fault = try fold(batch) { return try stop(before: fault, report) }
      guard report(progress(.folding)) else {
        if let fault = try settleAndSave() { return try stop(before: fault, report) }
        return .stopped
      }
    }
    if lastLine != nil {
      _ = report(progress(.finishing))
      if let fault = try settleAndSave() { return try stop(before: fault, report) }
    }
    return .caughtUp
  }

  /// Folds on through a position, and puts the changes where a transaction takes them; nil where an event fails.
  ///
  /// Of no more use is the pass where that transaction fails, or no end of the log is where the position is.
  ///
  /// - Returns: what is known of the copy with the changes.
  func foldRest(
    through end: Int, _ put: (ReadModelChanges) throws -> Void
  ) throws -> ReadModelHeader? {
    while position < end, let batch = try feed.next() {
      let last = min(batch.lastPosition, end)
      guard try fold(batch, through: last) == nil else { return nil }
    }
    guard position == end, try settle() == nil else { return nil }
    noteCheckpoint()
    try putChanges(put)
    return header
  }

  /// How far the pass is.
  func progress(_ phase: ProjectionProgress.Phase) -> ProjectionProgress {
    meter.progress(
      phase, position: position, bytesRead: feed.bytesRead, bytesLeft: feed.bytesLeft,
      parked: parkedCount)
  }

  private static func start(
    of definition: ProjectionDefinition, _ header: ReadModelHeader, _ target: Target
  ) throws -> WorkerStart {
    let isNew = header.checkpoint.position == 0
    return WorkerStart(
      rows: { try target.store.states(ofKeys: $0, in: definition, target.copy) }, isNew: isNew,
      shared: isNew ? nil : try target.store.shared(of: definition, target.copy),
      parkedKeys: isNew ? [] : try target.store.parkedKeys(of: definition.name, target.copy),
      onError: target.onError)
  }
}

// MARK: - Folding

extension ProjectionPass {
  /// Folds a batch up to the limit, and writes where that is due; answers the first event that failed.
  ///
  /// Where the rows that it needs take more memory than there is, it is folded in parts.
  private func fold(_ batch: EventBatch) throws -> ProjectionFault? {
    let last = min(batch.lastPosition, target.limit)
    while position < last {
      let end = min(batch.end(ofLines: mostLines, behind: position), last)
      if let fault = try fold(batch, through: end) { return fault }
      if workers.contains(where: \.isFull) {
        if let fault = try spill() { return fault }
      } else if memory.isShort {
        if let fault = try spill() { return fault }
        // Where it is short without any rows, fewer of them are no help.
        if !memory.isShort { mostLines = max(Self.fewestLines, min(mostLines, batch.count) / 2) }
      } else {
        mostLines = min(2 * mostLines, 1 << 20)
        if isSaveDue, let fault = try settleAndSave() { return fault }
      }
    }
    return nil
  }

  /// Lets every worker fold its share of what follows in a batch, up to a position.
  private func fold(_ batch: EventBatch, through last: Int) throws -> ProjectionFault? {
    let fault = try Self.first(of: results(of: batch, after: position, through: last))
    tellNotes()
    if fault == nil {
      feed.add(batch, behind: position, through: last, to: &order)
      lastLine = (last, try bytes(at: last, of: batch))
    }
    return fault
  }

  /// Waits until it is known what came of all that was folded; answers the first event that failed.
  private func settle() throws -> ProjectionFault? {
    let fault = try Self.first(of: workers.map { worker in Result { try worker.settle() } })
    tellNotes()
    return fault
  }

  private func tellNotes() {
    for worker in workers { worker.takeNotes().forEach(target.onNote) }
  }

  /// The line at a position of a batch.
  private func bytes(at position: Int, of batch: EventBatch) throws -> [UInt8] {
    if let bytes = batch.lineBytes(at: position) { return bytes }
    try source.refresh()
    let snapshot = source.snapshot()
    guard batch.lastPosition <= snapshot.index.eventCount,
      try snapshot.line(at: batch.lastPosition) == batch.lastBytes
    else { throw LogChangedError(file: source.name) }
    return try snapshot.line(at: position)
  }

  private func results(
    of batch: EventBatch, after first: Int, through last: Int
  ) -> [Result<ProjectionFault?, any Error>] {
    if min(last - first, batch.count) < Self.parallelCount {
      return workers.map { worker in
        Result { try worker.fold(batch, after: first, through: last) }
      }
    }
    let results = Mutex<[Result<ProjectionFault?, any Error>]>([])
    let ahead = feed.ahead
    runOnThreads(Processors.workers) { [workers] number in
      if workers.indices.contains(number) {
        let result = Result { try workers[number].fold(batch, after: first, through: last) }
        results.withLock { $0.append(result) }
      }
      // The thread that is done first goes on with the next batch.
      ahead?.work(as: number)
    }
    return results.withLock { $0 }
  }

  private static func first(
    of results: [Result<ProjectionFault?, any Error>]
  ) throws -> ProjectionFault? {
    try results.compactMap { try $0.get() }.min { $0.position < $1.position }
  }

  /// Folds the events before the one that failed, and notes the fault.
  ///
  /// The workers have reached different places of the batch, so another pass folds anew from what was
  /// written last.
  private func stop(
    before fault: ProjectionFault, _ report: ProjectionRunner.Report
  ) throws -> Ending {
    var target = target
    target.limit = fault.position - 1
    // It says again what was said.
    target.onNote = { _ in }
    let pass = try ProjectionPass(source, definition, from: header, into: target)
    let ending = try pass.run(report)
    (header, lastLine) = (pass.header, nil)
    guard ending == .caughtUp else { return ending }
    try save(fault: fault)
    return .faulted(fault)
  }
}

// MARK: - Writing

extension ProjectionPass {
  private var isSaveDue: Bool {
    workers.reduce(0) { $0 + $1.waitingCount } >= Self.waitingLimit || pace.isDue
  }

  /// Writes what changed, once that is all known; where an event failed, nothing is written, and that one answered.
  private func settleAndSave() throws -> ProjectionFault? {
    if let fault = try settle() { return fault }
    try save()
    return nil
  }

  /// Writes what changed, with the place that it leads to, in one transaction.
  private func save(fault: ProjectionFault? = nil) throws {
    guard lastLine != nil || fault != header.fault else { return }
    noteCheckpoint()
    header.fault = fault
    try pace.measure {
      try target.store.write(header, of: definition, target.copy) { put in
        // Where a fault ends the pass, what the workers have is of different places.
        if fault == nil { try putChanges(put) }
      }
    }
    lastLine = nil
  }

  /// Notes what will be known of the copy once it is written.
  private func noteCheckpoint() {
    if let lastLine {
      header.checkpoint = Checkpoint(
        position: lastLine.position, line: lastLine.bytes, order: order)
    }
    header.writtenAt = .now()
  }

  /// Gives what all workers have changed, in parts.
  private func putChanges(_ put: (ReadModelChanges) throws -> Void) throws {
    var entries = ReadModelChanges()
    for worker in workers {
      let part = worker.takeEntries()
      entries.entries += part.entries
      entries.parked += part.parked
    }
    entries.entries.sort { $0.position < $1.position }
    entries.parked.sort { $0.position < $1.position }
    parkedCount += entries.parked.count
    try put(entries)
    var rows = try RowsToWrite(of: workers)
    var part = ReadModelChanges()
    while true {
      part.states = try rows.next()
      if part.states.isEmpty { break }
      try put(part)
    }
    try putShared(put)
  }

  private func putShared(_ put: (ReadModelChanges) throws -> Void) throws {
    for worker in workers {
      guard let shared = try worker.takeShared() else { continue }
      var part = ReadModelChanges()
      part.shared = shared
      try put(part)
    }
  }

  /// Writes what changed, and lets go of all rows: those that are needed again are read from the copy.
  ///
  /// One row for all events is needed by the next event again.
  ///
  /// - Returns: as ``settleAndSave()``.
  private func spill() throws -> ProjectionFault? {
    if let fault = try settleAndSave() { return fault }
    guard workers.contains(where: \.hasSeveralRows) else { return nil }
    try tryOnThreads(workers.count) { [workers] in try workers[$0].forgetRows() }
    ProcessMemory.giveBack()
    return nil
  }
}

/// When a pass writes: often enough that little is lost, seldom enough that it costs little.
private struct WritingPace {
  private var last = ContinuousClock.now
  private var pause = 1.0

  var isDue: Bool { ProjectionMeter.seconds(ContinuousClock.now - last) >= pause }

  mutating func measure(_ body: () throws -> Void) rethrows {
    let start = ContinuousClock.now
    try body()
    last = .now
    pause = max(1, 8 * ProjectionMeter.seconds(last - start))
  }
}
