internal import Glibc

/// A file that gets lines of an event's length, each followed by an fdatasync.
struct RawLog: ~Copyable {
  private let file: Int32

  init(path: String) throws(BenchError) {
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw BenchError("cannot create \(path)", errno: errno) }
  }

  deinit { close(file) }

  /// Writes lines and answers the seconds it took.
  func write(lines: Int) throws(BenchError) -> Double {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 299) + [UInt8(ascii: "\n")]
    return try seconds { () throws(BenchError) in
      for _ in 0..<lines {
        guard Glibc.write(file, line, line.count) == line.count, fdatasync(file) == 0 else {
          throw BenchError("cannot write a line", errno: errno)
        }
      }
    }
  }
}
