internal import Glibc

/// The keyboard, where standard input is a log.
enum Keyboard {
  /// Puts the controlling terminal in the place of standard input, which has been read.
  static func takeOverStandardInput() throws(Failure) {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0, isatty(1) == 1 else {
      throw Failure(
        "the explorer needs a terminal; for text use rewind streams -l -, rewind events -l - or"
          + " rewind state STREAM -l -, each also with --json")
    }
    dup2(terminal, 0)
    close(terminal)
  }
}
