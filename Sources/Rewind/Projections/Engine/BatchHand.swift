/// Hands what batches hold to an engine: as lines where it can, else read.
struct BatchHand: ~Copyable {
  private(set) var feed: EngineFeed
  private let names: FeedNames
  private var decoder: LineDecoder
  /// Which of the lines are handed over; nil for all.
  private var filter: LineFilter?

  /// So many events are handed over at once: enough for what an engine asks of the store to be asked together.
  private static let blockSize = 4096

  init(
    _ feed: EngineFeed, mapping: CompiledMapping, names: FeedNames, filter: LineFilter? = nil
  ) {
    self.feed = feed
    self.names = names
    self.filter = filter
    decoder = LineDecoder(mapping: mapping, names: names)
  }

  /// Hands over what a batch holds behind a position, up to another one.
  ///
  /// - Throws: as ``ProjectionEngine/fold(_:)-([EventRecord])``.
  mutating func fold(_ batch: EventBatch, after first: Int, through last: Int) throws {
    decoder.begin(batch.fileName)
    let rest = try foldLines(of: batch, from: batch.firstLine(behind: first), through: last)
    try foldRecords(of: batch, from: rest, through: last)
  }

  /// What came of the events since the last call.
  mutating func settle() throws -> FoldedEvents { try feed.settle() }

  /// What is known of what came of the events since the last call.
  mutating func takeKnown() throws -> FoldedEvents { try feed.takeKnown() }

  /// Hands lines over as they are, and answers the number of the first that cannot be.
  private mutating func foldLines(
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
        batch.lines[next].damage == nil
      {
        if takes(batch.lines[next]) {
          guard let line = EventLines.Line(number: next, of: batch) else { break }
          lines.append(line)
        }
        next += 1
        goesOn = lines.count == Self.blockSize
        if goesOn { break }
      }
      if !lines.isEmpty { try feed.fold(EventLines(lines, of: batch, names)) }
    }
    return next
  }

  /// Hands over what lines hold once it is read.
  private mutating func foldRecords(
    of batch: EventBatch, from first: Int, through last: Int
  ) throws {
    var block: [EventRecord] = []
    for line in batch.lines[first...] {
      guard line.position <= last, !feed.isStopped else { break }
      if line.damage == nil, !takes(line) { continue }
      try read(line, of: batch, into: &block)
      if block.count >= Self.blockSize { try hand(over: &block) }
    }
    try hand(over: &block)
  }

  /// Adds a line's event to a block; what is damaged goes its own way.
  private mutating func read(
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

  private mutating func hand(over block: inout [EventRecord]) throws {
    guard !block.isEmpty else { return }
    try feed.fold(block)
    block.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func takes(_ line: FeedLine) -> Bool { filter?.takes(line) ?? true }
}
