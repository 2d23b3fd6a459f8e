internal import Platform

/// In which zone times are shown and read.
public enum TimeZoneChoice: Hashable, Sendable {
  /// The system's, or what `TZ` says.
  case local
  /// Coordinated universal time: `--utc`.
  case utc
}
