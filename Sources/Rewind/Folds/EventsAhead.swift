internal import Platform
internal import Synchronization

/// The events of a stream, batch after batch, each read while those before it are folded.
///
///     let ahead = EventsAhead(of: stream, in: snapshot, batches: [1..<257, 257..<1_281])
///     defer { ahead.stop() }
///     let first = try ahead.events(1..<257)
///
/// They are read on a thread of their own, up to 32 MiB ahead; where the system has no thread left, when they
/// are asked for. One thread at a time uses it.
final class EventsAhead {
  private let snapshot: LogSnapshot
  private let stream: StreamID
  private let reading = Reading()
  private let thread: BlockingThread?
  /// What is read next where no thread reads.
  private var unread: ArraySlice<Range<Int>>
  /// What was read and not yet asked for; the first is that of version `first`.
  private var held: [StoredEvent] = []
  private var first: Int
  /// What was answered last.
  private var lent: [StoredEvent] = []

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
  }

  /// The events of some versions: behind those that were asked for before, or again from among them.
  ///
  /// - Throws: as ``LogSnapshot/events(of:versions:)``; nothing is asked for any more then.
  func events(_ versions: Range<Int>) throws -> [StoredEvent] {
    if thread != nil { reading.discard(lent) }
    lent = []
    lent = try next(versions)
    return lent
  }

  private func next(_ versions: Range<Int>) throws -> [StoredEvent] {
    guard versions.lowerBound >= first else {
      let again = versions.lowerBound..<min(first, versions.upperBound)
      return try snapshot.events(of: stream, versions: again)
        + next(again.upperBound..<versions.upperBound)
    }
    while first + held.count < versions.upperBound, let batch = try nextBatch() {
      if held.isEmpty { held = batch } else { held += batch }
    }
    if versions.lowerBound == first, versions.count == held.count {
      // Most are asked for as they were read together, and none is copied then.
      defer { held = [] }
      first = versions.upperBound
      return held
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
  private struct Batch {
    let events: Result<[StoredEvent], any Error>
    /// How many bytes the events have.
    let size: Int
  }

  private struct State {
    var batches: [Batch] = []
    /// How many bytes the batches' events have.
    var size = 0
    /// What nobody needs any more, whose memory is still to be freed.
    var discarded: [[StoredEvent]] = []
    var isStopped = false
  }

  private static let sizeLimit = 32 << 20

  private let state = Mutex(State())
  /// Posted whenever there may be room for another batch.
  private let room = Semaphore()
  /// Posted for each batch that was read, and at the end.
  private let isRead = Semaphore()

  /// Reads batches until all are, one cannot be, or it is stopped.
  func run(_ ranges: [Range<Int>], _ read: (Range<Int>) throws -> [StoredEvent]) {
    defer { isRead.post() }
    for range in ranges {
      guard waitForRoom() else { return }
      let events = Result { try read(range) }
      let size = (try? events.get())?.reduce(0) { $0 + $1.size } ?? 0
      state.withLock { state in
        state.batches.append(Batch(events: events, size: size))
        state.size += size
      }
      isRead.post()
      if case .failure = events { return }
    }
  }

  /// Waits until another batch may be read, and frees what was discarded meanwhile.
  ///
  /// - Returns: whether one is to be read.
  private func waitForRoom() -> Bool {
    while true {
      let (isStopped, size, discarded) = state.withLock { state in
        defer { state.discarded = [] }
        return (state.isStopped, state.size, state.discarded)
      }
      _ = consume discarded
      if isStopped { return false }
      if size < Self.sizeLimit { return true }
      room.wait()
    }
  }

  /// Waits for the next batch; nil behind the last.
  func next() throws -> [StoredEvent]? {
    isRead.wait()
    let events = state.withLock { state -> Result<[StoredEvent], any Error>? in
      guard !state.batches.isEmpty else { return nil }
      let batch = state.batches.removeFirst()
      state.size -= batch.size
      return batch.events
    }
    room.post()
    return try events?.get()
  }

  /// Has events freed by the thread that reads.
  func discard(_ events: [StoredEvent]) {
    state.withLock { $0.discarded.append(events) }
    room.post()
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    room.post()
  }
}
