import Platform

/// The explorer's helpers, each on a thread that lives as long as the program.
enum Thread {
  /// Runs a body on a thread of its own.
  static func start(_ body: @escaping @Sendable () -> Void) {
    guard let thread = BlockingThread(body) else {
      preconditionFailure("the system has no thread left for the explorer; end some programs")
    }
    thread.detach()
  }
}
