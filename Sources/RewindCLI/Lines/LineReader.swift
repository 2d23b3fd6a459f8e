import Platform

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
  private let file: SystemFile
  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isAtEnd = false
  private var number = 0

  /// Opens a file, or with `-` standard input.
  init(_ path: String) throws(Failure) {
    self.path = path
    do {
      file = try FileText.file(path)
    } catch {
      throw Failure(error, at: path)
    }
  }

  /// The next line; a last one without newline counts.
  ///
  /// Waits for ever where the time is negative.
  func next(idleMilliseconds: Int) throws(Failure) -> Next {
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) { return line(upTo: end, skipping: 1) }
      searched = buffer.count
      if isAtEnd {
        return start < buffer.count ? line(upTo: buffer.count, skipping: 0) : .end
      }
      if Interruption.isRequested { return .end }
      let files = [file] + Interruption.wakes
      guard let ready = SystemFile.readable(among: files, within: idleMilliseconds) else {
        return .idle
      }
      if ready.contains(0) { try fill() }
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
    do {
      let bytes = try file.readNext(atMost: 1 << 16)
      isAtEnd = bytes.isEmpty
      buffer += bytes
    } catch {
      throw Failure(error, at: path)
    }
  }
}
