internal import Glibc

/// Pipes whose two ends are both at work, so that neither may be waited for alone.
extension SystemFile {
  /// Has the calls below answer at once, whatever the other end does.
  package func makeNonBlocking() throws(SystemError) {
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw failure("set up")
    }
  }

  /// Writes what the other end takes now, and answers how many bytes it was; 0 where it is full.
  ///
  /// Where nobody reads, it throws ``ErrorCode/closedPipe`` and sends no signal, whatever the process does
  /// with that one.
  package func writeNow(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    var count = 0
    var code: Int32 = 0
    SystemSignal.withoutBrokenPipe {
      repeat {
        count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        code = count < 0 ? errno : 0
      } while code == EINTR
    }
    if code == EAGAIN { return 0 }
    guard code == 0 else { throw SystemError(path: path, operation: "write", code: code) }
    return count
  }

  /// Reads at most so many bytes that are there now: nil where there are none, an empty list at the end.
  package func readNow(atMost limit: Int) throws(SystemError) -> [UInt8]? {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      repeat {
        let read = Glibc.read(descriptor, buffer.baseAddress, limit)
        count = max(0, read)
        code = read < 0 ? errno : 0
      } while code == EINTR
    }
    if code == EAGAIN { return nil }
    guard code == 0 else { throw SystemError(path: path, operation: "read", code: code) }
    return bytes
  }

  /// Waits until one of some files has something to read or no writer left, or another takes more.
  ///
  /// - Parameter milliseconds: how long at most; for ever where below 0.
  package static func wait(
    toRead reading: [SystemFile], orWrite writing: SystemFile?, within milliseconds: Int
  ) {
    var states = reading.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    if let writing {
      states.append(pollfd(fd: writing.descriptor, events: Int16(POLLOUT), revents: 0))
    }
    poll(&states, nfds_t(states.count), Int32(clamping: milliseconds))
  }

  /// Whether nobody has the other end of a pipe open for writing any more.
  package var hasNoWriter: Bool {
    var state = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLHUP) != 0
  }
}
