internal import Glibc

/// Lines of a file or pipe, as they come.
final class LineReader {
  enum Next {
    /// A line without its newline, and its number from 1.
    case line([UInt8], number: Int)
    /// Nothing came for as long as one was ready to wait.
    case idle
    case end
  }

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isAtEnd = false
  private var number = 0

  /// Opens a file, or with `-` standard input.
  init(_ path: String) throws(Failure) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("\(path): cannot open: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
  }

  /// The next line; a last one without newline counts.
  ///
  /// Waits for ever where the time is negative.
  func next(idleMilliseconds: Int32) throws(Failure) -> Next {
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) { return line(upTo: end, skipping: 1) }
      searched = buffer.count
      if isAtEnd {
        return start < buffer.count ? line(upTo: buffer.count, skipping: 0) : .end
      }
      if Interruption.isRequested { return .end }
      var states = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&states, 2, idleMilliseconds)
      if ready == 0 { return .idle }
      if ready > 0, states[0].revents != 0 { try fill() }
    }
  }

  private func line(upTo end: Int, skipping newline: Int) -> Next {
    number += 1
    let bytes = Array(buffer[start..<end])
    start = end + newline
    searched = start
    return .line(bytes, number: number)
  }

  private func fill() throws(Failure) {
    buffer.removeSubrange(..<start)
    start = 0
    searched = buffer.count
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 || errno == EINTR || errno == EAGAIN else {
      throw Failure("\(path): cannot read: \(String(cString: strerror(errno)))")
    }
    if count == 0 { isAtEnd = true }
    if count > 0 { buffer += bytes[..<count] }
  }
}
