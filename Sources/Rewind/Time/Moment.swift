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
/// | `+5`, `-5`, `75%` | from the version one is at; of the stream's versions |
/// | `14:34`, `yesterday 14:34`, `today 14:34` | a time on the day one is at; yesterday, today |
/// | `-1h`, `+15s`, `-2d`, `-1h30m` | from the time one is at |
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

/// Where one is, for moments that are told from there.
public struct MomentContext: Hashable, Sendable {
  /// The version one is at, as it is shown; 0 before the first event.
  public var version: Int
  /// The stream's last version, as it is shown.
  public var lastVersion: Int
  /// The time of the event one is at; nil where there is none.
  public var time: Timestamp?
  /// The present.
  public var now: Timestamp

  /// Says where one is.
  public init(version: Int, lastVersion: Int, time: Timestamp?, now: Timestamp) {
    self.version = version
    self.lastVersion = lastVersion
    self.time = time
    self.now = now
  }
}
