import Curses
import Platform

/// The person's editor.
enum TextEditor {
  /// Gives the terminal to the editor until it ends.
  ///
  /// - Returns: why it could not be used; nil where all went well.
  static func edit(_ path: String, on terminal: Terminal) -> String? {
    // A shell, since the variable is a command with options and quotes.
    let words = ["sh", "-c", #"eval "${VISUAL:-${EDITOR:-vi}} \"\$0\"""#, path]
    let status = terminal.lent { () -> Int32? in
      let input = try? SystemFile("/dev/tty", .reading)
      return try? ChildProcess(
        words, input: input.map { .file($0) } ?? .inherited, output: .inherited
      ).wait()
    }
    guard let status else { return "no editor can be started" }
    let missing: Int32 = 127 << 8
    return status == missing ? "there is no such editor; set EDITOR to one that there is" : nil
  }
}
