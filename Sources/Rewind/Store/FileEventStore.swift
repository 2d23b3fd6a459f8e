/// A store in a folder: JSON lines in segments that only grow.
///
///     try FileEventStore.create(at: "bank")
///     let store = try FileEventStore(at: "bank")
///
/// Appends that come at once are written as one group and share one sync. Any number of stores may be
/// open on one folder, in any number of processes: one writes at a time, and each takes in what the
/// others wrote before it decides.
public final class FileEventStore: EventStore, LogBackedSource {
  /// The store's log, for reading; it is up to date after every append.
  public let log: EventLog
  /// What its `rewind.json` said when it was opened.
  public let settings: StoreSettings

  let writer: LogWriter
  private let appender: Appender

  /// Whether there is a store in a folder.
  public static func exists(at path: String) -> Bool { LogPath.isStore(path) }

  /// Makes an empty store in a folder that is not there yet, or is empty.
  ///
  /// - Throws: ``StoreError``.
  public static func create(
    at path: String, settings: StoreSettings = StoreSettings()
  ) throws(StoreError) {
    try StoreFolder.make(path, settings: settings)
  }

  /// Opens the store of a folder, and reads what its log holds.
  ///
  /// - Parameters:
  ///   - path: the store's folder.
  ///   - upcasters: what lifts old events when they are folded.
  ///   - clock: gives the time that events are stamped with.
  /// - Throws: ``StoreError``.
  public convenience init(
    at path: String, upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) throws(StoreError) {
    try StoreFolder.check(path)
    let settings = try StoreSettings.read(from: path)
    let storage = try StoreError.wrap(try FileLogStorage(store: path))
    self.init(
      storage: storage, name: LogPath.name(of: path), settings: settings, upcasters: upcasters,
      indexFolder: StoreFolder.indexFolder(of: path), clock: clock)
    _ = try StoreError.wrap(try log.refresh())
  }

  /// Opens a store on any storage; what is in it is read with the first append, or a refresh.
  ///
  /// - Parameter indexFolder: where an index of the log is kept, or is already; see ``EventLog/keepIndex()``.
  ///   Nil for none.
  public init(
    storage: any LogStorage, name: String, settings: StoreSettings = StoreSettings(),
    upcasters: Upcasters = .none, indexFolder: String? = nil,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    self.settings = settings
    log = EventLog(
      name: name, files: storage, mapping: .rewind, isStore: true, upcasters: upcasters,
      indexFolders: indexFolder.map { [$0] } ?? [])
    writer = LogWriter(log: log, storage: storage, settings: settings, clock: clock)
    appender = Appender(writer)
  }

  /// What its `rewind.json` says: every so many events, or only on demand.
  public var snapshotPolicy: SnapshotPolicy { SnapshotPolicy(events: settings.snapshotEvents) }

  /// Appends events to one stream; see ``append(_:to:expected:)``.
  ///
  /// - Throws: ``StoreError``, `severalStreams` where there is not one append.
  @discardableResult
  public func append(_ appends: [StreamAppend]) async throws(StoreError) -> [AppendResult] {
    guard appends.count == 1 else { throw .severalStreams(appends.count) }
    return [try await append(appends[0])]
  }

  /// Appends events to a stream: all of them, or none.
  ///
  /// When it returns, the events are as safe as the store's ``SyncPolicy`` says. Cancelling the task ends
  /// an append that has not begun to be written; one that has is gone through with.
  ///
  /// An append that is repeated, with the same ids and data, answers the first one's result and writes
  /// nothing. It is known where it asserts a version, or that there is no stream; with `any` and
  /// `streamExists` as long as its last event is among the stream's last 1,000. One that asserts the
  /// version that its stream has now is no repeat, whatever its ids.
  ///
  /// - Parameters:
  ///   - events: 1 to 10,000 events.
  ///   - stream: the stream; it begins with its first event.
  ///   - expected: what must hold of the stream.
  /// - Throws: ``StoreError``; nothing was written then, save where it is `inDoubt` or the sync failed.
  @discardableResult
  public func append(
    _ events: [NewEvent], to stream: StreamName, expected: ExpectedVersion = .any
  ) async throws(StoreError) -> AppendResult {
    try await append(StreamAppend(events, to: stream, expected: expected))
  }

  private func append(_ request: StreamAppend) async throws(StoreError) -> AppendResult {
    try NewEvent.check(request.events, for: request.stream)
    guard !Task.isCancelled else { throw .cancelled }
    return try await appender.append(request)
  }

  /// Returns when everything appended so far is on the disk.
  ///
  /// - Throws: ``StoreError``; the store refuses to append from then on.
  public func sync() async throws(StoreError) {
    try await writer.sync()
  }
}
