internal import Glibc
internal import Synchronization

/// One of the places for files that this process holds open for long; it is given back with the last reference.
///
/// There are half as many as the files that the system lets it open (`RLIMIT_NOFILE`), so that as many are left
/// for pipes, databases and what is opened for a moment.
package final class HeldPlace: Sendable {
  private static let count = allowed / 2
  private static let taken = Mutex(0)

  /// A place; nil where none is left.
  package static func take() -> HeldPlace? {
    let isLeft = taken.withLock { taken in
      guard taken < count else { return false }
      taken += 1
      return true
    }
    return isLeft ? HeldPlace() : nil
  }

  private init() {}

  deinit { Self.taken.withLock { $0 -= 1 } }

  /// How many files this process may have open.
  private static var allowed: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    return Int(clamping: limit.rlim_cur)
  }
}
