/// Why a log has no such moment.
///
/// Numbers are as they were asked for: as the log shows them, or counted from 1.
@nonexhaustive
public enum NoSuchMomentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The log's events have no times.
  case noTimes
  /// The stream has no such version; its last is given, 0 where it has no events.
  case noVersion(Int, last: Int)
  /// The log has no such position; its last is given, 0 in an empty log.
  case noPosition(Int, last: Int)
  /// A version is one of a stream, and was asked of the whole log.
  case versionOfLog(Int)

  /// One line: what the log does not have.
  public var description: String {
    switch self {
    case .noTimes: "this log has no times"
    case .noVersion(let version, let last): "no version \(version); the last is \(last)"
    case .noPosition(let position, let last): "no position \(position); the last is \(last)"
    case .versionOfLog(let version): "\(version) is a version, and a log has positions"
    }
  }
}
