internal import Glibc

/// The system's clocks.
package enum SystemClock {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package static func microseconds() -> Int64 {
    let time = time(of: CLOCK_REALTIME)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Milliseconds since some moment, by a clock that is never set.
  package static func monotonicMilliseconds() -> Int64 {
    let time = time(of: CLOCK_MONOTONIC)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Keeps the thread waiting for so many microseconds.
  package static func pause(microseconds: Int) {
    usleep(UInt32(microseconds))
  }

  private static func time(of clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
