internal import Glibc

/// What the system refused: what was tried, on which path, and the number of the reason.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  package let path: String
  /// What was tried, as it stands behind `cannot`: `open`, `read`.
  package let operation: String
  /// The reason, as `errno(3)` numbers them.
  package let code: Int32

  package init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// The failure of the call that this thread made last.
  init(_ path: String, _ operation: String) {
    let code = errno
    self.init(path: path, operation: operation, code: code)
  }

  /// One line: the path, what was tried and what the system says.
  package var description: String { "\(path): cannot \(operation): \(reason)" }

  /// The reason in the system's words: `No such file or directory`.
  package var reason: String { ErrorCode.text(of: code) }
}

/// The reasons that something is decided by, as `errno(3)` numbers them.
package enum ErrorCode {
  package static var noSuchFile: Int32 { ENOENT }
  package static var exists: Int32 { EEXIST }
  package static var staleFile: Int32 { ESTALE }
  package static var closedPipe: Int32 { EPIPE }
  package static var notSeekable: Int32 { ESPIPE }
  package static var outOfRange: Int32 { ERANGE }
  package static var tooManyOpenFiles: Int32 { EMFILE }

  /// A reason in the system's words.
  package static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
