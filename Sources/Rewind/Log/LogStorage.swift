/// The bytes of a store's log, for writing: what an ``EventStore`` needs of a disk.
///
/// Whoever calls the writing methods holds the writer's lock.
public protocol LogStorage: LogFiles {
  /// Takes the writer's lock, which excludes every other writer of the log, of any process.
  ///
  /// - Throws: ``StoreError`` where another writer holds it for more than 5 seconds.
  func lock() throws(StoreError)
  /// Gives the writer's lock back.
  func unlock()
  /// Makes an empty file at the end of the list, which is there after a crash once this returns.
  func create(_ name: String) throws(LogFileError)
  /// Writes bytes at a file's end; after an error, some of them may be there.
  func append(_ bytes: [UInt8], to name: String) throws(LogFileError)
  /// Cuts a file to a size.
  func truncate(_ name: String, to size: Int) throws(LogFileError)
  /// Returns when what was written to a file is on the disk.
  func sync(_ name: String) throws(LogFileError)
  /// Keeps bytes in a file beside the log's, on the disk when this returns.
  func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError)
}
