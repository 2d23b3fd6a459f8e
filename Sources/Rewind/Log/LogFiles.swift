internal import Platform

/// The bytes of a log, for reading: a list of files that only grow.
///
/// All of it may be called from several threads at once.
public protocol LogFiles: Sendable {
  /// The files in the order of their events, as they are now.
  func list() throws(LogFileError) -> [LogFile]
  /// The folders whose changes are changes of the log.
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

/// What went wrong with a file, in one line that says what to do.
public struct LogFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What was tried: `open`, `read`.
  public let operation: String
  /// The system's error number.
  public let code: Int32

  /// Describes a failed operation.
  public init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// Another file has taken the path's name.
  static func replaced(_ path: String) -> LogFileError {
    LogFileError(path: path, operation: "read", code: ErrorCode.staleFile)
  }

  /// What is at the path has no bytes of its own that could be read again: a pipe, a socket, a device.
  static func noFile(_ path: String, _ kind: FileStatus.Kind) -> LogFileError {
    LogFileError(
      path: path, operation: "read a log from a \(kind)", code: ErrorCode.notSeekable)
  }

  /// Whether a pipe, a socket or a device is at the path.
  public var isOfNoFile: Bool { code == ErrorCode.notSeekable }

  /// Whether another file has taken the path's name.
  public var isReplaced: Bool { code == ErrorCode.staleFile }

  /// Whether nothing is at the path.
  public var isMissing: Bool { code == ErrorCode.noSuchFile }

  /// Whether it is over at one of the next looks, as the moment is in which a log is rotated: nothing is
  /// at the path, or another file has taken its name.
  public var isPassing: Bool { isMissing || isReplaced }

  /// One line: the path, what was tried and what the system says.
  public var description: String { "\(path): \(reason)" }

  /// What was tried and what the system says, without the path.
  public var reason: String {
    if isReplaced { return "another file has taken its place; it is being read again" }
    if isOfNoFile {
      return
        "cannot \(operation): a log is a regular file, or a folder of them; save it to a file first"
    }
    return "cannot \(operation): \(ErrorCode.text(of: code))"
  }
}

extension LogFileError {
  init(_ error: SystemError) {
    self.init(path: error.path, operation: error.operation, code: error.code)
  }

  /// Does something with a file; what the system refuses is thrown as this error.
  static func wrap<Value>(
    _ body: @autoclosure () throws(SystemError) -> Value
  ) throws(LogFileError) -> Value {
    do {
      return try body()
    } catch {
      throw LogFileError(error)
    }
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
