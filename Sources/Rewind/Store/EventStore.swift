/// Where an append has put its events.
public struct AppendResult: Hashable, Sendable {
  /// The versions of the events, in order.
  public let versions: ClosedRange<Int>
  /// The positions of the events, in order.
  public let positions: ClosedRange<Int>
  /// Whether the events were there already, so that nothing was written.
  public let isRepeat: Bool
}

/// A store open for appending.
///
///     let store = try EventStore(at: "bank")
///     let deposit = NewEvent(type: "MoneyDeposited", data: #"{"amount":500}"#)
///     try await store.append([deposit], to: "account-123", expected: .exactly(4))
///
/// An append is all or nothing. Any number of stores may be open on one folder, in any number of
/// processes: one writes at a time, and each takes in what the others wrote before it decides.
public actor EventStore {
  /// The store's log, for reading; it is up to date after every append.
  public nonisolated let log: EventLog

  let storage: any LogStorage
  private let settings: StoreSettings
  private let clock: @Sendable () -> Timestamp
  private var recentIDs = RecentIDs()
  private(set) var isInDoubt = false
  /// The segment that holds bytes which may not be on the disk yet.
  private var unsynced: String?
  private var isSyncPlanned = false

  /// Makes an empty store in a folder that is not there yet, or is empty.
  ///
  /// - Throws: ``StoreError``.
  public static func create(
    at path: String, settings: StoreSettings = StoreSettings()
  ) throws(StoreError) {
    try StoreFolder.make(path, settings: settings)
  }

  /// Opens the store of a folder.
  ///
  /// - Parameters:
  ///   - upcasters: what lifts old events when they are folded.
  ///   - clock: gives the time that events are stamped with.
  /// - Throws: ``StoreError``.
  public init(
    at path: String, upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) throws(StoreError) {
    guard LogPath.isStore(path) else { throw .notAStore(path) }
    let settings = try StoreSettings.read(from: path)
    let storage = try StoreError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) }
    self.init(
      storage: storage, name: LogPath.name(of: path), settings: settings, upcasters: upcasters,
      clock: clock)
  }

  /// Opens a store on any storage.
  public init(
    storage: any LogStorage, name: String, settings: StoreSettings = StoreSettings(),
    upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    self.storage = storage
    self.settings = settings
    self.clock = clock
    log = EventLog(
      name: name, files: storage, mapping: .rewind, isStore: true, upcasters: upcasters)
  }

  /// Appends events to a stream: all of them, or none.
  ///
  /// When it returns, the events are as safe as the store's ``SyncPolicy`` says. An append that is
  /// repeated, with the same ids and data, answers the first one's result and writes nothing.
  ///
  /// - Parameters:
  ///   - events: 1 to 10,000 events.
  ///   - stream: the stream; it begins with its first event.
  ///   - expected: what must hold of the stream.
  /// - Throws: ``StoreError``; nothing was written then, save where it is `inDoubt` or the sync failed.
  @discardableResult
  public func append(
    _ events: [NewEvent], to stream: StreamName, expected: ExpectedVersion = .any
  ) throws(StoreError) -> AppendResult {
    guard !isInDoubt else { throw .inDoubt }
    guard (1...CommitPart.limit).contains(events.count) else { throw .appendSize(events.count) }
    try check(events)
    try checkNames(events, stream)
    try storage.lock()
    defer { storage.unlock() }
    try catchUp()
    let version = log.index.lastVersion(of: stream)
    if let earlier = try repeated(events, stream: stream, expected: expected) {
      // Whoever wrote them may not have synced them; in a sealed segment they are safe.
      unsynced = log.lastFile?.file.name
      try sync()
      return earlier
    }
    guard expected.isMet(by: version) else {
      throw .conflict(stream: stream, expected: expected, actual: version)
    }
    let result = AppendResult(
      versions: version + 1...version + events.count,
      positions: log.index.lastPosition + 1...log.index.lastPosition + events.count,
      isRepeat: false)
    let now = max(clock(), log.index.lastTimestamp ?? Timestamp(microseconds: .min))
    try write(
      LogFormat.lines(
        of: events, stream: stream, version: result.versions.lowerBound,
        position: result.positions.lowerBound, timestamp: now))
    recentIDs.add(events, to: stream, first: version + 1)
    return result
  }

  /// Returns when everything appended so far is on the disk.
  ///
  /// - Throws: ``StoreError``; the store refuses to append from then on.
  public func sync() throws(StoreError) {
    guard let segment = unsynced else { return }
    do {
      try storage.sync(segment)
    } catch {
      isInDoubt = true
      throw .file(error)
    }
    unsynced = nil
  }
}

// MARK: - Before the write

extension EventStore {
  /// Refuses names that a person could not tell from nothing; logs of others may have them.
  private func checkNames(_ events: [NewEvent], _ stream: StreamName) throws(StoreError) {
    guard !stream.rawValue.isEmpty else { throw .namelessStream }
    for (index, event) in events.enumerated() where event.type.isEmpty {
      throw .invalidEvent(number: index + 1, reason: "its type is empty; say what happened")
    }
  }

  func check(_ events: [NewEvent]) throws(StoreError) {
    let limit = ChunkScanner.lineLimit - (1 << 20)
    for (index, event) in events.enumerated() {
      guard event.data.bytes.count + (event.metadata?.bytes.count ?? 0) <= limit else {
        throw .invalidEvent(
          number: index + 1, reason: "longer than \(ChunkScanner.lineLimit >> 20) MiB")
      }
      if let metadata = event.metadata, metadata.bytes.first != UInt8(ascii: "{") {
        throw .invalidEvent(number: index + 1, reason: "metadata is no JSON object")
      }
    }
  }

  /// Takes in what others appended, and moves aside what a crash left behind.
  func catchUp() throws(StoreError) {
    try StoreError.wrap { () throws(LogFileError) in
      try log.refresh()
      if try TailRecovery(storage: storage, log: log).run() { try log.refresh() }
    }
    if let first = log.index.damage.first {
      throw .damaged(position: first.position, count: log.index.damage.count)
    }
  }

  /// The result of an earlier append of the same events, or nil where there was none.
  private func repeated(
    _ events: [NewEvent], stream: StreamName, expected: ExpectedVersion
  ) throws(StoreError) -> AppendResult? {
    guard let id = log.index.streamID(named: stream.rawValue) else { return nil }
    do {
      return try recentIDs.repeated(events, stream: id, in: log, expected: expected)
    } catch let error as StoreError {
      throw error
    } catch let error as LogFileError {
      throw .file(error)
    } catch {
      throw .damaged(position: log.index.stream(id).lastPosition, count: 1)
    }
  }
}

// MARK: - The write

extension EventStore {
  func write(_ bytes: [UInt8]) throws(StoreError) {
    try StoreError.wrap { () throws(LogFileError) in
      let segment = try segment(for: bytes.count)
      do throws(LogFileError) {
        try storage.append(bytes, to: segment.name)
      } catch {
        try storage.truncate(segment.name, to: segment.size)
        throw error
      }
      unsynced = segment.name
    }
    try finishWrite()
    _ = try StoreError.wrap { () throws(LogFileError) in try log.refresh() }
  }

  /// The segment that an append goes to: the last, or a new one where that would grow too large.
  private func segment(for length: Int) throws(LogFileError) -> LogFile {
    if let last = log.lastFile {
      if last.end == 0 || last.end + length <= settings.segmentSize { return last.file }
      do throws(LogFileError) {
        try storage.sync(last.file.name)
      } catch {
        isInDoubt = true
        throw error
      }
    }
    let name = SegmentName.make(firstPosition: log.index.lastPosition + 1)
    try storage.create(name)
    return LogFile(name: name, size: 0, identity: FileIdentity(device: 0, inode: 0))
  }

  private func finishWrite() throws(StoreError) {
    switch settings.sync {
    case .every: try sync()
    case .never: break
    case .interval(let milliseconds): planSync(after: milliseconds)
    }
  }

  private func planSync(after milliseconds: Int) {
    guard !isSyncPlanned else { return }
    isSyncPlanned = true
    Task {
      try await Task.sleep(for: .milliseconds(milliseconds))
      isSyncPlanned = false
      try sync()
    }
  }
}

extension LogIndex {
  /// The last version of a stream; 0 where it has no events.
  func lastVersion(of stream: StreamName) -> Int {
    guard let id = streamID(named: stream.rawValue) else { return 0 }
    return shownVersion(self.stream(id).eventCount, of: id)
  }

  /// The last position; 0 in an empty log.
  var lastPosition: Int { eventCount == 0 ? 0 : shownPosition(eventCount) }

  /// The time of the last event that has one.
  var lastTimestamp: Timestamp? { eventCount == 0 ? nil : lines.timestamp(eventCount - 1) }
}
