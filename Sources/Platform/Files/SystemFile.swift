internal import Glibc

/// An open file descriptor; closed with the last reference.
///
/// Every call repeats what a signal interrupted and finishes what the system did in part.
package final class SystemFile: Sendable {
  package let path: String
  package let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file or folder; no child process inherits it.
  ///
  /// - Parameter permissions: the mode of a file that is made (`chmod(2)`).
  package init(
    _ path: String, _ opening: Opening, permissions: UInt32 = 0o644
  ) throws(SystemError) {
    self.path = path
    isOwned = true
    descriptor = open(path, opening.flags | O_CLOEXEC, permissions)
    if descriptor < 0 { throw SystemError(path, "open") }
  }

  /// Takes over a descriptor that is open.
  package init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
    isOwned = true
  }

  /// Uses a descriptor that is open, and leaves it to the caller to close it.
  ///
  /// - Parameter name: what errors call it.
  package init(borrowing descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    isOwned = false
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// What a file is opened for.
  package enum Opening: Sendable {
    /// To read it.
    case reading
    /// To read a file that has bytes of its own; a pipe is not waited for.
    case readingFile
    /// To read a folder, which can be locked and synced.
    case folder
    /// To read and write it.
    case updating
    /// To read and write it; it is made where it is missing.
    case updatingOrMaking
    /// To write at its end.
    case appending
    /// To write at its end; it is made where it is missing.
    case appendingOrMaking
    /// To write it anew; what is in it is gone, and it is made where it is missing.
    case replacing
    /// To write it, where nothing of that name is there yet.
    case making

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .readingFile: O_RDONLY | O_NONBLOCK
      case .folder: O_RDONLY | O_DIRECTORY
      case .updating: O_RDWR
      case .updatingOrMaking: O_RDWR | O_CREAT
      case .appending: O_WRONLY | O_APPEND
      case .appendingOrMaking: O_WRONLY | O_APPEND | O_CREAT
      case .replacing: O_WRONLY | O_CREAT | O_TRUNC
      case .making: O_WRONLY | O_CREAT | O_EXCL
      }
    }
  }

  /// What the system says of the last call on this file.
  func failure(_ operation: String) -> SystemError { SystemError(path, operation) }
}

// MARK: - Size and status

extension SystemFile {
  /// What the system tells of the file.
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at") }
    return FileStatus(status)
  }

  /// How many bytes the file has, without looking at its times: where those were looked at, Linux
  /// (since 6.13, "multigrain timestamps") makes the next write keep them anew, which costs as much as
  /// the write.
  package func size() throws(SystemError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw failure("look at") }
    return Int(end)
  }

  /// Cuts the file, or fills it up with NULs, to a size.
  package func truncate(to size: Int) throws(SystemError) {
    while ftruncate(descriptor, off_t(size)) != 0 {
      if errno != EINTR { throw failure("truncate") }
    }
  }
}

// MARK: - Reading

extension SystemFile {
  /// Reads from a place until the buffer is full or the file ends, and answers how much it was.
  package func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure("read") }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Waits for what comes next, as of a pipe, and answers at most so many bytes of it; none at the end.
  package func readNext(atMost limit: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      repeat {
        let read = Glibc.read(descriptor, buffer.baseAddress, limit)
        count = max(0, read)
        failure = read < 0 ? self.failure("read") : nil
        if failure?.code == EAGAIN { _ = isReadable(within: -1) }
      } while failure?.code == EINTR || failure?.code == EAGAIN
    }
    if let failure { throw failure }
    return bytes
  }

  /// Reads what comes until the end.
  package func readToEnd() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let next = try readNext(atMost: 1 << 16)
      if next.isEmpty { return bytes }
      bytes += next
    }
  }
}

// MARK: - Writing

extension SystemFile {
  /// Writes all bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        waitUntilWritable()
        continue
      }
      if count < 0 { throw failure("write") }
      done += count
    }
  }

  /// Writes all bytes.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try bytes.withUnsafeBufferPointer { buffer throws(SystemError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Returns when what was written is on the disk, with no more of the file's status than is needed to
  /// read it; see `fdatasync(2)`.
  package func syncData() throws(SystemError) {
    if fdatasync(descriptor) != 0 { throw failure("sync") }
  }

  /// Returns when the file, or the list of a folder's files, is on the disk.
  package func sync() throws(SystemError) {
    if fsync(descriptor) != 0 { throw failure("sync") }
  }
}

// MARK: - Whole files

extension SystemFile {
  /// All bytes of a file.
  package static func contents(of path: String) throws(SystemError) -> [UInt8] {
    let file = try SystemFile(path, .reading)
    var bytes = [UInt8](repeating: 0, count: try file.status().size)
    let count = try bytes.withUnsafeMutableBufferPointer { buffer throws(SystemError) in
      try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
    return Array(bytes[..<count])
  }

  /// Makes a file that must not be there yet, with its bytes on the disk when this returns.
  package static func make(_ path: String, holding bytes: [UInt8]) throws(SystemError) {
    let file = try SystemFile(path, .making)
    try file.write(bytes)
    try file.sync()
  }

  /// Puts bytes in place of a file's, which is made where it is missing; they are on the disk when this
  /// returns.
  package static func replace(_ path: String, holding bytes: [UInt8]) throws(SystemError) {
    let file = try SystemFile(path, .replacing)
    try file.write(bytes)
    try file.sync()
  }

  /// A file without a name, for reading and writing; it is gone with its last reference.
  package static func withoutName() throws(SystemError) -> SystemFile {
    var template = Array("\(FileSystem.temporaryFolder)/rewind-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    guard descriptor >= 0 else { throw SystemError(path, "make") }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return SystemFile(path: path, descriptor: descriptor)
  }
}
