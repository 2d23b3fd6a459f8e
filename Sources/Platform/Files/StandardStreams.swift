internal import Glibc

extension SystemFile {
  /// What the process was given to read.
  package static let standardInput = SystemFile(borrowing: STDIN_FILENO, name: "standard input")
  /// Where its results go.
  package static let standardOutput = SystemFile(borrowing: STDOUT_FILENO, name: "standard output")
  /// Where complaints and progress go.
  package static let standardError = SystemFile(borrowing: STDERR_FILENO, name: "standard error")

  /// Lets no file that is opened later take the place of a standard stream that the process was started
  /// without, where what is meant for the stream would be written to it.
  ///
  /// Reading from such a stream, and writing to it, fails as before.
  package static func reserveStandardStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO
    where fcntl(stream, F_GETFD) < 0 {
      // The lowest number that is free is this one: those below it are taken.
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether it is a terminal.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether the reader of a pipe has gone.
  package var isReaderGone: Bool {
    var state = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&state, 1, 0) == 1 && Int32(state.revents) & (POLLERR | POLLHUP | POLLNVAL) != 0
  }

  /// Writes a text; what cannot be written is left out.
  package func write(text: String) {
    try? write(Array(text.utf8))
  }

  /// The same open file again, under a descriptor of its own.
  package func duplicate() throws(SystemError) -> SystemFile {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw failure("duplicate") }
    return SystemFile(path: path, descriptor: copy)
  }

  /// Puts another file in the place of this one: from here on its descriptor leads there.
  package func redirect(to file: SystemFile) {
    dup2(file.descriptor, descriptor)
  }
}
