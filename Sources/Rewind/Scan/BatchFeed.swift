/// Gives the events of a source in order, a batch at a time, for a projection to fold.
protocol BatchFeed: AnyObject {
  /// The names of the streams and types met so far.
  var names: FeedNames { get }
  /// How the lines of the batches are read.
  var mapping: CompiledMapping { get }
  /// The position of the last line given.
  var position: Int { get }
  /// The order of the files in which the lines before the feed's start came.
  var order: LineOrder { get }
  /// What the next batch will be made of, to be worked on while the last one is folded; nil where that
  /// is not known yet.
  var ahead: OrderedScan<BatchBuilder>? { get }
  /// How much of the source was read, with what came before the feed's start: bytes, or lines.
  var bytesRead: Int { get }
  /// How much is left to read, in the same unit.
  var bytesLeft: Int { get }

  /// The next events; nil where there are no more now, though there may be at a later call.
  ///
  /// - Throws: what reading throws, and ``LogChangedError`` where the source is another than before.
  func next() throws -> EventBatch?

  /// Adds lines of the batch that was given last, up to a position, to the order of the files they come from; it
  /// does not matter in a store, whose segments follow each other.
  ///
  /// - Parameter before: the position before the first of the lines.
  func add(_ batch: EventBatch, behind before: Int, through last: Int, to order: inout LineOrder)
}

extension EventLog {
  /// Whether its lines are of several files that take turns every few lines.
  fileprivate func isFinelyMixed() throws(LogFileError) -> Bool {
    guard !isStore, try files.list().count > 1 else { return false }
    try refresh()
    return index.isFinelyMixed
  }
}

extension EventSource {
  /// A feed of what follows a position.
  ///
  /// - Throws: as ``BatchFeed/next()``.
  func makeFeed(after position: Int, selection: EventSelection) throws -> any BatchFeed {
    if let log = fileLog, try !log.isFinelyMixed() {
      return try EventFeed(log, after: position, selection: selection)
    }
    return try SnapshotFeed(self, after: position, selection: selection)
  }

  /// The log of files that the source is, or stands for; nil where its events are elsewhere.
  var fileLog: EventLog? {
    self as? EventLog ?? (self as? any LogBackedSource)?.log
  }
}
