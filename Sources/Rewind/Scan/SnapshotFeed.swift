/// Gives the events of any source in batches, by way of its snapshots.
final class SnapshotFeed: BatchFeed {
  private static let batchSize = 4096

  let names: FeedNames
  let mapping = CompiledMapping.rewind
  private(set) var position: Int
  let order: LineOrder
  let ahead: OrderedScan<BatchBuilder>? = nil
  private let source: any EventSource
  private var snapshot: LogSnapshot
  private var lines: BatchLines

  /// A feed of what follows a position.
  ///
  /// - Throws: what refreshing throws; ``LogChangedError`` where the source has no such position.
  init(_ source: any EventSource, after position: Int, selection: EventSelection) throws {
    self.source = source
    self.position = position
    try source.refresh()
    snapshot = source.snapshot()
    guard position <= snapshot.index.eventCount else { throw LogChangedError(file: source.name) }
    order = snapshot.order(through: position)
    names = FeedNames(
      selection: selection, upcasters: source.upcasters, onlyCategory: snapshot.index.onlyCategory)
    lines = BatchLines(names, before: (snapshot.index, position), skipsThrough: position)
  }

  var bytesRead: Int { position }
  var bytesLeft: Int { max(0, snapshot.index.eventCount - position) }

  func next() throws -> EventBatch? {
    if position == snapshot.index.eventCount {
      try source.refresh()
      let newer = source.snapshot()
      guard SourceChange(from: snapshot, to: newer) != .replaced else {
        throw LogChangedError(file: source.name)
      }
      snapshot = newer
    }
    let last = min(position + Self.batchSize, snapshot.index.eventCount)
    guard position < last else { return nil }
    let events = try snapshot.events(at: Array(position + 1...last))
    defer { position = last }
    var batch = batch(of: events)
    if snapshot.fileReader != nil { batch.loggedLast = try snapshot.line(at: last) }
    return batch
  }

  func add(_ batch: EventBatch, behind before: Int, through last: Int, to order: inout LineOrder) {
    guard let files = snapshot.fileReader, !files.isStore else { return }
    var position = before
    while position < last, let run = snapshot.index.run(after: position) {
      let end = min(run.positions.upperBound, last)
      order.add(end - position, from: files.found[run.file].name)
      position = end
    }
  }

  /// Makes a batch of events that were read already: writes them as lines of Rewind's own.
  private func batch(of events: [StoredEvent]) -> EventBatch {
    var bytes: [UInt8] = []
    let ends = events.map { event in
      switch event {
      case .event(let record): bytes += record.line
      case .damaged(let damaged): bytes += damaged.bytes
      }
      return bytes.count
    }
    let file = LogFile(name: source.name, size: bytes.count, identity: .none)
    lines.begin(file, length: bytes.count, firstPosition: position + 1)
    lines.add([FilePiece(start: 0, memory: LineMemory(bytes))])
    var (start, reasons) = (0, [Int: String]())
    for (event, end) in zip(events, ends) {
      var line = ScannedLine(offset: start, length: end - start)
      start = end
      switch event {
      case .event(let record):
        take(record, into: &line)
        lines.append(line)
      case .damaged(let damaged):
        reasons[damaged.position] = damaged.reason
        lines.append(line, damage: damaged.isMovedAside ? .movedAside : .line)
      }
    }
    var batch = lines.takeBatch()
    batch.reasons = reasons
    return batch
  }

  private func take(_ event: EventRecord, into line: inout ScannedLine) {
    line.stream = lines.number(
      of: ScannedChunk.NewStream(
        name: Array(event.stream.rawValue.utf8), category: category(of: event)))
    line.type = lines.number(ofType: Array(event.type.utf8))
    line.time = event.timestamp?.microseconds ?? .unknown
    line.version = event.loggedVersion.map(Int64.init) ?? .unknown
    line.position = event.loggedPosition.map(Int64.init) ?? .unknown
  }

  /// The category of an event's stream, as bytes; nil where the log has but one.
  private func category(of event: EventRecord) -> [UInt8]? {
    let index = snapshot.index
    guard index.onlyCategory == nil, let stream = index[event.position].stream else { return nil }
    return Array(index.categoryName(index.stream(stream).category).utf8)
  }
}

extension FileIdentity {
  /// That of what is in no file.
  fileprivate static let none = FileIdentity(device: 0, inode: 0)
}
