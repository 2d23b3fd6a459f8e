internal import Glibc

/// A file that gets lines of an event's length: the least that an append can cost.
final class RawLog: Sendable {
  private static let line = [UInt8](repeating: UInt8(ascii: "x"), count: 299) + [UInt8(ascii: "\n")]

  private let file: Int32
  private let isSynced: Bool

  /// Makes a file in a folder.
  ///
  /// - Parameter isSynced: whether an fdatasync follows each write.
  init(in folder: String, isSynced: Bool) throws(BenchError) {
    let path = "\(folder)/raw"
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw BenchError("cannot create \(path)", errno: errno) }
    self.isSynced = isSynced
  }

  deinit { close(file) }

  /// Writes so many times, so many lines at once, and answers the seconds it took.
  func seconds(writes: Int, of count: Int = 1) throws(BenchError) -> Double {
    let lines = [UInt8](repeatElement(Self.line, count: count).joined())
    return try RewindBenchmarks.seconds { () throws(BenchError) in
      for _ in 0..<writes {
        let isWritten = write(file, lines, lines.count) == lines.count
        guard isWritten, !isSynced || fdatasync(file) == 0 else {
          throw BenchError("cannot write a line", errno: errno)
        }
      }
    }
  }
}
