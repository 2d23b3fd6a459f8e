/// What is decided about an append.
enum AppendDecision: Sendable {
  /// Its events are in the log, now or from before.
  case appended(AppendResult)
  /// Nothing of it was written.
  case refused(StoreError)
  /// It cannot be decided before those of its group are in the log, or does not fit beside them.
  case deferred
}
