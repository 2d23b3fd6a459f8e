internal import Platform

/// The bytes of a store's log, for writing: what an ``EventStore`` needs of a disk.
///
/// Whoever calls the writing methods holds the writer's lock.
public protocol LogStorage: LogFiles {
  /// Takes the writer's lock, which excludes every other writer of the log, of any process.
  ///
  /// - Returns: what stays the same as long as no file of the log is made, renamed or removed; nil where
  ///   that cannot be told.
  /// - Throws: ``StoreError`` where another writer holds it for more than 5 seconds.
  func lock() throws(StoreError) -> ListStamp?
  /// Takes the writer's lock where nobody holds it, without waiting.
  func tryLock() throws(StoreError) -> LockAttempt
  /// Gives the writer's lock back.
  func unlock()
  /// How many bytes a file has now.
  func size(of name: String) throws(LogFileError) -> Int
  /// Makes an empty file at the end of the list, or takes the one that is there; a crash keeps it once
  /// this returns.
  func create(_ name: String) throws(LogFileError)
  /// Writes bytes at a file's end; after an error, some of them may be there.
  func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError)
  /// Cuts a file to a size.
  func truncate(_ name: String, to size: Int) throws(LogFileError)
  /// Returns when what was written to a file is on the disk.
  func sync(_ name: String) throws(LogFileError)
  /// Keeps bytes in a file beside the log's, on the disk when this returns.
  func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError)
}

extension LogStorage {
  /// Takes the writer's lock, waiting for it in the thread.
  public func tryLock() throws(StoreError) -> LockAttempt { .taken(try lock()) }
}

/// What came of taking a writer's lock.
public enum LockAttempt: Sendable {
  /// It is taken; the stamp is what ``LogStorage/lock()`` answers.
  case taken(ListStamp?)
  /// Another writer holds it: of which folder, and which process where that is known.
  case held(folder: String, holder: @Sendable () -> Int?)
}

/// Tells the list of a log's files from what it was: two that are equal are stamps of one list.
public struct ListStamp: Hashable, Sendable {
  private let high: Int
  private let low: Int

  /// Makes a stamp of numbers that change with the list.
  public init(_ high: Int, _ low: Int = 0) {
    self.high = high
    self.low = low
  }
}

/// How long a writer waits for the lock of another, of whatever storage.
struct LockPatience {
  /// In microseconds.
  private static let limit = 5_000_000

  private var waited = 0

  private enum Step {
    case taken(ListStamp?)
    case pause(microseconds: Int)
  }

  /// Tries once; the pauses before the next try grow.
  private mutating func tryOnce(_ storage: some LogStorage) throws(StoreError) -> Step {
    switch try storage.tryLock() {
    case .taken(let stamp): return .taken(stamp)
    case .held(let folder, let holder):
      guard waited < Self.limit else { throw .locked(folder: folder, holder: holder()) }
      let pause = min(5_000, 100 + waited / 8)
      waited += pause
      return .pause(microseconds: pause)
    }
  }

  /// Waits for a storage's lock in the thread.
  static func lock(_ storage: some LogStorage) throws(StoreError) -> ListStamp? {
    var patience = LockPatience()
    while true {
      switch try patience.tryOnce(storage) {
      case .taken(let stamp): return stamp
      case .pause(let microseconds): SystemClock.pause(microseconds: microseconds)
      }
    }
  }

  /// Waits for a storage's lock on a thread of Rewind's own; cancelling the task ends it.
  static func lock(awaiting storage: some LogStorage) async throws(StoreError) -> ListStamp? {
    var patience = LockPatience()
    while true {
      switch try patience.tryOnce(storage) {
      case .taken(let stamp): return stamp
      case .pause(let microseconds):
        await BlockingWork.perform { SystemClock.pause(microseconds: microseconds) }
        if Task.isCancelled { throw .cancelled }
      }
    }
  }
}
