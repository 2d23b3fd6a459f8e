internal import Platform

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

  /// Whether the file is likely to be back at one of the next looks, as while a log is rotated: nothing is
  /// at the path, or another file has taken its name.
  public var isPassing: Bool { isMissing || isReplaced }

  /// One line: the path, what was tried and what the system says.
  public var description: String { "\(path): \(reason)" }

  /// What was tried and what the system says, without the path.
  public var reason: String {
    if isReplaced { return "another file has taken its place; read it again" }
    if isOfNoFile {
      return
        "cannot \(operation): a log is a regular file, a folder of them, or a pipe; save it to a file first"
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
