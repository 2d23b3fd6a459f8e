/// The events of several subscriptions, such as of several logs, as one sequence ordered by time.
///
///     for try await (log, event) in MergedSubscription([bank.subscribe(), shop.subscribe()]) {
///       ...
///     }
///
/// Of each subscription in its own order; between them the earliest first, of equal times the one of
/// the earlier subscription. An event without a time goes as soon as it is its subscription's next.
/// What is there already is merged whole; live events go as they come, since none of the others can be
/// waited for. Otherwise as ``Subscription``.
public struct MergedSubscription: AsyncSequence, Sendable {
  /// An event, and the number of its subscription, from 0.
  public typealias Element = (subscription: Int, event: EventRecord)

  private let subscriptions: [Subscription]

  /// Merges subscriptions; nothing is read yet.
  public init(_ subscriptions: [Subscription]) {
    self.subscriptions = subscriptions
  }

  /// Begins all subscriptions at their starts anew.
  public func makeAsyncIterator() -> Iterator {
    Iterator(sources: subscriptions.map { Source(cursor: $0.cursor()) })
  }

  fileprivate struct Source: Sendable {
    var cursor: SubscriptionCursor
    /// The next event, where it was looked for and there is one.
    var head: EventRecord?
  }

  /// Goes through the events of a ``MergedSubscription``.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var sources: [Source]

    /// The next event, once there is one; nil when the task was cancelled.
    ///
    /// - Throws: ``SubscriptionError``, ``LogFileError``; the next call goes on behind the line.
    public mutating func next() async throws -> (subscription: Int, event: EventRecord)? {
      while !Task.isCancelled {
        if let earliest = try await earliest() {
          return sources[earliest].head.take().map { (earliest, $0) }
        }
        await waitForMore()
      }
      return nil
    }

    /// The number of the subscription with the earliest next event; nil where none has an event.
    private mutating func earliest() async throws -> Int? {
      var earliest: (source: Int, time: Int64)?
      for number in sources.indices {
        if sources[number].head == nil {
          sources[number].head = try await sources[number].cursor.next()
        }
        guard let event = sources[number].head else { continue }
        let time = event.timestamp?.microseconds ?? .min
        if earliest.map({ time < $0.time }) ?? true { earliest = (number, time) }
      }
      return earliest?.source
    }

    /// Waits until one of the logs has changed.
    private func waitForMore() async {
      await withTaskGroup { group in
        for source in sources {
          group.addTask { await source.cursor.waitForMore() }
        }
        await group.next()
        group.cancelAll()
      }
    }
  }
}
