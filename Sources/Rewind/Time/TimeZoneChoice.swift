internal import Platform

/// The time zone that times are shown and read in.
public enum TimeZoneChoice: Hashable, Sendable {
  /// The system's, or what `TZ` says.
  case local
  /// Coordinated universal time: `--utc`.
  case utc
}
