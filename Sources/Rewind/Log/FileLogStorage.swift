internal import Glibc
internal import Synchronization

/// A store's log in a folder: append-only segments, named by their first position.
public final class FileLogStorage: LogStorage {
  private let folder: String
  private let state: Mutex<State>

  private struct State {
    /// The log folder, which the lock is taken on.
    var folder: SystemFile
    /// What the folder was when the lock was last taken.
    var seen: FolderLook?
    var reading: [String: SystemFile] = [:]
    /// The segment that is written to.
    var writing: (name: String, file: SystemFile)?
  }

  /// Opens the log of a store's folder.
  public init(store path: String) throws(LogFileError) {
    folder = path + "/log"
    state = Mutex(State(folder: try Self.open(folder)))
  }

  private static func open(_ folder: String) throws(LogFileError) -> SystemFile {
    try SystemFile(folder, flags: O_RDONLY | O_DIRECTORY)
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
        if let open = state.reading[file.name], try !open.isFile(file) {
          state.reading[file.name] = nil
        }
        if let (name, open) = state.writing, name == file.name, try !open.isFile(file) {
          state.writing = nil
        }
      }
    }
  }
}

// MARK: - The lock

extension FileLogStorage {
  /// Takes the lock on the log folder, waiting for it in the thread.
  public func lock() throws(StoreError) -> ListStamp? { try LockPatience.lock(self) }

  /// Takes the lock on the log folder where nobody holds it; see `flock(2)`.
  ///
  /// Where another folder has taken its place, the lock is taken on that one.
  public func tryLock() throws(StoreError) -> LockAttempt {
    while true {
      let folder = state.withLock { $0.folder }
      guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else {
        guard errno == EWOULDBLOCK || errno == EINTR else { throw .file(folder.failure("lock")) }
        return .held(folder: self.folder) { Self.holder(of: folder) }
      }
      do {
        if let look = try look(at: folder) { return .taken(look.stamp) }
      } catch {
        flock(folder.descriptor, LOCK_UN)
        throw .file(error)
      }
    }
  }

  /// Gives the lock on the log folder back.
  public func unlock() {
    flock(state.withLock { $0.folder }.descriptor, LOCK_UN)
  }

  /// Looks at the locked folder; nil, with the lock gone, where it is no longer the store's.
  private func look(at folder: SystemFile) throws(LogFileError) -> FolderLook? {
    let status = try folder.status()
    return try state.withLock { state throws(LogFileError) in
      if let seen = state.seen, seen.stamp != nil, seen.isOf(status) { return seen }
      guard let now = fileStatus(self.folder), now.identity == status.identity else {
        state = State(folder: try Self.open(self.folder))
        return nil
      }
      let look = FolderLook(status)
      state.seen = look
      return look
    }
  }

  /// The process that holds the lock, as the system's table of locks tells it.
  private static func holder(of folder: SystemFile) -> Int? {
    guard let status = try? folder.status(),
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

/// What a folder was at a moment: any file made, renamed or removed in it changes when it was changed.
private struct FolderLook {
  /// A change within this of another, in seconds, may not show: clocks of files tick in milliseconds,
  /// and on some systems in whole seconds.
  private static let tick = 0.05
  private static let coarseTick = 2.5

  private let seconds: Int
  private let nanoseconds: Int
  /// nil where the folder was changed so lately that another change might not show.
  let stamp: ListStamp?

  init(_ status: stat) {
    seconds = status.st_ctim.tv_sec
    nanoseconds = status.st_ctim.tv_nsec
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = Double(now.tv_sec - seconds) + Double(now.tv_nsec - nanoseconds) * 1e-9
    let isSettled = age > (nanoseconds == 0 ? Self.coarseTick : Self.tick)
    stamp = isSettled ? ListStamp(seconds, nanoseconds) : nil
  }

  func isOf(_ status: stat) -> Bool {
    status.st_ctim.tv_sec == seconds && status.st_ctim.tv_nsec == nanoseconds
  }
}

// MARK: - Writing

extension FileLogStorage {
  /// How many bytes a segment has.
  public func size(of name: String) throws(LogFileError) -> Int {
    try writing(name).size()
  }

  /// Begins a segment, or goes on with an empty one.
  public func create(_ name: String) throws(LogFileError) {
    let file = try SystemFile(folder + "/" + name, flags: O_WRONLY | O_APPEND | O_CREAT)
    guard try file.size() == 0 else {
      throw LogFileError(path: file.path, operation: "make", code: EEXIST)
    }
    try syncFolder()
    state.withLock { $0.writing = (name, file) }
  }

  /// Writes at a segment's end.
  public func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError) {
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
    let path = folder + "/" + name
    do {
      let file = try SystemFile(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
      try file.write(bytes)
      try file.sync()
      try syncFolder()
    } catch {
      // What it holds is still where it was taken from.
      unlink(path)
      throw error
    }
  }

  /// Puts a file of the folder in the place of another.
  func rename(_ old: String, to name: String) throws(LogFileError) {
    guard Glibc.rename(folder + "/" + old, folder + "/" + name) == 0 else {
      throw LogFileError(path: folder + "/" + old, operation: "rename", code: errno)
    }
    state.withLock {
      $0.reading = [:]
      $0.writing = nil
    }
    try syncFolder()
  }

  private func writing(_ name: String) throws(LogFileError) -> SystemFile {
    try state.withLock { state throws(LogFileError) in
      if let (open, file) = state.writing, open == name { return file }
      let file = try SystemFile(folder + "/" + name, flags: O_WRONLY | O_APPEND)
      state.writing = (name, file)
      return file
    }
  }

  private func syncFolder() throws(LogFileError) {
    try state.withLock { $0.folder }.sync()
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
