internal import Glibc

/// The bytes of a store's log, for writing: what an ``EventStore`` needs of a disk.
///
/// Whoever calls the writing methods holds the writer's lock.
public protocol LogStorage: LogFiles {
  /// Takes the writer's lock, which excludes every other writer of the log, of any process.
  ///
  /// - Returns: what stays the same as long as no file of the log is made, renamed or removed; nil where
  ///   that cannot be told.
  /// - Throws: ``StoreError`` where another writer holds it for more than 5 seconds, or the task is
  ///   cancelled meanwhile.
  func lock() throws(StoreError) -> ListStamp?
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
enum LockPatience {
  /// In microseconds.
  private static let limit = 5_000_000

  /// Tries until it succeeds, with pauses that grow; false where the patience is at its end, or the
  /// task is cancelled.
  static func wait<Failure: Error>(
    for attempt: () throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    var waited = 0
    while !(try attempt()) {
      guard waited < limit, !Task.isCancelled else { return false }
      let pause = min(5_000, 100 + waited / 8)
      usleep(UInt32(pause))
      waited += pause
    }
    return true
  }
}
