/// A place in history: a version, a position or a time.
///
/// There is one grammar everywhere:
///
/// | written | is |
/// | --- | --- |
/// | `42` | a version of the stream |
/// | `@12345` | a position in the log |
/// | `$` | the last version |
/// | `2026-05-01T14:34`, `2026-05-01 14:34:05.5+02:00`, `2026-05-01` | a time, a day's start |
/// | `+5`, `-5`, `75%` | so many versions from the current one; a share of the stream's versions |
/// | `Mar 1`, `03-01`, `Mar 1 14:34` | a day, or a time on it, in the year in which events are |
/// | `14:34`, `yesterday 14:34`, `today 14:34` | a time on the current event's day; on yesterday, on today |
/// | `-1h`, `+15s`, `-2d`, `-1h30m` | so long from the time of the current event |
public enum Moment: Hashable, Sendable {
  /// A version, as it is shown.
  case version(Int)
  /// A position in the log, as it is shown.
  case position(Int)
  /// A time.
  case time(Timestamp)
  /// The last version.
  case end
}

extension Moment: CustomStringConvertible {
  /// The moment as it can be typed.
  public var description: String {
    switch self {
    case .version(let version): "\(version)"
    case .position(let position): "@\(position)"
    case .time(let time): time.rfc3339
    case .end: "$"
    }
  }
}
