/// The events of a source that a selection is about: first those that are there, then each as it comes.
///
///     for try await event in log.subscribe(to: .category("account"), from: .after(checkpoint)) {
///       ...
///     }
///
/// In order of position, with no gap and no duplicate, whichever process appends them. Events are read
/// as they are asked for, a page at a time: a slow reader loses nothing and holds no more memory. It does
/// not end by itself: cancelling the task ends it at once.
///
/// Like every reader it sees an append as soon as it is whole in the file, which may be a moment before
/// it is on the disk: an event that a loss of power took away may have been given before.
///
/// Iterating throws ``SubscriptionError``, and ``LogFileError`` where a file cannot be read.
public struct Subscription: AsyncSequence, Sendable {
  /// An event, as the log's upcasters leave it.
  public typealias Element = EventRecord

  private let source: any EventSource
  private let selection: EventSelection
  private let start: SubscriptionStart

  init(_ source: any EventSource, _ selection: EventSelection, from start: SubscriptionStart) {
    self.source = source
    self.selection = selection
    self.start = start
  }

  /// Begins at the start anew; nothing is read yet.
  public func makeAsyncIterator() -> Iterator { Iterator(cursor: cursor()) }

  func cursor() -> SubscriptionCursor { SubscriptionCursor(source, selection, from: start) }

  /// Goes through the events of a ``Subscription``.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var cursor: SubscriptionCursor

    /// The next event, once there is one; nil when the task was cancelled.
    ///
    /// - Throws: ``SubscriptionError``, ``LogFileError``; the next call goes on behind the line.
    public mutating func next() async throws -> EventRecord? {
      while !Task.isCancelled {
        if let event = try await cursor.next() { return event }
        await cursor.waitForMore()
      }
      return nil
    }
  }
}

extension EventSource {
  /// Subscribes to events; nothing is read before the first one is asked for.
  ///
  /// A damaged line is thrown whatever the selection, since its stream is not known.
  ///
  /// - Parameters:
  ///   - selection: which events.
  ///   - start: where to begin.
  public func subscribe(
    to selection: EventSelection = .all, from start: SubscriptionStart = .beginning
  ) -> Subscription {
    Subscription(self, selection, from: start)
  }
}
