/// What the explorer wants done; the runtime does it and answers with a ``Message``.
public enum Effect: Hashable, Sendable {
  /// Answer a question, beside the loop, with ``Message/answer(token:_:)``.
  ///
  /// An unfinished request of the same ``Request/lane`` is out of date: stop it.
  case ask(Request)
  /// Stop the unfinished request of a lane; its answer is not waited for.
  case cancel(Lane)
  /// Put a text where the person can paste it; answer with ``Message/notice(_:)``, or with
  /// ``Message/copyFailed(_:)`` where nothing takes it.
  case copy(String, what: String)
  /// Do some work on projections.
  case project(ProjectionOrder)
  /// Turn the reporting of the mouse on or off.
  case setMouse(Bool)
  /// Stop the process as Ctrl-Z does in a shell, and draw whole on return.
  case suspend
  /// Forget what is on the terminal and draw whole.
  case redraw
  /// End the program.
  case quit
}
