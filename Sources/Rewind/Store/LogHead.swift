/// Where a log ends.
struct LogHead {
  /// The last position, as the log numbers it; 0 in an empty log.
  var position: Int
  /// The time of the last event that has one.
  var timestamp: Timestamp?
}
