internal import Glibc

/// A pipe whose ends no child inherits unless it is given them.
struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws(BenchError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BenchError("cannot make a pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  /// Whether there is something to read, or nobody left to write, within some milliseconds.
  func isReadable(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }
}
