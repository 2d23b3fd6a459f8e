public import Rewind
import Synchronization

/// A log in memory whose n-th call fails, or is the last before a crash.
///
/// It keeps what a disk would keep: bytes are sure to be there once they are synced; what was written
/// since may be there, or not, or in part, or as NULs.
public final class FaultyLogStorage: LogStorage {
  /// What happens at the n-th call.
  public enum Fault: Sendable, CaseIterable {
    /// It fails with the disk full, having done nothing.
    case fails
    /// It fails after having written half of its bytes.
    case failsHalfWay
    /// It and all calls after it do nothing: the process is dead.
    case crashes
  }

  /// What a crash leaves of bytes that were not synced.
  public enum Remains: Sendable, CaseIterable {
    case all, nothing, half, zeros
  }

  private struct State {
    var files: [String: [UInt8]] = [:]
    var synced: [String: Int] = [:]
    var calls = 0
    var isDead = false
  }

  private let fault: Fault
  private let number: Int
  private let state: Mutex<State>

  /// A log whose `number`th writing call, from 1, meets the fault; 0 for none.
  public init(_ fault: Fault, at number: Int, files: [String: [UInt8]] = [:]) {
    self.fault = fault
    self.number = number
    state = Mutex(State(files: files, synced: files.mapValues(\.count)))
  }

  /// How many writing calls there were.
  public var calls: Int { state.withLock { $0.calls } }

  /// Whether the fault was met.
  public var hasFailed: Bool { number > 0 && calls >= number }

  /// What the disk holds after a crash now.
  public func disk(_ remains: Remains) -> [String: [UInt8]] {
    state.withLock { state in
      state.files.reduce(into: [:]) { disk, file in
        // A file whose making the disk was not told of is there like bytes that it was not told of.
        guard let synced = state.synced[file.key] else {
          if remains == .all { disk[file.key] = file.value }
          return
        }
        let sure = Array(file.value.prefix(synced))
        let rest = file.value.dropFirst(synced)
        switch remains {
        case .all: disk[file.key] = file.value
        case .nothing: disk[file.key] = sure
        case .half: disk[file.key] = sure + rest.prefix(rest.count / 2)
        case .zeros: disk[file.key] = sure + [UInt8](repeating: 0, count: rest.count)
        }
      }
    }
  }

  // MARK: Reading

  /// None.
  public var folders: [String] { [] }

  /// The segments.
  public func list() -> [LogFile] {
    state.withLock { state in
      state.files.filter { $0.key.hasSuffix(".jsonl") }.sorted { $0.key < $1.key }.map {
        LogFile(name: $0.key, size: $0.value.count, identity: FileIdentity(device: 0, inode: 0))
      }
    }
  }

  /// Reads a range.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    state.withLock { state in
      let part = (state.files[name] ?? []).dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  // MARK: Writing

  /// Never refuses.
  public func tryLock() -> LockAttempt { .taken(ListStamp(state.withLock { $0.files.count })) }

  /// Without effect.
  public func unlock() {}

  /// How many bytes a file has.
  public func size(of name: String) -> Int {
    state.withLock { $0.files[name]?.count ?? 0 }
  }

  /// Makes a file, which a crash keeps if the call is done whole.
  public func create(_ name: String) throws(LogFileError) {
    try call(name, "create") { state, part in
      if state.files[name] == nil { state.files[name] = [] }
      if part == 1 { state.synced[name, default: 0] += 0 }
    }
  }

  /// Writes bytes that a crash may take.
  public func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError) {
    try call(name, "write") { state, part in
      state.files[name, default: []] += bytes.prefix(Int(Double(bytes.count) * part))
    }
  }

  /// Cuts a file, on the disk at once.
  public func truncate(_ name: String, to size: Int) throws(LogFileError) {
    try call(name, "truncate") { state, part in
      guard part == 1, let bytes = state.files[name] else { return }
      state.files[name] = Array(bytes.prefix(size))
      state.synced[name] = state.synced[name].map { min(size, $0) }
    }
  }

  /// Makes a file's bytes sure, where the file itself is.
  public func sync(_ name: String) throws(LogFileError) {
    try call(name, "sync") { state, part in
      guard part == 1, state.synced[name] != nil else { return }
      state.synced[name] = state.files[name]?.count ?? 0
    }
  }

  /// Keeps bytes, on the disk at once.
  public func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError) {
    try call(name, "write") { state, part in
      guard part == 1 else { return }
      state.files[name] = bytes
      state.synced[name] = bytes.count
    }
  }

  /// Does a writing call whole, in part, or not at all.
  private func call(
    _ name: String, _ operation: String, _ body: (inout State, _ part: Double) -> Void
  ) throws(LogFileError) {
    let error = LogFileError(path: name, operation: operation, code: 28)
    try state.withLock { state throws(LogFileError) in
      guard !state.isDead else { throw error }
      state.calls += 1
      guard state.calls == number else { return body(&state, 1) }
      switch fault {
      case .fails: break
      case .failsHalfWay: body(&state, 0.5)
      case .crashes: state.isDead = true
      }
      throw error
    }
  }
}

extension LogStorage {
  /// Writes bytes at a file's end, as whoever else has the log would.
  public func append(_ bytes: [UInt8], to name: String) throws(LogFileError) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(LogFileError) in
      try append(UnsafeRawBufferPointer(bytes), to: name)
    }
  }
}
