internal import Synchronization

/// Tells the thread that works on something that nobody waits for it any more.
///
///     let cancellation = Cancellation()
///     Cancellation.$current.withValue(cancellation) { fold() }  // on one thread
///     cancellation.cancel()                                     // on another
package final class Cancellation: Sendable {
  /// That of what this thread works on; nil where somebody waits to the end.
  @TaskLocal package static var current: Cancellation?
  /// How long a child that is asked something may go on once nobody waits for it, in milliseconds: as long
  /// as most answers take, so that a child is not given up for nothing.
  package static let grace = 50

  private let flag = Atomic(false)

  package init() {}

  /// Whether nobody waits for what this thread works on.
  package static var isCurrentCancelled: Bool { current?.isCancelled == true }

  /// Whether nobody waits any more.
  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Says that nobody waits any more, from any thread.
  package func cancel() { flag.store(true, ordering: .relaxed) }
}
