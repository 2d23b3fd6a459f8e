internal import Platform
internal import Synchronization

/// A log of JSON lines open for reading: a store's, or one that another system wrote.
///
///     let log = try EventLog.open(["orders.jsonl"])
///     try log.refresh()
///     let snapshot = log.snapshot()
///     let last = try snapshot.event(at: snapshot.index.eventCount)
///
/// Readers take no lock on the files. ``refresh(progress:)`` takes in what was appended since, by
/// whichever process; a snapshot stays what it is.
public final class EventLog: EventSource {
  /// The log's name for people: the store's folder, or the file without its ending.
  public let name: String
  /// How its lines are read.
  public let mapping: EnvelopeMapping
  /// Whether it is a store of Rewind's own; any other log is never written to.
  public let isStore: Bool
  /// What lifts old events when they are folded.
  public let upcasters: Upcasters
  /// What it is read from, where that is no files.
  public let input: LogInput?
  /// The tables and documents of its folders and patterns that are not read: other files hold JSON lines, and what is
  /// in these is not like them; and the folders in its folders that hold logs, which are not looked into.
  public let leftOut: [String]
  /// Counts the refreshes and appends that brought something new.
  public let changes = SourceChanges()

  let files: any LogFiles
  /// Whether a refresh takes in what has come so far of pipes and of files that are unpacked; else it waits
  /// for all of it.
  private let showsWhileComing: Bool
  let compiledMapping: CompiledMapping
  /// What to call the only category, should the streams' names not group them; nil where the mapping says
  /// what does, or it is a store.
  let singleCategory: String?
  /// Where its index is kept on disk: in the first of these that can be written.
  let indexFolders: Mutex<[IndexFolder]>
  /// What went wrong with the index on disk; see ``indexFault``.
  let indexFaults = Mutex(IndexFaults())

  // A thread that takes more than one of these locks takes them in this order.

  /// How far the files were read; held for the whole of a refresh.
  let reading: Mutex<Reading>
  /// What the lines make known; held for a chunk of them.
  let indexer: Mutex<LogIndexer>
  /// What is shown of it; held for an instant.
  private let published: Mutex<Published>

  struct Reading {
    var cursors: [FileCursor] = []
    var files: HeldFiles
    /// Whether several files were put in the order of their times.
    var isByTime = false
    /// A new one is made when the files have been replaced.
    let generation = LogGeneration()
  }

  private struct Published {
    var snapshot: LogSnapshot
    /// Whether events were taken in that the snapshot does not have yet.
    var isBehind = false
  }

  init(
    name: String, files: any LogFiles, mapping: EnvelopeMapping, isStore: Bool,
    upcasters: Upcasters = .none, showsWhileComing: Bool = false, input: LogInput? = nil,
    leftOut: [String] = [], indexFolders: [String] = []
  ) {
    self.name = name
    self.indexFolders = Mutex(indexFolders.map(IndexFolder.init))
    self.input = input
    self.leftOut = leftOut
    self.showsWhileComing = showsWhileComing
    self.upcasters = upcasters
    self.files = files
    self.mapping = mapping
    let fileName = input?.fileName ?? name
    compiledMapping = CompiledMapping(mapping, isStore: isStore, logName: isStore ? nil : fileName)
    self.isStore = isStore
    let unread = Reading(files: HeldFiles(of: files))
    reading = Mutex(unread)
    singleCategory = isStore || mapping.sources[.category] != nil ? nil : fileName
    indexer = Mutex(LogIndexer(singleCategory: singleCategory))
    let nothing = FileSnapshotReader(
      name: name, files: unread.files, found: [], mapping: compiledMapping, ends: [])
    published = Mutex(
      Published(
        snapshot: LogSnapshot(
          index: .empty, generation: unread.generation, upcasters: upcasters, reader: nothing)))
  }

  /// The mapping's words; none of a store.
  public var mappingWords: [String] { isStore ? [] : mapping.arguments }

  /// The log as the last refresh or append left it, or the refresh that is at work so far.
  public func snapshot() -> LogSnapshot {
    let (snapshot, isBehind) = published.withLock { ($0.snapshot, $0.isBehind) }
    guard isBehind else { return snapshot }
    return indexer.withLock { indexer in
      published.withLock { published in
        if published.isBehind {
          published.snapshot = published.snapshot.with(indexer.snapshot())
          published.isBehind = false
        }
        return published.snapshot
      }
    }
  }

  /// Which history the log has; another once its files have been replaced.
  var generation: LogGeneration { reading.withLock(\.generation) }

  /// Whether more may come; false of a pipe that has ended.
  public var mayGrow: Bool { files.mayGrow }

  /// How many bytes the lines may take that are made of pipes, and of files that are no lines, where there were
  /// more, so that the log ends before them; nil where all is there.
  public var exceededSpoolLimit: Int? { files.exceededSpoolLimit }

  /// Watches the folders of the log's files.
  public func makeWatch() -> any ChangeWatch { FileWatch(files.folders) }
}

extension LogSnapshot {
  /// The same with another index.
  fileprivate func with(_ index: LogIndex) -> LogSnapshot {
    LogSnapshot(index: index, generation: generation, upcasters: upcasters, reader: reader)
  }

  /// What reads its lines from files; nil where they are in none.
  var fileReader: FileSnapshotReader? { reader as? FileSnapshotReader }
}

// MARK: - Refreshing

extension EventLog {
  /// Takes in what the log's files hold now.
  ///
  /// - Parameter progress: called now and then on a thread of the scan, with the index so far where it
  ///   has grown by enough to be worth showing; returns false to stop, which leaves the index short of
  ///   the log's end until the next refresh.
  /// - Throws: ``LogFileError`` where a file cannot be listed or read; what was taken in before stays.
  @discardableResult
  public func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws(LogFileError) -> SourceChange {
    // Several files are put in the order of their times once all is there.
    var isWhole = !showsWhileComing
    if !isWhole, mayBeOrdered { isWhole = try files.list().count > 1 && !files.hasPipe }
    if isWhole {
      // Lines that are made of a file are made anew once a look finds that it has changed.
      if !files.staysOnDisk { _ = try files.list() }
      files.waitUntilWhole { taken, inAll in
        progress(IndexingProgress(bytesRead: taken, bytesInAll: inAll ?? taken, index: nil))
      }
    }
    return try reading.withLock { reading throws(LogFileError) in
      var list = try files.list()
      if try isReplaced(reading, by: list) { startAfresh(&reading) }
      try reading.files.hold(list)
      if reading.cursors.isEmpty { try beginOnDisk(&list, &reading) }
      reading.cursors += list.dropFirst(reading.cursors.count).map(FileCursor.init)
      let before = published.withLock(\.snapshot)
      let isOrdered = isWhole && list.count > 1 && notesTimes()
      let failure = scan(list, &reading, progress: progress)
      if isOrdered { reading.isByTime = indexer.withLock { $0.orderByTime() } }
      let index = indexer.withLock { $0.snapshot() }
      if reading.cursors.count == list.count { publish(index, reading) }
      if let failure { throw failure }
      let change = SourceChange(from: before, to: snapshot())
      if change != .none { changes.signal() }
      return change
    }
  }

  /// Takes in what the log's files hold now, without telling how far it is.
  ///
  /// - Throws: as ``refresh(progress:)``.
  @discardableResult
  public func refresh() throws(LogFileError) -> SourceChange {
    try refresh { _ in true }
  }

  /// Takes in what is new if that is little and no refresh is at work; false where nothing was done.
  func refreshIfQuick() throws(LogFileError) -> Bool {
    let list = try files.list()
    let isQuick = reading.withLockIfAvailable { reading in
      list.count == reading.cursors.count
        && zip(list, reading.cursors).reduce(0) { $0 + abs($1.0.size - $1.1.end) }
          <= bytesReadInTask
    }
    guard isQuick == true else { return false }
    try refresh()
    return true
  }

  /// Says that events were taken in of files that are known.
  func noteTakenIn() {
    published.withLock { $0.isBehind = true }
    changes.signal()
  }

  /// The last file as the last refresh found it, and behind which byte its last whole append ends.
  var lastFile: (file: LogFile, end: Int)? {
    reading.withLock { $0.cursors.last.map { ($0.file, $0.end) } }
  }

  /// Whether the files are not the ones that were read, or no longer begin with what was read.
  private func isReplaced(_ reading: Reading, by list: [LogFile]) throws(LogFileError) -> Bool {
    guard list.count >= reading.cursors.count else { return true }
    if indexer.withLock({ $0.read { $0.disk?.health.isOutdated } }) == true { return true }
    for (cursor, file) in zip(reading.cursors, list) {
      guard try cursor.fits(file, in: reading.files) else { return true }
    }
    return false
  }

  /// Notes what puts the lines of several files in the order of their times; false where they keep the one in which
  /// they come.
  private func notesTimes() -> Bool {
    guard mayBeOrdered else { return false }
    indexer.withLock { $0.noteTimes() }
    return true
  }

  /// Whether no line has been read, and lines may have times.
  private var mayBeOrdered: Bool {
    !isStore && mapping.sources[.timestamp] != nil && indexer.withLock { $0.eventCount == 0 }
  }

  private func startAfresh(_ reading: inout Reading) {
    reading = Reading(files: HeldFiles(of: files))
    indexer.withLock { $0 = LogIndexer(singleCategory: singleCategory) }
  }

  func publish(_ index: LogIndex, _ reading: Reading) {
    let isOfSeveralFiles = !isStore && reading.cursors.count > 1
    let order: FileOrder =
      reading.isByTime ? .byTime : showsWhileComing && files.hasPipe ? .asTheyCame : .fileByFile
    let lines = FileSnapshotReader(
      name: name, files: reading.files, found: reading.cursors.map(\.file),
      mapping: compiledMapping,
      order: isOfSeveralFiles ? order : nil,
      ends: reading.cursors.map(\.end), checkpoints: checkpointFolders,
      indexFolders: indexFolders.withLock(\.self))
    published.withLock {
      $0.snapshot = LogSnapshot(
        index: index, generation: reading.generation, upcasters: upcasters, reader: lines)
      $0.isBehind = false
    }
  }

  /// Scans what the files of a list have gained; what was taken in before a failure stays.
  private func scan(
    _ list: [LogFile], _ reading: inout Reading,
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) -> LogFileError? {
    indexer.withLock { $0.dropPending() }
    for (number, file) in list.enumerated() { reading.cursors[number].file = file }
    let total = zip(list, reading.cursors).reduce(0) { $0 + max(0, $1.0.size - $1.1.end) }
    guard total > 0 else { return nil }
    let workers = ScanWorker.all(reading.files, compiledMapping, keepsBytes: false)
    let before = reading
    var indexing = IndexingConsumer(self, bytesInAll: total) { [self] report in
      if let index = report.index { publish(index, before) }
      return progress(report)
    }
    do throws(LogFileError) {
      for (number, file) in list.enumerated() where file.size > reading.cursors[number].end {
        let range = reading.cursors[number].end..<file.size
        indexing.begin(number, at: range.lowerBound, behind: FilesRead(reading))
        let scan = OrderedScan(file, range, workers: workers, to: indexing)
        indexing = scan.run()
        let isWhole = scan.failure == nil && !indexing.isStopped
        let isSealed = isStore && number < list.count - 1 && isWhole
        if isSealed {
          indexer.withLock { $0.endSealed(number, unended: indexing.end..<file.size) }
        }
        try reading.cursors[number].move(
          to: isSealed ? file.size : indexing.end, in: reading.files)
        guard isWhole else {
          try dropUnfinished(&reading)
          return scan.failure
        }
      }
      indexer.withLock { $0.endOpen() }
      try dropUnfinished(&reading)
      return nil
    } catch {
      // Lines were taken in that no cursor has passed.
      startAfresh(&reading)
      return error
    }
  }

  /// Goes back to where an unfinished append begins, to read it again.
  private func dropUnfinished(_ reading: inout Reading) throws(LogFileError) {
    guard let (file, offset) = indexer.withLock({ $0.pending }) else { return }
    try reading.cursors[file].move(to: offset, in: reading.files)
  }
}
