internal import Glibc

/// The numbers of signals, and what they do to this process.
package enum SystemSignal {
  /// Ctrl-C.
  package static var interrupt: Int32 { SIGINT }
  /// What `kill` sends.
  package static var terminate: Int32 { SIGTERM }
  /// Ctrl-\.
  package static var quit: Int32 { SIGQUIT }
  /// The terminal was closed.
  package static var hangup: Int32 { SIGHUP }
  /// Something was written to a pipe that no process reads.
  package static var brokenPipe: Int32 { SIGPIPE }
  /// A file would have grown beyond the largest size that is allowed.
  package static var fileTooLarge: Int32 { SIGXFSZ }

  /// Has a function called when a signal comes, whatever the process is at; it may do no more than a
  /// signal's handler can (`signal-safety(7)`).
  package static func handle(
    _ number: Int32, by handler: @escaping @convention(c) (Int32) -> Void
  ) {
    // Made now, since a handler cannot make them.
    _ = KilledAtExit.sessions
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(number, &action, nil)
  }

  /// Lets a signal do nothing; the call that brought it about fails instead.
  ///
  /// - Returns: what it did before.
  @discardableResult
  package static func ignore(_ number: Int32) -> Disposition {
    var ignored = sigaction()
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    var before = sigaction()
    sigaction(number, &ignored, &before)
    return Disposition(number: number, action: before)
  }

  /// Calls a body that writes to pipes: where nobody reads, writing throws ``ErrorCode/closedPipe`` and this
  /// thread gets no signal, whatever the process does with that one.
  package static func withoutBrokenPipe<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
    defer {
      // A signal that is blocked waits for this thread, and is taken before it is let through.
      var none = timespec()
      sigtimedwait(&brokenPipe, nil, &none)
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return try body()
  }

  /// What a signal did to the process before.
  package struct Disposition {
    fileprivate let number: Int32
    fileprivate let action: sigaction

    /// Makes the signal do that again.
    package func restore() {
      var action = action
      sigaction(number, &action, nil)
    }
  }

  /// Writes a text from within a handler.
  package static func write(_ text: StaticString, to descriptor: Int32) {
    _ = Glibc.write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Ends the process from within a handler.
  package static func exit(_ status: Int32) -> Never {
    KilledAtExit.sessions.killAll()
    _exit(status)
  }
}
