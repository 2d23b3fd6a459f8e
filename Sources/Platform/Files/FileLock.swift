internal import Glibc

extension SystemFile {
  /// Takes the lock of the open file (`flock(2)`), which excludes all others that opened it, of this
  /// process too.
  ///
  /// - Parameter isShared: whether others may share it.
  /// - Returns: false where it is taken.
  package func tryLock(isShared: Bool = false) throws(SystemError) -> Bool {
    while flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw failure("lock") }
    }
    return true
  }

  /// Gives the lock back.
  package func unlock() {
    flock(descriptor, LOCK_UN)
  }

  /// The process that has the lock, as the system's table of locks tells it; nil where it cannot be told.
  package func lockHolder() -> Int? {
    guard let id = try? status().id, let table = try? SystemFile("/proc/locks", .reading) else {
      return nil
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = buffer.withUnsafeMutableBytes { (try? table.read(at: 0, into: $0)) ?? 0 }
    for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.contains("FLOCK"), fields.contains(where: { $0.hasSuffix(":\(id.inode)") }),
        fields.count > 4
      {
        return Int(fields[4])
      }
    }
    return nil
  }
}
