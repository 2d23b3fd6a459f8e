internal import Glibc
internal import Synchronization

/// A store's log in a folder: append-only segments, named by their first position.
public final class FileLogStorage: LogStorage {
  private let folder: String
  private let lockFile: SystemFile
  private let state = Mutex(State())

  private struct State {
    var reading: [String: SystemFile] = [:]
    /// The segment that is written to.
    var writing: SystemFile?
  }

  /// Opens the log of a store's folder.
  public init(store path: String) throws(LogFileError) {
    folder = path + "/log"
    lockFile = try SystemFile(folder, flags: O_RDONLY | O_DIRECTORY)
  }

  /// Makes the log's folder in a store's folder.
  static func create(store path: String) throws(LogFileError) {
    let folder = path + "/log"
    guard mkdir(folder, 0o755) == 0 else {
      throw LogFileError(path: folder, operation: "make", code: errno)
    }
  }

  /// The log of a store's folder, for reading.
  static func reading(_ path: String) throws(LogOpenError) -> FileLogStorage {
    do throws(StoreError) {
      _ = try StoreSettings.read(from: path)
    } catch {
      throw .store(error)
    }
    return try LogOpenError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) }
  }
}

// MARK: - Reading

extension FileLogStorage {
  /// The log folder.
  public var folders: [String] { [folder] }

  /// The segments, in the order of their positions.
  public func list() throws(LogFileError) -> [LogFile] {
    let names = try folderNames(folder).filter(SegmentName.isOne)
    var files: [LogFile] = []
    for name in names {
      guard let status = fileStatus(folder + "/" + name) else {
        throw LogFileError(path: folder + "/" + name, operation: "look at", code: errno)
      }
      files.append(LogFile(name: name, status: status))
    }
    try forgetReplaced(files)
    return files
  }

  /// Reads a range of a segment.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    let file = try state.withLock { state throws(LogFileError) in
      if let file = state.reading[name] { return file }
      let file = try SystemFile(folder + "/" + name, flags: O_RDONLY)
      state.reading[name] = file
      return file
    }
    return try file.read(at: offset, into: buffer)
  }

  /// Lets go of descriptors whose names stand for other files now.
  private func forgetReplaced(_ files: [LogFile]) throws(LogFileError) {
    try state.withLock { state throws(LogFileError) in
      for file in files {
        guard let open = state.reading[file.name] else { continue }
        let identity = LogFile(name: file.name, status: try open.status()).identity
        if identity != file.identity { state.reading[file.name] = nil }
      }
    }
  }
}

// MARK: - Writing

extension FileLogStorage {
  private static let lockPatience = 5_000

  /// Takes the lock on the log folder; see `flock(2)`.
  public func lock() throws(StoreError) {
    var waited = 0
    while flock(lockFile.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw StoreError.file(lockFile.failure("lock"))
      }
      if waited >= Self.lockPatience * 1000 {
        throw .locked(folder: folder, holder: lockHolder())
      }
      let pause = min(5_000, 100 + waited / 8)
      usleep(UInt32(pause))
      waited += pause
    }
  }

  /// Gives the lock on the log folder back.
  public func unlock() {
    flock(lockFile.descriptor, LOCK_UN)
  }

  /// Begins a segment.
  public func create(_ name: String) throws(LogFileError) {
    let file = try SystemFile(
      folder + "/" + name, flags: O_WRONLY | O_APPEND | O_CREAT | O_EXCL)
    try lockFile.sync()
    state.withLock { $0.writing = file }
  }

  /// Writes at a segment's end.
  public func append(_ bytes: [UInt8], to name: String) throws(LogFileError) {
    try writing(name).write(bytes)
  }

  /// Cuts a segment, on the disk when this returns.
  public func truncate(_ name: String, to size: Int) throws(LogFileError) {
    let file = try writing(name)
    try file.truncate(to: size)
    try file.syncData()
  }

  /// Waits for `fdatasync(2)` of a segment.
  public func sync(_ name: String) throws(LogFileError) {
    try writing(name).syncData()
  }

  /// Keeps bytes in a file of the log folder that is no segment.
  public func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError) {
    let file = try SystemFile(folder + "/" + name, flags: O_WRONLY | O_CREAT | O_TRUNC)
    try file.write(bytes)
    try file.sync()
    try lockFile.sync()
  }

  /// Puts a file of the folder in the place of another.
  func rename(_ old: String, to name: String) throws(LogFileError) {
    guard Glibc.rename(folder + "/" + old, folder + "/" + name) == 0 else {
      throw LogFileError(path: folder + "/" + old, operation: "rename", code: errno)
    }
    state.withLock { $0 = State() }
    try lockFile.sync()
  }

  private func writing(_ name: String) throws(LogFileError) -> SystemFile {
    try state.withLock { state throws(LogFileError) in
      let path = folder + "/" + name
      if let file = state.writing, file.path == path { return file }
      let file = try SystemFile(path, flags: O_WRONLY | O_APPEND)
      state.writing = file
      return file
    }
  }

  /// The process that holds the lock, as the system's table of locks tells it.
  private func lockHolder() -> Int? {
    guard let status = try? lockFile.status(),
      let table = try? SystemFile("/proc/locks", flags: O_RDONLY)
    else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = buffer.withUnsafeMutableBytes { (try? table.read(at: 0, into: $0)) ?? 0 }
    for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.contains("FLOCK"), fields.contains(where: { $0.hasSuffix(":\(status.st_ino)") }),
        fields.count > 4
      {
        return Int(fields[4])
      }
    }
    return nil
  }
}

/// The names of segments: the first position in 16 digits, and `.jsonl`.
enum SegmentName {
  private static let ending = ".jsonl"

  static func make(firstPosition: Int) -> String {
    let digits = String(firstPosition)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ending
  }

  static func isOne(_ name: String) -> Bool {
    name.hasSuffix(ending) && name.utf8.count == 16 + ending.utf8.count
      && name.dropLast(ending.count).utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
