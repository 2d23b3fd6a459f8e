internal import Glibc

/// An instant, to the microsecond.
public struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var microseconds: Int64

  /// Makes the instant so many microseconds after 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The instant by the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

extension Timestamp: Comparable {
  /// Whether `a` is earlier than `b`.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.microseconds < b.microseconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// The instant in UTC, always with six digits of fraction: `2026-01-02T03:04:05.678901Z`.
  public var rfc3339: String {
    let time = calendar(in: .utc)
    return "\(time.date)T\(time.clock).\(padded(time.microsecond, 6))Z"
  }

  /// The same as ``rfc3339``.
  public var description: String { rfc3339 }
}

/// A number with zeros in front, so that it has at least `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}
