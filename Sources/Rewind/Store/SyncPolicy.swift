/// When an append answers: what the disk must have done before.
public enum SyncPolicy: Hashable, Sendable {
  /// The events are on the disk.
  case every
  /// They are handed to the system, and on the disk within so many milliseconds.
  case interval(milliseconds: Int)
  /// They are handed to the system, which writes them when it likes.
  case never
}
