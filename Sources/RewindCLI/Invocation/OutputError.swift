import Platform
import TextUI

/// Standard output cannot be written to; for a closed pipe that is no failure.
struct OutputError: Error, CustomStringConvertible {
  private let error: SystemError

  init(_ error: SystemError) {
    self.error = error
  }

  var isClosedPipe: Bool { error.code == ErrorCode.closedPipe }

  /// One line: `standard output: No space left on device`.
  var description: String { "\(error.path): \(error.reason)" }
}
