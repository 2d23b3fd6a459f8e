internal import CNcurses
internal import Glibc
internal import TextUI

extension Terminal {
  /// Waits until something happens, and reports all that has.
  ///
  /// - Parameter timeoutMilliseconds: how long to wait at most; nil waits for ever.
  /// - Returns: What happened, in order; empty when the time is over.
  public func next(timeoutMilliseconds: Int?) -> [TerminalEvent] {
    let end = timeoutMilliseconds.map { Self.now() + $0 }
    while true {
      if mustReportSize {
        mustReportSize = false
        return [.resized(size)]
      }
      var ready = [input, signals, wake.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&ready, nfds_t(ready.count), wait(until: end))
      var events: [TerminalEvent] = []
      if ready[1].revents != 0 { events += answerSignals() }
      if ready[0].revents != 0 {
        events += readInput()
      } else {
        events += decoder.expire(at: Self.now()).map(TerminalEvent.input)
      }
      if ready[2].revents != 0 {
        wake.clear()
        events.append(.woken)
      }
      if !events.isEmpty { return events }
      if let end, Self.now() >= end, !mustReportSize { return [] }
    }
  }

  /// The milliseconds to wait, for `poll`.
  private func wait(until end: Int?) -> Int32 {
    let times = [end, decoder.deadline].compactMap { $0 }
    guard let first = times.min() else { return -1 }
    return Int32(clamping: max(0, first - Self.now()))
  }

  private func readInput() -> [TerminalEvent] {
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    let count = read(input, &buffer, buffer.count)
    if count > 0 {
      return decoder.decode(buffer[..<count], at: Self.now()).map(TerminalEvent.input)
    }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : [.hangup]
  }

  /// Notes which signals have come.
  func collectSignals() {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(signals, &numbers, numbers.count)
    caughtSignals.formUnion(numbers.prefix(max(0, count)).map { Int32($0) })
  }

  private func answerSignals() -> [TerminalEvent] {
    collectSignals()
    var events: [TerminalEvent] = []
    while let signal = caughtSignals.popFirst() {
      switch signal {
      case SIGWINCH:
        if adoptSize() { mustReportSize = true }
      case SIGTSTP:
        suspend()
      case SIGCONT:
        // Someone else stopped us: the shell may have changed the terminal's modes.
        released {}
        mustReportSize = true
      case SIGHUP:
        events.append(.hangup)
      default:
        events.append(.signal(signal))
      }
    }
    return events
  }

  /// Milliseconds of a clock that only goes forward.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
