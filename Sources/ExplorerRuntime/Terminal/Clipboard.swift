import Curses
internal import Glibc
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
  private func isSet(_ name: String) -> Bool { getenv(name) != nil }

  /// Runs a program with a text as its input; false where it is not there or fails.
  private func run(_ words: [String], input: String) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    defer { close(ends[1]) }
    guard let child = spawn(words, standardInput: ends[0], closing: ends[1]) else {
      close(ends[0])
      return false
    }
    close(ends[0])
    let isWritten = write(input, to: ends[1])
    close(ends[1])
    ends[1] = -1
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return isWritten && status == 0
  }

  private func spawn(_ words: [String], standardInput: Int32, closing: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, closing)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    var child = pid_t()
    let status = posix_spawnp(&child, words[0], &actions, &attributes, arguments, environ)
    return status == 0 ? child : nil
  }

  private func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
