internal import Glibc

/// The system's words for an error number.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}

/// An open file descriptor; closed with the last reference.
///
/// Every call repeats what a signal interrupted and finishes what the system did in part.
final class SystemFile: Sendable {
  let path: String
  let descriptor: Int32

  init(_ path: String, flags: Int32, mode: mode_t = 0o644) throws(LogFileError) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, mode)
    if descriptor < 0 { throw LogFileError(path: path, operation: "open", code: errno) }
  }

  /// Takes over a descriptor that is open.
  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  func status() throws(LogFileError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at") }
    return status
  }

  /// How many bytes the file has, without looking at its times: where those were looked at, Linux
  /// (since 6.13, "multigrain timestamps") makes the next write keep them anew, which costs as much as
  /// the write.
  func size() throws(LogFileError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw failure("look at") }
    return Int(end)
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  {
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

  func write(_ bytes: UnsafeRawBufferPointer) throws(LogFileError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure("write") }
      done += count
    }
  }

  func write(_ bytes: [UInt8]) throws(LogFileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(LogFileError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  func truncate(to size: Int) throws(LogFileError) {
    while ftruncate(descriptor, off_t(size)) != 0 {
      if errno != EINTR { throw failure("truncate") }
    }
  }

  func syncData() throws(LogFileError) {
    if fdatasync(descriptor) != 0 { throw failure("sync") }
  }

  func sync() throws(LogFileError) {
    if fsync(descriptor) != 0 { throw failure("sync") }
  }

  func failure(_ operation: String) -> LogFileError {
    LogFileError(path: path, operation: operation, code: errno)
  }
}

extension SystemFile {
  /// Whether this is the file that was found in a list.
  func isFile(_ file: LogFile) throws(LogFileError) -> Bool {
    try status().identity == file.identity
  }
}

extension LogFile {
  init(name: String, status: stat) {
    self.init(name: name, size: Int(status.st_size), identity: status.identity)
  }
}

/// Looks at a path, following links; nil where there is nothing.
func fileStatus(_ path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}

extension stat {
  var identity: FileIdentity {
    FileIdentity(device: UInt64(st_dev), inode: UInt64(st_ino))
  }

  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}

/// The names in a folder, sorted as bytes, without `.` and `..`.
func folderNames(_ path: String) throws(LogFileError) -> [String] {
  guard let folder = opendir(path) else {
    throw LogFileError(path: path, operation: "list", code: errno)
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// All bytes of a file.
func readWholeFile(_ path: String) throws(LogFileError) -> [UInt8] {
  let file = try SystemFile(path, flags: O_RDONLY)
  var bytes = [UInt8](repeating: 0, count: Int(try file.status().st_size))
  let count = try bytes.withUnsafeMutableBufferPointer { buffer throws(LogFileError) in
    try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
  }
  return Array(bytes[..<count])
}

/// Makes a file that must not be there yet, with its bytes on the disk when this returns.
func writeNewFile(_ path: String, _ bytes: [UInt8]) throws(LogFileError) {
  let file = try SystemFile(path, flags: O_WRONLY | O_CREAT | O_EXCL)
  try file.write(bytes)
  try file.sync()
}
