internal import Platform

/// The result of trying to take a writer's lock.
public enum LockAttempt: Sendable {
  /// It is taken; the stamp is what ``LogStorage/lock()`` answers.
  case taken(ListStamp?)
  /// Another writer holds it: of which folder, and which process where that is known.
  case held(folder: String, holder: @Sendable () -> Int?)
}
