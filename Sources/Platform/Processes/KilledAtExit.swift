internal import Glibc
internal import Synchronization

/// The sessions of children that are not to outlive this process.
///
/// They are killed where it ends by ``ThisProcess/exit(_:)`` or within a handler of a signal; where it is
/// killed itself, nobody is left to do so.
package enum KilledAtExit {
  private static let limit = 64
  // Never freed; each slot holds a session's number, or 0.
  private nonisolated(unsafe) static let slots = {
    let slots = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: limit)
    for number in 0..<limit { (slots + number).initialize(to: Atomic(0)) }
    return slots
  }()

  /// Has a child's session killed; the 65th and later ones are left to themselves.
  package static func add(_ child: ChildProcess) { replace(0, by: child.id) }

  /// Leaves a child that has ended alone, since its number may be another's soon.
  package static func remove(_ child: ChildProcess) { replace(child.id, by: 0) }

  private static func replace(_ old: Int, by new: Int) {
    for number in 0..<limit {
      let exchange = slots[number].compareExchange(
        expected: old, desired: new, ordering: .relaxed)
      if exchange.exchanged { return }
    }
  }

  /// Kills them; it may be called from a signal's handler.
  static func killAll() {
    for number in 0..<limit {
      let session = slots[number].load(ordering: .relaxed)
      if session > 0 { kill(pid_t(-session), SIGKILL) }
    }
  }
}
