/// The order of a list of streams.
public enum StreamSort: Hashable, Sendable, CaseIterable {
  /// By name.
  case name
  /// The most events first.
  case events
  /// The last activity first.
  case recent
}
