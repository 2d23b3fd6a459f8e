internal import Glibc

/// A terminal whose keys are typed, and whose screen is read, by this process.
package struct PseudoTerminal: Sendable {
  /// Where keys are written, and what is drawn is read.
  package let master: SystemFile
  /// The child that runs on it.
  package let child: ChildProcess

  /// Starts a program on a new terminal, with an environment of its own.
  ///
  /// - Parameter environment: its variables, `NAME=value` each.
  package init(
    _ words: [String], columns: Int, rows: Int, environment: [String]
  ) throws(SystemError) {
    var (master, slave) = (-1 as Int32, -1 as Int32)
    var name = [CChar](repeating: 0, count: 256)
    var window = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &window) == 0 else {
      throw SystemError("a pseudo-terminal", "open")
    }
    // The slave stays open until the child has it, or the master would see its end.
    defer { close(slave) }
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.master = SystemFile(path: "a pseudo-terminal", descriptor: master)
    let path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    child = try ChildProcess(words, onTerminal: path, environment: environment)
  }
}
