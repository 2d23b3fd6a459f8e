import Platform

/// Threads of the explorer's helpers; each ends by itself once its helper is stopped.
enum Thread {
  /// What to say where there is none.
  static let noneLeft = "the system has no thread left for this; end some programs"

  /// Runs a body on a thread of its own; false where the system has none left.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = BlockingThread(body) else { return false }
    thread.detach()
    return true
  }
}
