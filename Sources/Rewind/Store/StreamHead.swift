/// Where a stream ends in a log.
struct StreamHead {
  /// The stream's number; nil where it has no events.
  var id: StreamID?
  /// How many events it has.
  var eventCount = 0
  /// The last version, as the log numbers it; 0 where it has no events.
  var version = 0
}
