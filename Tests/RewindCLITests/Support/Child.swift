import CVTerm
import Foundation
import Glibc
import TestSupport

/// A running `rewind`, with pipes where they were asked for; killed when this goes out of scope.
final class Child {
  enum Stream {
    case file(String)
    case pipe
  }

  let process: pid_t
  private var input: Int32 = -1
  private var output: Int32 = -1
  private var status: Int32?
  private var read: [UInt8] = []

  init(
    _ words: [String], environment: [String: String], folder: String, input: Stream,
    output: Stream, errors: Stream
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addchdir_np(&actions, folder)
    var childEnds: [Int32] = []
    defer { for end in childEnds { close(end) } }
    for (number, stream) in [input, output, errors].enumerated() {
      switch stream {
      case .file(let path):
        let flags = number == 0 ? O_RDONLY : O_WRONLY | O_APPEND
        posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
      case .pipe:
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw CocoaError(.fileReadUnknown) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (mine, theirs) = number == 0 ? (ends[1], ends[0]) : (ends[0], ends[1])
        if number == 0 { self.input = mine } else { self.output = mine }
        childEnds.append(theirs)
        posix_spawn_file_actions_adddup2(&actions, theirs, Int32(number))
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let program = PseudoTerminal.product("rewind")
    var arguments = ([program] + words).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, program, &actions, &attributes, &arguments, &variables)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
    self.process = process
  }

  deinit {
    signal(SIGKILL)
    _ = waitForExit()
    if input >= 0 { close(input) }
    if output >= 0 { close(output) }
  }

  func signal(_ number: Int32) {
    if status == nil { kill(process, number) }
  }

  /// Writes to the program; false where it reads no more.
  @discardableResult
  func write(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  func closeInput() {
    close(input)
    input = -1
  }

  func closeOutput() {
    close(output)
    output = -1
  }

  /// The next line that the program writes; nil at the end, or when it takes over ten seconds.
  func nextLine() -> String? {
    while true {
      if let end = read.firstIndex(of: 0x0A) {
        let line = String(decoding: read[..<end], as: UTF8.self)
        read.removeSubrange(...end)
        return line
      }
      var state = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, 10_000)
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(output, &buffer, buffer.count)
      guard count > 0 else { return nil }
      read += buffer[..<count]
    }
  }

  /// Whether the program has ended; never waits for it.
  var hasEnded: Bool {
    var state = siginfo_t()
    return status != nil
      || waitid(P_PID, id_t(process), &state, WEXITED | WNOHANG | WNOWAIT) == 0
        && state.si_signo != 0
  }

  /// The exit status, or 128 and the number of the signal that killed it.
  func waitForExit() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0 && errno == EINTR {}
    let result = raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + (raw & 0x7F)
    status = result
    return result
  }
}
