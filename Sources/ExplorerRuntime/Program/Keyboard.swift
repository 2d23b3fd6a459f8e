internal import Glibc

/// Where the person's keys come from.
package enum Keyboard {
  /// Another descriptor of standard input, to read a log by once the keyboard is in its place.
  package static func keepStandardInput() -> Int32 {
    fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
  }

  /// Throws where keys cannot be read from standard input, or nothing be drawn on standard output.
  static func check() throws(ExplorerError) {
    let isOutput = isatty(STDOUT_FILENO) == 1
    guard isatty(STDIN_FILENO) != 1 || !isOutput else { return }
    throw .noTerminal(
      "the explorer needs a terminal, and \(isOutput ? "input" : "output") is none")
  }

  /// Puts the controlling terminal in the place of standard input, which has been read or kept.
  static func takePlaceOfStandardInput() throws(ExplorerError) {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0, isatty(STDOUT_FILENO) == 1 else {
      if terminal >= 0 { close(terminal) }
      throw .noTerminal("the explorer needs a terminal")
    }
    dup2(terminal, STDIN_FILENO)
    close(terminal)
  }
}
