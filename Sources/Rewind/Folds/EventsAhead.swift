internal import Platform
internal import Synchronization

/// The events of a stream, batch after batch, each read while those before it are folded.
///
///     let ahead = EventsAhead(of: stream, in: snapshot, batches: [1..<257, 257..<1_281])
///     defer { ahead.stop() }
///     let first = try ahead.events(1..<257)
///
/// They are read on a thread of their own, up to four batches ahead; where the system has no thread left,
/// when they are asked for. One thread at a time uses it.
final class EventsAhead {
  private static let limit = 4

  private let snapshot: LogSnapshot
  private let stream: StreamID
  private let reading = Reading()
  private let thread: BlockingThread?
  /// What is read next where no thread reads.
  private var unread: ArraySlice<Range<Int>>
  /// What was read and not yet asked for; the first is that of version `first`.
  private var held: [StoredEvent] = []
  private var first: Int

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - batches: the versions that will probably be asked for together, one behind the other.
  ///   - start: starts a thread; nil where there is none left.
  init(
    of stream: StreamID, in snapshot: LogSnapshot, batches: [Range<Int>],
    start: (@escaping @Sendable () -> Void) -> BlockingThread? = { BlockingThread($0) }
  ) {
    (self.snapshot, self.stream) = (snapshot, stream)
    first = batches.first?.lowerBound ?? 1
    thread = start { [reading] in
      reading.run(batches) { try snapshot.eventsOnThisThread(of: stream, versions: $0) }
    }
    unread = thread == nil ? batches[...] : []
    for _ in 0..<Self.limit { reading.room.post() }
  }

  /// The events of some versions: behind those that were asked for before, or again from among them.
  ///
  /// - Throws: as ``LogSnapshot/events(of:versions:)``; nothing is asked for any more then.
  func events(_ versions: Range<Int>) throws -> [StoredEvent] {
    guard versions.lowerBound >= first else {
      let again = versions.lowerBound..<min(first, versions.upperBound)
      return try snapshot.events(of: stream, versions: again)
        + events(again.upperBound..<versions.upperBound)
    }
    while first + held.count < versions.upperBound, let batch = try nextBatch() {
      if held.isEmpty { held = batch } else { held += batch }
    }
    let events = held.dropFirst(versions.lowerBound - first).prefix(versions.count)
    held = Array(held.dropFirst(versions.upperBound - first))
    first = versions.upperBound
    return Array(events)
  }

  private func nextBatch() throws -> [StoredEvent]? {
    guard thread == nil else { return try reading.next() }
    return try unread.popFirst().map { try snapshot.events(of: stream, versions: $0) }
  }

  /// Ends the reading; no thread reads any more when it returns.
  func stop() {
    reading.stop()
    thread?.join()
  }
}

/// What the thread that reads and the one that asks share.
private final class Reading: Sendable {
  private struct State {
    var batches: [Result<[StoredEvent], any Error>] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  /// Posted for each batch that may be read.
  let room = Semaphore()
  /// Posted for each batch that was read, and at the end.
  private let isRead = Semaphore()

  /// Reads batches until all are, one cannot be, or it is stopped.
  func run(_ ranges: [Range<Int>], _ read: (Range<Int>) throws -> [StoredEvent]) {
    defer { isRead.post() }
    for range in ranges {
      room.wait()
      if state.withLock(\.isStopped) { return }
      let batch = Result { try read(range) }
      state.withLock { $0.batches.append(batch) }
      isRead.post()
      if case .failure = batch { return }
    }
  }

  /// Waits for the next batch; nil behind the last.
  func next() throws -> [StoredEvent]? {
    isRead.wait()
    let batch = state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
    room.post()
    return try batch?.get()
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    room.post()
  }
}
