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
  /// Let the person edit how a category's events are folded; where nothing of theirs does, a script is
  /// written to begin with. Answer with ``Message/foldsChanged`` and where it was written, or say why it
  /// cannot be edited.
  ///
  /// A script is written into the folder of code that the log has; where it has none, into `folder`, which the
  /// log has from then on, and where that is nil, answer with ``Message/codeFolderMissing(category:)``.
  case editFold(category: String, folder: String? = nil)
  /// Remember that the person agrees to a program's being run, as it is now; answer with
  /// ``Message/foldsChanged``.
  case agree(program: String)
  /// Turn the reporting of the mouse on or off.
  case setMouse(Bool)
  /// Stop the process as Ctrl-Z does in a shell, and draw whole on return.
  case suspend
  /// Forget what is on the terminal and draw whole.
  case redraw
  /// End the program.
  case quit
}
