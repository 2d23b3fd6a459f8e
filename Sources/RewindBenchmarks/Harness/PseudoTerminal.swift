internal import Glibc
internal import TextUI

/// A program running in a terminal of its own.
struct PseudoTerminal {
  private let master: Int32
  private let process: pid_t

  /// Starts a program with an environment of its own.
  init(_ words: [String], size: Size, environment: [String]) throws(BenchError) {
    var master: Int32 = -1
    var slave: Int32 = -1
    var name = [CChar](repeating: 0, count: 256)
    var window = winsize(
      ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &window) == 0 else {
      throw BenchError("cannot open a pseudo-terminal", errno: errno)
    }
    // The slave stays open until the child has it, or the master would see its end.
    defer { close(slave) }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    self.master = master
    process = try Self.spawn(words, on: name, environment: environment)
  }

  private static func spawn(
    _ words: [String], on terminal: [CChar], environment: [String]
  ) throws(BenchError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened by the leader of a new session, the terminal becomes the one that controls it.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID, which Glibc does not show
    return try start(words, environment) { child, arguments, environment in
      posix_spawn(&child, words[0], &actions, &attributes, arguments, environment)
    }
  }

  /// Reads what the program writes until a text is in it; throws after ten seconds.
  func wait(for text: String) throws(BenchError) {
    let sought = Array(text.utf8)
    var seen: [UInt8] = []
    while !seen.holds(sought) {
      guard let bytes = read(within: 10_000), !bytes.isEmpty else {
        throw BenchError("the program in the terminal has not written \"\(text)\"")
      }
      seen += bytes
    }
  }

  /// Types some keys.
  func type(_ keys: String) throws(BenchError) {
    var keys = keys
    let written = keys.withUTF8 { write(master, $0.baseAddress, $0.count) }
    guard written == keys.utf8.count else {
      throw BenchError("the program in the terminal takes no keys", errno: errno)
    }
  }

  /// Types some keys, reads on until the program ends, and throws where it ends with anything but 0.
  func end(typing keys: String) throws(BenchError) {
    try type(keys)
    while let bytes = read(within: 10_000), !bytes.isEmpty {}
    close(master)
    try waitForEnd(of: process)
  }

  /// What can be read now; empty at the end, nil where nothing comes in time.
  private func read(within milliseconds: Int32) -> [UInt8]? {
    var poll = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, milliseconds) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(master, &bytes, bytes.count)
    return Array(bytes[..<max(0, count)])
  }
}

extension [UInt8] {
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    count >= part.count
      && (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
  }
}
