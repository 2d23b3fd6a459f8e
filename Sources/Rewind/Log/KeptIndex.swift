/// What became of an index that was to be kept on disk.
public enum KeptIndex: Hashable, Sendable {
  /// It is on disk now.
  case written
  /// It is on disk already, but for lines that are quicker read again.
  case upToDate
  /// Another process writes it, or has written it meanwhile.
  case leftToAnother
  /// It was stopped before any of it was written.
  case stopped
  /// It cannot be: there is no folder for it, or it cannot be written, for the reason told.
  case impossible(String?)
}
