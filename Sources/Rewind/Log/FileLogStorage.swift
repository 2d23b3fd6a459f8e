internal import Platform
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
    /// The segment that is written to.
    var writing: (name: String, file: SystemFile)?
  }

  /// Opens the log of a store's folder.
  public init(store path: String) throws(LogFileError) {
    folder = path + "/log"
    state = Mutex(State(folder: try LogFileError.wrap(try SystemFile(folder, .folder))))
  }

  /// Makes the log's folder in a store's folder.
  static func create(store path: String) throws(SystemError) {
    try FileSystem.makeFolder(path + "/log")
  }

  /// The log of a store's folder, for reading.
  static func reading(_ path: String) throws(LogOpenError) -> FileLogStorage {
    do throws(StoreError) {
      _ = try StoreSettings.read(from: path)
    } catch {
      throw .store(error)
    }
    return try LogOpenError.wrap(try FileLogStorage(store: path))
  }
}

// MARK: - Reading

extension FileLogStorage {
  /// The log folder.
  public var folders: [String] { [folder] }

  /// The segments, in the order of their positions.
  public func list() throws(LogFileError) -> [LogFile] {
    var files: [LogFile] = []
    do throws(SystemError) {
      for name in try FileSystem.names(in: folder) where SegmentName.isOne(name) {
        let status = try FileStatus(of: folder + "/" + name)
        if status.kind == .file { files.append(LogFile(name: name, status: status)) }
      }
    } catch {
      throw LogFileError(error)
    }
    try forgetReplaced(files)
    return files
  }

  /// Opens a segment of the list.
  public func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile {
    try DiskFile(file, at: folder + "/" + file.name)
  }

  /// Reads a range of a segment.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try LogFileError.wrap(
      try SystemFile(folder + "/" + name, .readingFile).read(at: offset, into: buffer))
  }

  /// Closes the segment that is written to, where another file has taken its name.
  private func forgetReplaced(_ files: [LogFile]) throws(LogFileError) {
    try state.withLock { state throws(LogFileError) in
      for file in files {
        if let (name, open) = state.writing, name == file.name, try !open.isFile(file) {
          state.writing = nil
        }
      }
    }
  }
}

// MARK: - The lock

extension FileLogStorage {
  /// Takes the lock on the log folder if it is free; see `flock(2)`.
  ///
  /// Where another folder has taken its place, the lock is taken on that one.
  public func tryLock() throws(StoreError) -> LockAttempt {
    while true {
      let folder = state.withLock { $0.folder }
      do throws(LogFileError) {
        guard try LogFileError.wrap(try folder.tryLock()) else {
          return .held(folder: self.folder) { folder.lockHolder() }
        }
        if let look = try look(at: folder) { return .taken(look.stamp) }
      } catch {
        folder.unlock()
        throw .file(error)
      }
    }
  }

  /// Gives the lock on the log folder back.
  public func unlock() {
    state.withLock { $0.folder }.unlock()
  }

  /// Looks at the locked folder; nil, with the lock gone, where it is no longer the store's.
  private func look(at folder: SystemFile) throws(LogFileError) -> FolderLook? {
    let status = try LogFileError.wrap(try folder.status())
    return try state.withLock { state throws(LogFileError) in
      if let seen = state.seen, seen.stamp != nil, seen.isOf(status) { return seen }
      guard let now = try? FileStatus(of: self.folder), now.id == status.id else {
        state = State(folder: try LogFileError.wrap(try SystemFile(self.folder, .folder)))
        return nil
      }
      let look = FolderLook(status)
      state.seen = look
      return look
    }
  }
}

/// What a folder was at a moment: any file made, renamed or removed in it changes when it was changed.
private struct FolderLook {
  /// A change within this of another, in seconds, may not show: clocks of files tick in milliseconds,
  /// and on some systems in whole seconds.
  private static let tick = 0.05
  private static let coarseTick = 2.5

  private let changed: FileStatus.Time
  /// nil where the folder was changed so lately that another change might not show.
  let stamp: ListStamp?

  init(_ status: FileStatus) {
    changed = status.changed
    let age = FileStatus.Time.now().seconds(since: changed)
    let isSettled = age > (changed.nanoseconds == 0 ? Self.coarseTick : Self.tick)
    stamp = isSettled ? ListStamp(changed.seconds, changed.nanoseconds) : nil
  }

  func isOf(_ status: FileStatus) -> Bool { status.changed == changed }
}

// MARK: - Writing

extension FileLogStorage {
  /// How many bytes a segment has.
  public func size(of name: String) throws(LogFileError) -> Int {
    let file = try writing(name)
    return try LogFileError.wrap(try file.size())
  }

  /// Begins a segment, or goes on with an empty one.
  public func create(_ name: String) throws(LogFileError) {
    let file = try LogFileError.wrap(try SystemFile(folder + "/" + name, .appendingOrMaking))
    guard try LogFileError.wrap(try file.size()) == 0 else {
      throw LogFileError(path: file.path, operation: "make", code: ErrorCode.exists)
    }
    try syncFolder()
    state.withLock { $0.writing = (name, file) }
  }

  /// Writes at a segment's end.
  public func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError) {
    let file = try writing(name)
    try LogFileError.wrap(try file.write(bytes))
  }

  /// Cuts a segment, on the disk when this returns.
  public func truncate(_ name: String, to size: Int) throws(LogFileError) {
    let file = try writing(name)
    try LogFileError.wrap(try file.truncate(to: size))
    try LogFileError.wrap(try file.syncData())
  }

  /// Waits for `fdatasync(2)` of a segment.
  public func sync(_ name: String) throws(LogFileError) {
    let file = try writing(name)
    try LogFileError.wrap(try file.syncData())
  }

  /// Keeps bytes in a file of the log folder that is no segment.
  public func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError) {
    let path = folder + "/" + name
    do throws(SystemError) {
      let file = try SystemFile(path, .replacing)
      try file.write(bytes)
      try file.sync()
      try state.withLock { $0.folder }.sync()
    } catch {
      // What it holds is still where it was taken from.
      FileSystem.removeFile(path)
      throw LogFileError(error)
    }
  }

  /// Puts a file of the folder in the place of another.
  func rename(_ old: String, to name: String) throws(LogFileError) {
    try LogFileError.wrap(
      try FileSystem.rename(folder + "/" + old, to: folder + "/" + name))
    state.withLock { $0.writing = nil }
    try syncFolder()
  }

  private func writing(_ name: String) throws(LogFileError) -> SystemFile {
    try state.withLock { state throws(LogFileError) in
      if let (open, file) = state.writing, open == name { return file }
      let file = try LogFileError.wrap(try SystemFile(folder + "/" + name, .appending))
      state.writing = (name, file)
      return file
    }
  }

  private func syncFolder() throws(LogFileError) {
    let file = state.withLock { $0.folder }
    try LogFileError.wrap(try file.sync())
  }
}

extension SystemFile {
  /// Whether this is the file that was found in a list.
  func isFile(_ file: LogFile) throws(LogFileError) -> Bool {
    FileIdentity(try LogFileError.wrap(try status()).id) == file.identity
  }
}
