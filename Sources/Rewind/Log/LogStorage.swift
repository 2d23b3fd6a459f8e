/// The bytes of a store's log, for writing: what an ``EventStore`` needs of a disk.
///
/// The caller of a writing method holds the writer's lock.
public protocol LogStorage: LogFiles {
  /// Takes the writer's lock if it is free, without waiting; it excludes every other writer of
  /// the log, of any process.
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
  ///
  /// - Returns: what stays the same as long as no file of the log is made, renamed or removed; nil where
  ///   that cannot be told.
  /// - Throws: ``StoreError`` where another writer holds it for more than 5 seconds.
  public func lock() throws(StoreError) -> ListStamp? { try LockPatience.lock(self) }
}
