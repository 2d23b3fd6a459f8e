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

  func closeReading() {
    close(reading)
  }

  func closeWriting() {
    close(writing)
  }

  /// All that is written until nobody is left to write.
  func readAll() -> String {
    var text: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(reading, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += bytes[..<count]
    }
  }

  /// Whether there is something to read, or nobody left to write, within some milliseconds.
  func isReadable(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }
}
