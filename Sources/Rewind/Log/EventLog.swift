internal import Platform
internal import Synchronization

/// A log open for reading: a store's, or one that another system wrote.
///
///     let log = try EventLog.open(["orders.jsonl"])
///     try log.refresh()
///     let last = try log.event(at: log.index.eventCount)
///
/// Readers take no lock on the files. ``refresh(progress:)`` takes in what was appended since, by
/// whichever process; the index it makes is a snapshot that later refreshes leave alone.
public final class EventLog: EventSource {
  /// What a person calls the log: the store's folder or the file, without its ending.
  public let name: String
  /// How its lines are read.
  public let mapping: EnvelopeMapping
  /// Whether it is a store of Rewind's own; any other log is never written to.
  public let isStore: Bool
  /// What lifts old events when they are folded.
  public let upcasters: Upcasters

  let files: any LogFiles
  let indexer: Mutex<LogIndexer>
  let compiledMapping: CompiledMapping
  let cursors: Mutex<[FileCursor]>
  private let current: Mutex<State>
  private let replaced = Atomic(0)
  /// Counts the refreshes that found something new.
  let changes = ChangeSignal()
  private let following = Mutex(WeakFollower())

  private struct State {
    var index = LogIndex()
    var fileNames: [String] = []
    /// Whether events were taken in that the index does not have yet; see ``index``.
    var isBehind = false
  }

  private struct WeakFollower {
    weak var follower: LogFollower?
  }

  init(
    name: String, files: any LogFiles, mapping: EnvelopeMapping, isStore: Bool,
    upcasters: Upcasters = .none
  ) {
    self.name = name
    self.upcasters = upcasters
    self.files = files
    self.mapping = mapping
    compiledMapping = CompiledMapping(mapping, isStore: isStore)
    self.isStore = isStore
    current = Mutex(State())
    cursors = Mutex([])
    indexer = Mutex(LogIndexer(singleCategory: isStore ? nil : name))
  }

  /// The index as the last refresh or append left it, or the refresh that is at work so far.
  public var index: LogIndex { published().index }

  /// How often a refresh found other files than before, whoever asked for it.
  package var replacements: Int { replaced.load(ordering: .acquiring) }

  /// Reads the lines at positions, in the order given; many of them on both cores.
  public func events(at positions: [Int]) throws -> [StoredEvent] {
    let state = published()
    let last = state.index.eventCount
    if let position = positions.first(where: { $0 < 1 || $0 > last }) {
      throw NoSuchPosition(position: position, last: last)
    }
    guard positions.count >= Self.parallelCount else { return try read(positions[...], in: state) }
    let parts = Mutex<[Result<[StoredEvent], any Error>]>([.success([]), .success([])])
    let middle = positions.count / 2
    runOnThreads(2) { [self] part in
      let half = part == 0 ? positions[..<middle] : positions[middle...]
      let events = Result { try read(half, in: state) }
      parts.withLock { $0[part] = events }
    }
    return try parts.withLock { try $0[0].get() + $0[1].get() }
  }

  /// So many lines are worth a second thread.
  private static let parallelCount = 2048

  private func read(_ positions: ArraySlice<Int>, in state: State) throws -> [StoredEvent] {
    var reader = RecordReader(
      files: files, fileNames: state.fileNames, index: state.index, mapping: compiledMapping)
    return try reader.read(Array(positions))
  }

  /// What a refresh found.
  public enum Change: Hashable, Sendable {
    /// Nothing new.
    case none
    /// Events were appended.
    case grown
    /// The files are others than before; everything was read again.
    case replaced
  }

  /// Takes in what the log's files hold now.
  ///
  /// - Parameter progress: called now and then on a thread of the scan, with the index so far where it
  ///   has grown by enough to be worth showing; returns false to stop, which leaves the index short of
  ///   the log's end until the next refresh.
  /// - Throws: ``LogFileError`` where a file cannot be listed or read; the index stays as it was.
  @discardableResult
  public func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool = { _ in true }
  ) throws(LogFileError) -> Change {
    try cursors.withLock { cursors throws(LogFileError) in
      let list = try files.list()
      let isReplaced = try isReplaced(cursors, by: list)
      if isReplaced {
        startAfresh(&cursors)
        replaced.add(1, ordering: .releasing)
      }
      cursors += list.dropFirst(cursors.count).map(FileCursor.init)
      let before = index.eventCount
      do throws(LogFileError) {
        try scan(list, &cursors, progress: progress)
      } catch {
        // What was taken in of the file that failed has no cursor: begin afresh next time.
        startAfresh(&cursors)
        throw error
      }
      let index = indexer.withLock { $0.snapshot() }
      publish(index, list)
      let change: Change = isReplaced ? .replaced : index.eventCount == before ? .none : .grown
      if change != .none { changes.signal() }
      return change
    }
  }

  /// What takes in appended events as long as somebody holds it; the same for all who ask.
  func follower() -> LogFollower {
    following.withLock { following in
      if let follower = following.follower { return follower }
      let follower = LogFollower(self)
      following.follower = follower
      return follower
    }
  }

  /// What is known now; appends leave it to whoever asks to bring it up to date.
  private func published() -> State {
    current.withLock { state in
      if state.isBehind {
        state.index = indexer.withLock { $0.snapshot() }
        state.isBehind = false
      }
      return state
    }
  }

  /// Says that events were taken in of files that are known.
  func noteTakenIn() {
    current.withLock { $0.isBehind = true }
    changes.signal()
  }

  /// How far a file was read: behind its last whole append; nil for a file that never was.
  func readEnd(of name: String) -> Int? {
    cursors.withLock { $0.first { $0.file.name == name }?.end }
  }

  /// The last file as the last refresh found it, and behind which byte its last whole append ends.
  var lastFile: (file: LogFile, end: Int)? {
    cursors.withLock { $0.last.map { ($0.file, $0.end) } }
  }

  /// The folders whose changes are changes of the log.
  var folders: [String] { files.folders }

  /// How many files the log had at the last refresh.
  var fileCount: Int { current.withLock { $0.fileNames.count } }

  /// The name of a file by its place in the list.
  func fileName(_ number: Int) -> String {
    current.withLock { $0.fileNames[number] }
  }

  private func startAfresh(_ cursors: inout [FileCursor]) {
    cursors = []
    indexer.withLock { $0 = LogIndexer(singleCategory: isStore ? nil : name) }
  }

  private func publish(_ index: LogIndex, _ list: [LogFile]) {
    let names = list.map(\.name)
    current.withLock { $0 = State(index: index, fileNames: names) }
  }
}

// MARK: - Refreshing

extension EventLog {
  /// Whether the files are not the ones that were read, or no longer begin with what was read.
  private func isReplaced(
    _ cursors: [FileCursor], by list: [LogFile]
  ) throws(LogFileError) -> Bool {
    guard list.count >= cursors.count else { return true }
    for (cursor, file) in zip(cursors, list) {
      guard try cursor.fits(file, in: files) else { return true }
    }
    return false
  }

  private func scan(
    _ list: [LogFile], _ cursors: inout [FileCursor],
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws(LogFileError) {
    indexer.withLock { $0.dropPending() }
    for (number, file) in list.enumerated() { cursors[number].file = file }
    let total = zip(list, cursors).reduce(0) { $0 + max(0, $1.0.size - $1.1.end) }
    guard total > 0 else { return }
    let workers = ScanWorker.all(files, compiledMapping, keepsBytes: false)
    var indexing = IndexingScan(self, bytesInAll: total) { [self] report in
      if let index = report.index { publish(index, list) }
      return progress(report)
    }
    for (number, file) in list.enumerated() where file.size > cursors[number].end {
      indexing.begin(number, at: cursors[number].end)
      let range = cursors[number].end..<file.size
      let scan = OrderedScan(file, range, workers: workers, to: indexing)
      indexing = scan.run()
      if let failure = scan.failure { throw failure }
      if indexing.isStopped {
        try cursors[number].move(to: indexing.end, in: files)
        break
      }
      let isSealed = isStore && number < list.count - 1
      if isSealed {
        indexer.withLock { $0.endSealed(number, unended: indexing.end..<file.size) }
      }
      try cursors[number].move(to: isSealed ? file.size : indexing.end, in: files)
    }
    if let (file, offset) = indexer.withLock({ $0.endOpen() }) {
      try cursors[file].move(to: offset, in: files)
    }
  }
}
