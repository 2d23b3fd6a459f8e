internal import Glibc
internal import Synchronization

/// The sessions of children that are not to outlive this process.
///
/// They are killed where it ends by ``ThisProcess/exit(_:)`` or within a handler of a signal; where it is
/// killed itself, nobody is left to do so.
final class KilledAtExit: Sendable {
  /// Those of this process.
  static let sessions = KilledAtExit()

  private static let limit = 64
  /// For how many milliseconds the end waits for children that are being started.
  private static let patience = 2_000
  // Never freed; each slot holds a session's number, or 0.
  private nonisolated(unsafe) let slots: UnsafeMutablePointer<Atomic<Int>>
  private let starts = Atomic(0)
  private let isOver = Atomic(false)

  init() {
    slots = .allocate(capacity: Self.limit)
    for number in 0..<Self.limit { (slots + number).initialize(to: Atomic(0)) }
  }

  /// Starts a child that leads a session, which is killed from then on; the 65th and later ones are left to
  /// themselves.
  ///
  /// No signal comes between a child's start and its entry: those of this thread wait, and ``killAll()`` of
  /// another one waits for the entry.
  ///
  /// - Parameter start: starts it, and returns the error's number, or 0.
  /// - Returns: what `start` returned; `ECANCELED`, with nothing started, where ``killAll()`` was called.
  func add(_ child: inout pid_t, start: (inout pid_t) -> Int32) -> Int32 {
    var all = sigset_t()
    sigfillset(&all)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    starts.add(1, ordering: .sequentiallyConsistent)
    defer { starts.subtract(1, ordering: .sequentiallyConsistent) }
    guard !isOver.load(ordering: .sequentiallyConsistent) else { return ECANCELED }
    let code = start(&child)
    if code == 0 { replace(0, by: Int(child)) }
    return code
  }

  /// Leaves a child that has ended alone, before it was waited for: its number may be another's after that.
  func remove(_ id: Int) { replace(id, by: 0) }

  private func replace(_ old: Int, by new: Int) {
    for number in 0..<Self.limit {
      let exchange = slots[number].compareExchange(
        expected: old, desired: new, ordering: .sequentiallyConsistent)
      if exchange.exchanged { return }
    }
  }

  /// Kills them, and has no more started; it may be called from a signal's handler.
  func killAll() {
    isOver.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<Self.patience {
      guard starts.load(ordering: .sequentiallyConsistent) > 0 else { break }
      usleep(1_000)
    }
    for number in 0..<Self.limit {
      let session = slots[number].load(ordering: .sequentiallyConsistent)
      if session > 0 { kill(pid_t(-session), SIGKILL) }
    }
  }
}
