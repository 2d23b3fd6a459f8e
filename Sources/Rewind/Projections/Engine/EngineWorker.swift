/// Lets an engine fold what a log has: the worker of a projection that takes the keys of its rows out of events.
///
/// Not locked: the runner hands a worker to one thread at a time.
final class EngineWorker: ProjectionWorker, @unchecked Sendable {
  private let engine: any ProjectionEngine
  private let parks: Bool
  private var feed: EngineFeed
  private var decoder: LineDecoder
  private let names: FeedNames
  private var changes = ReadModelChanges()
  private var notes: [ProjectionNote] = []

  /// So many events are handed over at once: enough for what an engine asks of the store to be asked together.
  private static let blockSize = 4096

  init(
    _ engine: any ProjectionEngine, _ start: EngineStart, of partition: ProjectionPartition,
    mapping: CompiledMapping, names: FeedNames
  ) {
    self.engine = engine
    self.names = names
    parks = start.onFault == .park
    feed = EngineFeed(engine, start, of: partition, names: names)
    decoder = LineDecoder(mapping: mapping, names: names)
  }

  func fold(
    _ batch: EventBatch, after first: Int, through last: Int
  ) throws -> ProjectionFault? {
    decoder.begin(batch.fileName)
    let rest = try foldLines(of: batch, from: batch.firstLine(behind: first), through: last)
    try foldRecords(of: batch, from: rest, through: last)
    return try take(feed.takeKnown())
  }

  func settle() throws -> ProjectionFault? { try take(feed.settle()) }

  /// Hands lines over as they are, and answers the number of the first that cannot be.
  private func foldLines(
    of batch: EventBatch, from first: Int, through last: Int
  ) throws -> Int {
    guard feed.takesLines else { return first }
    var next = first
    var goesOn = true
    while goesOn, !feed.isStopped {
      var lines: [EventLines.Line] = []
      lines.reserveCapacity(Self.blockSize)
      goesOn = false
      while next < batch.lines.count, batch.lines[next].position <= last,
        batch.lines[next].damage == nil, let line = EventLines.Line(number: next, of: batch)
      {
        lines.append(line)
        next += 1
        goesOn = lines.count == Self.blockSize
        if goesOn { break }
      }
      if !lines.isEmpty { try feed.fold(EventLines(lines, of: batch, names)) }
    }
    return next
  }

  /// Hands over what lines hold once it is read.
  private func foldRecords(of batch: EventBatch, from first: Int, through last: Int) throws {
    var block: [EventRecord] = []
    for line in batch.lines[first...] {
      guard line.position <= last, !feed.isStopped else { break }
      try read(line, of: batch, into: &block)
      if block.count >= Self.blockSize { try hand(over: &block) }
    }
    try hand(over: &block)
  }

  /// Adds a line's event to a block; what is damaged goes its own way.
  private func read(
    _ line: FeedLine, of batch: EventBatch, into block: inout [EventRecord]
  ) throws {
    let text = line.text(in: batch.bytes(ofPiece: line.piece))
    if let damage = line.damage {
      try hand(over: &block)
      let reason = batch.reasons[line.position] ?? decoder.reason(damage, of: line, text)
      return feed.failDamaged(at: line.position, reason)
    }
    let stream = StreamName(names.streams.name(Int(line.stream)))
    var event = EventRecord(
      at: EventPlace(stream: stream, version: 0, position: line.position), type: "",
      timestamp: nil, content: .empty)
    do throws(LineError) {
      try decoder.read(line, text, stream: stream, into: &event)
      block.append(event)
    } catch {
      try hand(over: &block)
      feed.failDamaged(event, error.reason)
    }
  }

  private func hand(over block: inout [EventRecord]) throws {
    guard !block.isEmpty else { return }
    try feed.fold(block)
    block.removeAll(keepingCapacity: true)
  }

  /// Keeps what came of events; answers the first fault where that ends the pass.
  private func take(_ folded: FoldedEvents) -> ProjectionFault? {
    notes += folded.notes
    if let fault = folded.stop ?? (parks ? nil : folded.faults.first) {
      return ProjectionFault(
        position: fault.position, cause: fault.cause, message: fault.message)
    }
    changes.entries += folded.entries
    changes.parked += folded.faults.map { DeadLetter($0) }
    changes.parked += folded.waits.map { DeadLetter(waitingAt: $0.position, keys: $0.keys) }
    return nil
  }

  var waitingCount: Int { changes.entries.count + changes.parked.count }

  var hasSeveralRows: Bool { engine.hasSeveralRows }

  var isFull: Bool { engine.isFull }

  func takeEntries() -> ReadModelChanges {
    defer { changes = ReadModelChanges() }
    return changes
  }

  func beginTakingStates() {}

  func takeStates(ofBytes size: Int) throws -> [ReadModelChanges.State] {
    try engine.takeRows(ofBytes: size)
  }

  func takeShared() throws -> [ReadModelValue]? { try engine.takeShared() }

  func takeNotes() -> [ProjectionNote] {
    defer { notes = [] }
    return notes
  }

  func forgetRows() throws { try engine.forgetRows() }
}
