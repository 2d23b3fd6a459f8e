internal import Platform

/// Writes a store's log: takes what came at once as one group, under one lock and one sync.
///
/// One piece of work is done at a time, whatever it waits for in between. What blocks, such as the wait
/// for the disk, is done on a thread of Rewind's own; an append that is not synced stays on its caller's.
actor LogWriter {
  let log: EventLog
  let storage: any LogStorage
  let settings: StoreSettings
  let clock: @Sendable () -> Timestamp
  var output = LineOutput()
  var recentIDs = RecentIDs()
  /// The last event's type, and how it is spelled in a line: most are like the one before.
  var lastType: (name: String, text: [UInt8]) = ("", LogFormat.string(""))
  private var isInDoubt = false
  private var isAtWork = false
  /// Pieces of work that wait for the one that is being done.
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// The segment that holds bytes which may not be on the disk yet.
  private var unsynced: String?
  private var isSyncPlanned = false
  /// The list of files that the log was last read whole of.
  private var knownList: ListStamp?
  /// The log's generation when ids were last looked at.
  private var knownGeneration: LogGeneration?

  init(
    log: EventLog, storage: any LogStorage, settings: StoreSettings,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.log = log
    self.storage = storage
    self.settings = settings
    self.clock = clock
  }

  /// Commits appends together, and answers the decision on each; on the first it is never `deferred`.
  ///
  /// Where it cannot be written or synced, all are refused that would have been in the log by it.
  func commit(_ requests: [StreamAppend]) async -> [AppendDecision] {
    var group = AppendGroup(requests)
    if !takeTurn() { await waitForTurn() }
    defer { passTurn() }
    do throws(StoreError) {
      try await lockAndCatchUp()
      defer { storage.unlock() }
      begin(&group)
      while let request = decide(&group) { await decideOnRepeat(request, in: &group) }
      if !group.placed.isEmpty { try await write(group.placed) }
      group.forEachWritten { recentIDs.add($0, first: $1, in: log) }
      if group.hasRepeats {
        // Their writer may not have synced them; in a sealed segment they are safe.
        unsynced = log.lastFile?.file.name
        try await syncWritten()
      }
      return group.decisions
    } catch {
      return group.failed(error)
    }
  }

  /// Returns when everything written so far is on the disk.
  func sync() async throws(StoreError) {
    if !takeTurn() { await waitForTurn() }
    defer { passTurn() }
    try await syncWritten()
  }

  /// Does something under the writer's lock, with the log as it is then.
  func underLock(_ body: () async throws(StoreError) -> Void) async throws(StoreError) {
    if !takeTurn() { await waitForTurn() }
    defer { passTurn() }
    try await lockAndCatchUp()
    defer { storage.unlock() }
    try await body()
  }

  /// Takes the writer's lock, and takes in what others wrote; the lock is given back where that fails.
  private func lockAndCatchUp() async throws(StoreError) {
    let list = try await LockPatience.lock(awaiting: storage)
    do throws(StoreError) {
      guard !isInDoubt else { throw .inDoubt }
      if try !isAsLeft(list) { try await catchUp(list) }
    } catch {
      storage.unlock()
      throw error
    }
  }

  /// Begins a piece of work where none is being done, and answers whether it did.
  private func takeTurn() -> Bool {
    defer { isAtWork = true }
    return !isAtWork
  }

  /// Returns once the work that is being done is done, and those that wait already.
  private func waitForTurn() async {
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Lets the next work begin.
  private func passTurn() {
    if waiting.isEmpty { isAtWork = false } else { waiting.removeFirst().resume() }
  }
}

// MARK: - Before the write

extension LogWriter {
  /// Takes in what others appended, and moves aside what a crash left behind.
  private func catchUp(_ list: ListStamp?) async throws(StoreError) {
    knownList = nil
    try await refresh()
    let recovery = TailRecovery(storage: storage, log: log)
    if try await blocking({ () throws(LogFileError) in try recovery.run() }) { try await refresh() }
    if log.generation != knownGeneration {
      knownGeneration = log.generation
      recentIDs = RecentIDs()
    }
    if let damage = log.damage {
      throw .damaged(position: damage.first, count: damage.count)
    }
    if let disorder = log.disorder {
      throw .disordered(position: disorder.position, segment: disorder.file)
    }
    knownList = list
  }

  /// Whether no other process has written: that makes a new segment, or the last one longer.
  private func isAsLeft(_ list: ListStamp?) throws(StoreError) -> Bool {
    guard let list, list == knownList, let last = log.lastFile, last.end == last.file.size else {
      return false
    }
    return try StoreError.wrap(try storage.size(of: last.file.name) == last.end)
  }

  /// Whether so many bytes behind a place make a segment too large; one holds at least an append.
  func isTooLarge(_ length: Int, at end: Int) -> Bool {
    end > 0 && end + length > settings.segmentSize
  }
}

// MARK: - The write

extension LogWriter {
  /// Writes what ``output`` holds, as safe as the settings say, and takes it in.
  func write(_ placed: PlacedAppends) async throws(StoreError) {
    let segment =
      if let last = lastSegment(for: output.count) { last } else {
        try await newSegment(for: output.count)
      }
    do throws(LogFileError) {
      try storage.append(output.bytes, to: segment.name)
    } catch {
      try StoreError.wrap(try cut(segment.name, to: segment.end))
      throw .file(error)
    }
    unsynced = segment.name
    switch settings.sync {
    case .every: try await syncWritten()
    case .never: break
    case .interval(let milliseconds): planSync(after: milliseconds)
    }
    log.ingest(placed, output.bytes, at: segment.end)
  }

  /// The last segment and where it ends, where an append of so many bytes has room in it.
  private func lastSegment(for length: Int) -> (name: String, end: Int)? {
    guard let (file, end) = log.lastFile, end > 0, !isTooLarge(length, at: end) else { return nil }
    return (file.name, end)
  }

  /// The segment that an append begins: an empty one, or a new one behind the last.
  private func newSegment(for length: Int) async throws(StoreError) -> (name: String, end: Int) {
    if let (file, end) = log.lastFile {
      if !isTooLarge(length, at: end) {
        // The process that began it may have died before its folder was synced.
        try await create(file.name)
        return (file.name, end)
      }
      try await syncData(of: file.name)
    }
    let name = SegmentName.make(firstPosition: log.head.position + 1)
    try await create(name)
    try await refresh()
    return (name, 0)
  }

  /// Syncs what was written since the last time.
  private func syncWritten() async throws(StoreError) {
    guard !isInDoubt else { throw .inDoubt }
    guard let segment = unsynced else { return }
    try await syncData(of: segment)
    unsynced = nil
  }

  private func syncData(of segment: String) async throws(StoreError) {
    do throws(StoreError) {
      try await blocking { [storage] () throws(LogFileError) in try storage.sync(segment) }
    } catch {
      isInDoubt = true
      throw error
    }
  }

  private func create(_ segment: String) async throws(StoreError) {
    try await blocking { [storage] () throws(LogFileError) in try storage.create(segment) }
  }

  /// Takes in what others wrote.
  private func refresh() async throws(StoreError) {
    let isDone = try StoreError.wrap(try log.refreshIfQuick())
    if isDone { return }
    try await blocking { [log] () throws(LogFileError) in _ = try log.refresh() }
  }

  /// Does what blocks on a thread of Rewind's own.
  private func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws(LogFileError) -> Value
  ) async throws(StoreError) -> Value {
    let result = await BlockingWork.perform { Result(catching: body) }
    return try StoreError.wrap(try result.get())
  }

  /// Takes back what was written in part; where that fails, some of it may stay.
  private func cut(_ segment: String, to end: Int) throws(LogFileError) {
    do {
      try storage.truncate(segment, to: end)
    } catch {
      isInDoubt = true
      throw error
    }
  }

  /// A thread is kept for no longer than this before a sync, in milliseconds, whatever the settings allow.
  private static var longestPause: Int { 60_000 }

  private func planSync(after milliseconds: Int) {
    guard !isSyncPlanned else { return }
    isSyncPlanned = true
    let pause = min(milliseconds, Self.longestPause) * 1000
    Task(executorPreference: BlockingWork.executor) { [self] in
      await BlockingWork.perform { SystemClock.pause(microseconds: pause) }
      try await syncAsPlanned()
    }
  }

  private func syncAsPlanned() async throws(StoreError) {
    isSyncPlanned = false
    try await sync()
  }
}
