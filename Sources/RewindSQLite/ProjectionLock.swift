internal import Glibc
internal import Rewind

/// The possession of a projection by one owner: a lock on a file, given up when this goes or the
/// process ends, however it ends.
///
/// The lock is of the open file (`flock(2)`), so that two owners in one process exclude each other too.
final class ProjectionLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: ``ReadModelError/owned(projection:process:)`` where somebody else has it.
  init(_ projection: String, in folder: String) throws(ReadModelError) {
    try Folder.make(folder)
    let path = Self.path(of: projection, in: folder)
    var waited = 0
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure(path) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        // Deleted between the two calls: the lock is on a file that nobody else will find.
        if Self.isFile(descriptor, at: path) {
          self.descriptor = descriptor
          break
        }
        Self.giveBack(descriptor)
        continue
      }
      let isHeld = errno == EWOULDBLOCK
      let failure = Self.failure(path)
      let holder = Self.process(in: descriptor)
      close(descriptor)
      guard isHeld || errno == EINTR else { throw failure }
      // Who only looks whether the lock is free holds it for an instant.
      guard waited < 20 else { throw .owned(projection: projection, process: holder) }
      usleep(1_000)
      waited += 1
    }
    let process = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, process, process.count, 0)
  }

  deinit {
    Self.giveBack(descriptor)
  }

  /// Gives a lock back at once: a process that is just being started still has the descriptor for a
  /// moment, and closing ours alone would leave it the lock.
  private static func giveBack(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// The process that has the lock; nil where nobody has, 0 where it cannot be told.
  static func holder(of projection: String, in folder: String) -> Int? {
    let descriptor = open(path(of: projection, in: folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { giveBack(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    return errno == EWOULDBLOCK ? process(in: descriptor) : nil
  }

  private static func process(in descriptor: Int32) -> Int {
    var text = [UInt8](repeating: 0, count: 32)
    let count = max(0, pread(descriptor, &text, text.count, 0))
    return Int(String(decoding: text[..<count].prefix { $0 != 0x0A }, as: UTF8.self)) ?? 0
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && FileIdentity(status) == FileIdentity(of: path)
  }

  private static func failure(_ path: String) -> ReadModelError {
    let cause = String(cString: strerror(errno))
    return .database(
      path: path,
      message: "cannot be locked (\(cause)); look at the rights of the file and its folder")
  }
}

// MARK: - Names

extension ProjectionLock {
  /// The file of a projection's lock.
  static func path(of projection: String, in folder: String) -> String {
    folder + "/" + fileName(projection) + ".lock"
  }

  /// A name that every file system takes, another one for every projection: what is no letter, digit,
  /// `_` or `-` is two hexadecimal digits behind a `%`, and of a long one a digest stands for the end.
  private static func fileName(_ projection: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var name: [UInt8] = []
    for byte in projection.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: name.append(byte)
      default: name += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    if name.count > 200 {
      // FNV-1a, 64 bits.
      let digest = projection.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
      name = name[..<180] + Array(("~" + String(digest, radix: 16)).utf8)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
