internal import Platform

/// The bytes of a log, for reading: a list of files that only grow.
///
/// All of it may be called from several threads at once.
public protocol LogFiles: Sendable {
  /// The files in the order of their events, as they are now.
  func list() throws(LogFileError) -> [LogFile]
  /// Has the list begin with the files of some names in their order, if all of them are in it.
  func putFirst(_ names: [String])
  /// Waits until all is there of what comes through pipes or is unpacked.
  ///
  /// - Parameter progress: called now and then with how many bytes came, and of how many where that is
  ///   known; returns false to wait no longer.
  func waitUntilWhole(_ progress: (_ taken: Int, _ inAll: Int?) -> Bool)
  /// Whether more may come; false once all pipes have ended and there is nothing else.
  var mayGrow: Bool { get }
  /// How many bytes the lines may take that are made of pipes, and of files that are no lines, where there were
  /// more, so that the rest is not there; nil where all is.
  var exceededSpoolLimit: Int? { get }
  /// Whether some of it comes through a pipe.
  var hasPipe: Bool { get }
  /// Whether all of them are files on the disk, which another process may read again; an index on disk is
  /// kept of no others.
  var staysOnDisk: Bool { get }
  /// The folders to watch: a change of the log is a change in one of them.
  var folders: [String] { get }
  /// Reads up to as many bytes as the buffer holds; fewer only at the file's end.
  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int
  /// Opens a file of the list, which can be read as long as the result is held, whatever takes its name.
  ///
  /// - Throws: ``LogFileError``, ``LogFileError/isReplaced`` where another file has its name now.
  func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile
}

extension LogFiles {
  /// Returns at once: it is all there.
  public func waitUntilWhole(_ progress: (_ taken: Int, _ inAll: Int?) -> Bool) {}

  /// The order stays: it is that of the files' names.
  public func putFirst(_ names: [String]) {}

  /// No lines are made.
  public var exceededSpoolLimit: Int? { nil }

  /// No pipe is among files.
  public var hasPipe: Bool { false }

  /// Files may grow at any time.
  public var mayGrow: Bool { true }

  /// Files are on the disk.
  public var staysOnDisk: Bool { true }

  /// Reads by the file's name.
  public func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile {
    NamedLogFile(files: self, name: file.name)
  }
}

/// A file that is found by its name each time it is read.
private struct NamedLogFile: OpenLogFile {
  let files: any LogFiles
  let name: String

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  {
    try files.read(name, at: offset, into: buffer)
  }
}

extension LogFiles {
  /// Reads a range whole; shorter only where the file ends before it does.
  func bytes(_ name: String, _ range: Range<Int>) throws(LogFileError) -> [UInt8] {
    var failure: LogFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(LogFileError) {
        count = try read(name, at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
