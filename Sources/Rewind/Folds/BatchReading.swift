internal import Platform
internal import Synchronization

/// Reads batches of events in order, on the thread that reads ahead and on the one that asks for them.
final class BatchReading: Sendable {
  private struct Batch {
    let events: Result<[StoredEvent], any Error>
    /// How many bytes the events have.
    let size: Int
  }

  private struct State {
    /// What was read and not yet asked for, by the batch's place.
    var read: [Int: Batch] = [:]
    /// How many bytes the events of these have.
    var size = 0
    /// The first batch that no thread has begun to read.
    var next = 0
    /// The batch that is asked for next.
    var asked = 0
    /// What nobody needs any more, whose memory is still to be freed.
    var discarded: [[StoredEvent]] = []
    var isStopped = false
  }

  private static let sizeLimit = 32 << 20

  private let batches: [Range<Int>]
  private let read: @Sendable (Range<Int>) throws -> [StoredEvent]
  private let state = Mutex(State())
  /// Posted whenever there may be room for another batch.
  private let room = Semaphore()
  /// Posted for each batch that was read ahead, and at the end.
  private let isRead = Semaphore()

  /// - Parameters:
  ///   - batches: the versions to be read together.
  ///   - read: reads some, on any thread.
  init(_ batches: [Range<Int>], _ read: @escaping @Sendable (Range<Int>) throws -> [StoredEvent]) {
    (self.batches, self.read) = (batches, read)
  }

  /// Reads batches until all are begun, one cannot be read, or it is stopped.
  func readAhead() {
    defer { isRead.post() }
    while let number = waitForRoom() {
      guard readBatch(number) else { return }
      isRead.post()
    }
  }

  /// Waits until another batch may be read, and frees what was discarded meanwhile; nil where none is to be.
  private func waitForRoom() -> Int? {
    while true {
      let (isStopped, discarded) = state.withLock { state in
        defer { state.discarded = [] }
        return (state.isStopped, state.discarded)
      }
      _ = consume discarded
      if isStopped { return nil }
      if let number = begin() { return number < batches.count ? number : nil }
      room.wait()
    }
  }

  /// Takes the next batch that no thread has begun, or the end behind the last; nil where as much is read as may be.
  private func begin() -> Int? {
    state.withLock { state in
      guard state.next < batches.count else { return batches.count }
      // The one that is asked for next is read in any case.
      guard state.size < Self.sizeLimit || state.next == state.asked else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Reads a batch on this thread; false where it cannot be.
  private func readBatch(_ number: Int) -> Bool {
    let result = Result { try read(batches[number]) }
    let events = try? result.get()
    let size = events?.reduce(0) { $0 + $1.size } ?? 0
    state.withLock { state in
      state.read[number] = Batch(events: result, size: size)
      state.size += size
    }
    return events != nil
  }

  /// The next batch, which is read here if need be; nil behind the last.
  func next() throws -> [StoredEvent]? {
    while true {
      let (isEnd, events) = state.withLock { state in
        guard let batch = state.read.removeValue(forKey: state.asked) else {
          return (state.asked >= batches.count, Result<[StoredEvent], any Error>?.none)
        }
        state.size -= batch.size
        state.asked += 1
        return (false, batch.events)
      }
      if isEnd { return nil }
      if let events {
        room.post()
        return try events.get()
      }
      if let number = begin(), number < batches.count {
        _ = readBatch(number)
      } else {
        isRead.wait()
      }
    }
  }

  /// Has events freed by the thread that reads ahead.
  func discard(_ events: [StoredEvent]) {
    state.withLock { $0.discarded.append(events) }
    room.post()
  }

  /// Ends the reading ahead.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.post()
  }
}
