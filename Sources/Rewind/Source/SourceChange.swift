/// What a refresh found.
public enum SourceChange: Hashable, Sendable {
  /// Nothing new.
  case none
  /// Events were appended.
  case grown
  /// What is there is not what was there before: all of it was read again.
  case replaced
}
