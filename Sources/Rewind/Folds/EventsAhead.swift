internal import Platform
internal import Synchronization

/// The events of a stream, batch after batch, each read while those before it are folded.
///
///     let ahead = EventsAhead(of: stream, in: snapshot, batches: [1..<257, 257..<1_281])
///     defer { ahead.stop() }
///     let first = try ahead.events(1..<257)
///
/// A thread of its own reads them, up to 32 MiB ahead. Whoever asks for what is not read yet reads as well, until
/// it is there; so also where the system has no thread left. One thread at a time asks.
final class EventsAhead {
  private let snapshot: LogSnapshot
  private let stream: StreamID
  private let reading: BatchReading
  private let thread: BlockingThread?
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
    reading = BatchReading(batches) {
      try snapshot.eventsOnThisThread(of: stream, versions: $0)
    }
    thread = start { [reading] in reading.readAhead() }
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
    while first + held.count < versions.upperBound, let batch = try reading.next() {
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

  /// Ends the reading; no thread reads any more when it returns.
  func stop() {
    reading.stop()
    thread?.join()
  }
}
