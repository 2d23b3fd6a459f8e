import Curses
import Platform
import Rewind

/// Puts text where the person can paste it: into tmux, the terminal, or the desktop.
struct Clipboard {
  /// Where a text went, or nil where nothing took it.
  func copy(_ text: String, terminal: Terminal) -> String? {
    if isSet("TMUX"), run(["tmux", "load-buffer", "-w", "-"], input: text) {
      return "tmux"
    }
    if isSet("SSH_CONNECTION") || isSet("SSH_TTY") {
      terminal.copyThroughTerminal(text)
      return "the terminal"
    }
    let tool = desktopTools.first { tool in run(tool, input: text) }
    return tool.map { $0[0] }
  }

  /// The tools of the desktop that is there, the likeliest first.
  private var desktopTools: [[String]] {
    var tools: [[String]] = []
    if isSet("WAYLAND_DISPLAY") { tools.append(["wl-copy"]) }
    if isSet("DISPLAY") {
      tools.append(["xclip", "-selection", "clipboard"])
      tools.append(["xsel", "--clipboard", "--input"])
    }
    return tools + [["pbcopy"]]
  }

  /// Whether the environment has a variable.
  private func isSet(_ name: String) -> Bool { ThisProcess.variable(name) != nil }

  /// Runs a program with a text as its input; false where it is not there or fails.
  private func run(_ words: [String], input: String) -> Bool {
    do throws(SystemError) {
      var pipe = try Pipe()
      let child = try ChildProcess(words, input: .file(pipe.reading), errors: .nothing)
      pipe.closeReading()
      let isWritten = (try? pipe.writing.write(Array(input.utf8))) != nil
      pipe.closeWriting()
      return child.wait() == 0 && isWritten
    } catch {
      return false
    }
  }
}
