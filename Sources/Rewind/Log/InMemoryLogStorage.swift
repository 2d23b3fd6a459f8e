internal import Platform
internal import Synchronization

/// A store's log in memory: it behaves as one on disk, and is gone with its last reference.
///
///     let store = FileEventStore(storage: InMemoryLogStorage(), name: "bank")
public final class InMemoryLogStorage: LogStorage {
  private let state = Mutex(State())

  private struct State {
    var files: [String: [UInt8]] = [:]
    var isLocked = false
    /// How often a file was made.
    var filesMade = 0
  }

  /// An empty log, or one of segments by name.
  public init(segments: [String: [UInt8]] = [:]) {
    state.withLock { $0.files = segments }
  }

  /// What is kept under each name: segments, and what was set aside.
  public var files: [String: [UInt8]] { state.withLock { $0.files } }

  /// No folder: nothing else can change it.
  public var folders: [String] { [] }

  /// The segments, in the order of their positions.
  public func list() -> [LogFile] {
    state.withLock { state in
      state.files.filter { SegmentName.isOne($0.key) }.sorted { $0.key < $1.key }.map {
        LogFile(name: $0.key, size: $0.value.count, identity: FileIdentity(device: 0, inode: 0))
      }
    }
  }

  /// Reads a range of a segment.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try change(name, "read") { bytes in
      let part = bytes.dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  /// Takes the writer's lock if it is free.
  public func tryLock() -> LockAttempt {
    state.withLock { state in
      guard !state.isLocked else { return .held(folder: "memory") { nil } }
      state.isLocked = true
      return .taken(ListStamp(state.filesMade))
    }
  }

  /// Gives the writer's lock back.
  public func unlock() {
    state.withLock { $0.isLocked = false }
  }

  /// How many bytes a segment has.
  public func size(of name: String) throws(LogFileError) -> Int {
    try change(name, "look at") { $0.count }
  }

  /// Begins a segment.
  public func create(_ name: String) {
    state.withLock { state in
      guard state.files[name] == nil else { return }
      state.files[name] = []
      state.filesMade += 1
    }
  }

  /// Writes at a segment's end.
  public func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError) {
    try change(name, "write") { $0 += bytes }
  }

  /// Cuts a segment.
  public func truncate(_ name: String, to size: Int) throws(LogFileError) {
    try change(name, "truncate") { $0.removeLast(max(0, $0.count - size)) }
  }

  /// Nothing to wait for.
  public func sync(_ name: String) {}

  /// Keeps bytes under a name that is no segment's.
  public func setAside(_ bytes: [UInt8], as name: String) {
    state.withLock {
      $0.files[name] = bytes
      $0.filesMade += 1
    }
  }

  private func change<Value>(
    _ name: String, _ operation: String, _ body: (inout [UInt8]) -> Value
  ) throws(LogFileError) -> Value {
    try state.withLock { state throws(LogFileError) in
      guard state.files[name] != nil else {
        throw LogFileError(path: name, operation: operation, code: ErrorCode.noSuchFile)
      }
      return body(&state.files[name, default: []])
    }
  }
}
