internal import Glibc
import Rewind

/// The keyboard, where standard input is a log.
enum Keyboard {
  /// Another descriptor of standard input, to read it by once the keyboard is in its place.
  static func keepStandardInput() -> Int32 {
    fcntl(0, F_DUPFD_CLOEXEC, 3)
  }

  /// Puts the controlling terminal in the place of standard input, which has been read or kept.
  static func takeOverStandardInput(_ invocation: Invocation) throws(Failure) {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0, isatty(1) == 1 else {
      throw Failure(
        "the explorer needs a terminal; \(invocation.proposed.textInstead)")
    }
    dup2(terminal, 0)
    close(terminal)
  }
}
