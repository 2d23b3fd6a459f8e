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
/// An append is all or nothing. Appends that come at once are written as one group and share one sync.
/// Any number of stores may be open on one folder, in any number of processes: one writes at a time, and
/// each takes in what the others wrote before it decides.
public actor EventStore {
  /// The store's log, for reading; it is up to date after every append.
  public nonisolated let log: EventLog
  /// What its `rewind.json` said when it was opened.
  public nonisolated var settings: StoreSettings { writer.settings }

  let writer: LogWriter
  private var queue = AppendQueue<AppendRequest, AppendVerdict>()
  private var waiting: [Int: CheckedContinuation<Turn, Never>] = [:]
  /// The streams that are being updated, each with those that wait to update it next.
  private var updates: [StreamName: [CheckedContinuation<Void, Never>]] = [:]

  /// What an append that waits is told.
  private enum Turn {
    case answer(AppendVerdict)
    case lead
  }

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
  ///   - upcasters: what lifts old events when they are folded.
  ///   - clock: gives the time that events are stamped with.
  /// - Throws: ``StoreError``.
  public init(
    at path: String, upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) throws(StoreError) {
    try StoreFolder.check(path)
    let settings = try StoreSettings.read(from: path)
    let storage = try StoreError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) }
    self.init(
      storage: storage, name: LogPath.name(of: path), settings: settings, upcasters: upcasters,
      clock: clock)
    try StoreError.wrap { () throws(LogFileError) in _ = try log.refresh() }
  }

  /// Opens a store on any storage; what is in it is read with the first append, or a refresh of ``log``.
  public init(
    storage: any LogStorage, name: String, settings: StoreSettings = StoreSettings(),
    upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    log = EventLog(
      name: name, files: storage, mapping: .rewind, isStore: true, upcasters: upcasters)
    writer = LogWriter(log: log, storage: storage, settings: settings, clock: clock)
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
    try NewEvent.check(events, for: stream)
    guard !Task.isCancelled else { throw .cancelled }
    switch await commit(AppendRequest(events: events, stream: stream, expected: expected)) {
    case .appended(let result): return result
    case .refused(let error): throw error
    case .later: preconditionFailure("an append is decided about in the end")
    }
  }

  /// Returns when everything appended so far is on the disk.
  ///
  /// - Throws: ``StoreError``; the store refuses to append from then on.
  public func sync() async throws(StoreError) {
    try await writer.sync()
  }
}

// MARK: - Taking turns

extension EventStore {
  /// Returns once nobody else updates a stream by way of this store.
  func beginTurn(on stream: StreamName) async {
    guard updates[stream] != nil else {
      updates[stream] = []
      return
    }
    await withCheckedContinuation { updates[stream]?.append($0) }
  }

  /// Lets the next one update a stream.
  func endTurn(on stream: StreamName) {
    guard let waiting = updates[stream], !waiting.isEmpty else {
      updates[stream] = nil
      return
    }
    updates[stream]?.removeFirst().resume()
  }

  private func commit(_ request: AppendRequest) async -> AppendVerdict {
    switch queue.arrive(request) {
    case .lead: await lead(request)
    case .wait(let ticket):
      switch await turn(of: ticket) {
      case .lead: await lead(request)
      case .answer(let verdict): verdict
      }
    }
  }

  /// Commits an append, and with it all that wait.
  private func lead(_ request: AppendRequest) async -> AppendVerdict {
    if queue.isFilling { await Task.yield() }
    let verdicts = await writer.commit(queue.begin(with: request))
    for action in queue.end(verdicts.dropFirst().map(\.answer)) { perform(action) }
    return verdicts[0]
  }

  private func perform(_ action: AppendQueue<AppendRequest, AppendVerdict>.Action) {
    switch action {
    case .answer(let ticket, let verdict): call(ticket, .answer(verdict))
    case .lead(let ticket): call(ticket, .lead)
    }
  }

  private func turn(of ticket: Int) async -> Turn {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting[ticket] = $0 }
    } onCancel: {
      Task { await leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    guard queue.leave(ticket) else { return }
    call(ticket, .answer(.refused(.cancelled)))
  }

  private func call(_ ticket: Int, _ turn: Turn) {
    waiting.removeValue(forKey: ticket)?.resume(returning: turn)
  }
}

extension AppendVerdict {
  /// Nil where the append has none yet.
  fileprivate var answer: AppendVerdict? {
    if case .later = self { nil } else { self }
  }
}

// MARK: - What can be stored

extension NewEvent {
  /// Refuses what no log can hold, and names that a person could not tell from nothing.
  static func check(_ events: [NewEvent], for stream: StreamName) throws(StoreError) {
    guard (1...BatchPart.limit).contains(events.count) else { throw .appendSize(events.count) }
    try check(events)
    guard !stream.rawValue.isEmpty else { throw .namelessStream }
    for (index, event) in events.enumerated() where event.type.isEmpty {
      throw .invalidEvent(number: index + 1, reason: "its type is empty; say what happened")
    }
    guard events.count > 1 else { return }
    var ids: Set<EventID> = []
    ids.reserveCapacity(events.count)
    for (index, event) in events.enumerated() where !ids.insert(event.id).inserted {
      throw .invalidEvent(
        number: index + 1, reason: "its id \(event.id) is that of another event of the append")
    }
  }

  /// Refuses what no log can hold.
  static func check(_ events: [NewEvent]) throws(StoreError) {
    let limit = ChunkScanner.lineLimit - (1 << 20)
    for (index, event) in events.enumerated() {
      guard event.data.bytes.count + (event.metadata?.bytes.count ?? 0) <= limit else {
        throw .invalidEvent(
          number: index + 1, reason: "longer than \(ChunkScanner.lineLimit >> 20) MiB")
      }
      guard event.data.fitsInLine, event.metadata?.fitsInLine ?? true else {
        throw .invalidEvent(
          number: index + 1, reason: "nested deeper than \(JSONScanner.depthLimit - 1)")
      }
      if let metadata = event.metadata, metadata.bytes.first != UInt8(ascii: "{") {
        throw .invalidEvent(number: index + 1, reason: "metadata is no JSON object")
      }
    }
  }
}

extension JSONText {
  /// Whether it nests no deeper than a line may whose member it is.
  fileprivate var fitsInLine: Bool {
    // It takes two bytes to nest a level deeper.
    guard bytes.count >= 2 * JSONScanner.depthLimit else { return true }
    return bytes.withUnsafeBytes {
      (try? JSONScanner.validate($0, depthLimit: JSONScanner.depthLimit - 1)) != nil
    }
  }
}
