import CVTerm
import Foundation
import Glibc

extension PseudoTerminal {
  /// Opens both ends of a new terminal; children do not inherit them.
  ///
  /// `openpty` could not promise that while other tests start programs.
  static func openTerminal() throws -> (master: Int32, slave: Int32, name: String) {
    let newNumber: UInt = 0x8004_5430  // TIOCGPTN
    let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: Int32 = 0
    var locked: Int32 = 0
    guard master >= 0, ioctl(master, unlock, &locked) == 0, ioctl(master, newNumber, &number) == 0
    else { throw POSIXError.last }
    let name = "/dev/pts/\(number)"
    let slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw POSIXError.last }
    return (master, slave, name)
  }

  /// Starts the program as the leader of a session with the terminal as its own.
  static func spawn(
    _ program: String, _ arguments: [String], environment: [String], terminal: String,
    folder: String?
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened without O_NOCTTY in a new session: it becomes the controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession = 0x80  // POSIX_SPAWN_SETSID, which Glibc's module lacks
    posix_spawnattr_setflags(
      &attributes, Int16(newSession | Int(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
    return process
  }

  static func environment(adding extra: [String: String?]) -> [String] {
    var all: [String: String] = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nonexistent", "TZ": "UTC",
    ]
    let own = ProcessInfo.processInfo.environment
    all["PATH"] = own["PATH"]
    // So that what the program runs is counted as covered.
    if let profile = own["LLVM_PROFILE_FILE"] {
      all["LLVM_PROFILE_FILE"] =
        URL(fileURLWithPath: profile).deletingLastPathComponent().path + "/child-%p.profraw"
    }
    for (name, value) in extra { all[name] = value }
    return all.map { "\($0.key)=\($0.value)" }
  }
}

extension POSIXError {
  /// What the last call failed with.
  static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
