internal import Glibc

/// Another program, started and waited for.
package struct ChildProcess: Sendable {
  /// The process's number.
  package let id: Int
  /// Whether it leads a session of its own, which is killed where this process ends before it.
  package let leadsSession: Bool

  /// Where one of the program's standard streams leads.
  package enum Stream: Sendable {
    /// Nothing is in it, and what is written to it is gone.
    case nothing
    /// To the same as this process's.
    case inherited
    /// To an open file or pipe.
    case file(SystemFile)
  }

  /// Starts a program that is found along the `PATH`, with no signal blocked or ignored.
  ///
  /// - Parameters:
  ///   - words: its name, and its arguments.
  ///   - shared: a file that it finds open as descriptor 3.
  ///   - environment: its variables, `NAME=value` each; those of this process where nil.
  ///   - folder: the folder that it starts in; that of this process where nil.
  ///   - leadsSession: whether it leads a session of its own, so that whatever it starts ends with it where
  ///     it is killed.
  package init(
    _ words: [String], input: Stream = .nothing, output: Stream = .nothing,
    errors: Stream = .inherited, shared: SystemFile? = nil, environment: [String]? = nil,
    folder: String? = nil, leadsSession: Bool = false
  ) throws(SystemError) {
    self.leadsSession = leadsSession
    id = try Self.start(words, environment: environment, leadsSession: leadsSession) { actions in
      for (stream, descriptor) in zip([input, output, errors], Int32(0)...) {
        switch stream {
        case .nothing:
          posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        case .inherited: break
        case .file(let file):
          posix_spawn_file_actions_adddup2(&actions, file.descriptor, descriptor)
        }
      }
      if let shared { posix_spawn_file_actions_adddup2(&actions, shared.descriptor, 3) }
      if let folder { _ = Self.startIn?(&actions, folder) }
    }
  }

  /// `posix_spawn_file_actions_addchdir_np(3)`, which Glibc does not show.
  private static let startIn = dlsym(nil, "posix_spawn_file_actions_addchdir_np").map {
    unsafeBitCast(
      $0,
      to: (@convention(c) (
        UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
      ) -> Int32).self)
  }

  /// Starts a program on a terminal of its own, in a session that it leads.
  ///
  /// - Parameter environment: its variables, `NAME=value` each.
  package init(
    _ words: [String], onTerminal path: String, environment: [String]
  ) throws(SystemError) {
    leadsSession = true
    id = try Self.start(words, environment: environment, leadsSession: true) { actions in
      // Opened by the leader of a new session, the terminal becomes the one that controls it.
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
  }

  /// A program that is being written, as by an editor that saves it, is tried again: so often, and after
  /// so many microseconds each time.
  private static let (busyAttempts, busyPause) = (100, UInt32(10_000))

  private static func start(
    _ words: [String], environment: [String]?, leadsSession: Bool,
    files: (inout posix_spawn_file_actions_t) -> Void
  ) throws(SystemError) -> Int {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    files(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // What this process ignores, a program would ignore as well.
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let session: Int16 = leadsSession ? 0x80 : 0  // POSIX_SPAWN_SETSID, which Glibc does not show
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | session)
    let arguments = words.map { strdup($0) } + [nil]
    let variables = (environment ?? []).map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    func spawn(_ child: inout pid_t) -> Int32 {
      environment != nil
        ? posix_spawnp(&child, words[0], &actions, &attributes, arguments, variables)
        : posix_spawnp(&child, words[0], &actions, &attributes, arguments, environ)
    }
    var child = pid_t()
    var code: Int32
    var attempts = 0
    repeat {
      if attempts > 0 { usleep(busyPause) }
      code = Inheritance.whileNothingIsInherited {
        leadsSession ? KilledAtExit.sessions.add(&child, start: spawn) : spawn(&child)
      }
      attempts += 1
    } while code == ETXTBSY && attempts < busyAttempts
    guard code == 0 else { throw SystemError(path: words[0], operation: "start", code: code) }
    return Int(child)
  }

  /// Waits for the program's end.
  ///
  /// - Returns: its status as `wait(2)` gives it, which is 0 where it ended well.
  package func wait() -> Int32 { waitForEnding().status }

  /// How a program ended.
  package struct Ending {
    /// Its status as `wait(2)` gives it, which is 0 where it ended well.
    package let status: Int32
    /// How much memory it had at most, in bytes.
    package let peakMemory: Int
  }

  /// Waits for the program's end.
  package func waitForEnding() -> Ending {
    if leadsSession {
      waitUntilEnded()
      KilledAtExit.sessions.remove(id)
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid_t(id), &status, 0, &usage) < 0, errno == EINTR {}
    return Ending(status: status, peakMemory: usage.ru_maxrss << 10)
  }

  /// Returns once the program has ended; it is still to be waited for.
  package func waitUntilEnded() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
  }

  /// Whether the program ends within so many milliseconds; it is still to be waited for.
  package func ends(within milliseconds: Int) -> Bool {
    let deadline = SystemClock.monotonicMilliseconds() + Int64(milliseconds)
    while true {
      var information = siginfo_t()
      // It stays to be waited for.
      let options = WEXITED | WNOHANG | WNOWAIT
      if waitid(P_PID, id_t(id), &information, options) == 0, information.si_signo != 0 {
        return true
      }
      guard SystemClock.monotonicMilliseconds() < deadline else { return false }
      SystemClock.pause(microseconds: 500)
    }
  }

  /// The signal in a status of ``wait()``; nil where the program ended by itself.
  package static func signal(in status: Int32) -> Int32? {
    let signal = status & 0x7F
    return signal == 0 ? nil : signal
  }

  /// How a program with a status of ``wait()`` ended, in words: `exit status 3`, `signal 9`.
  package static func ending(in status: Int32) -> String {
    if let signal = signal(in: status) { return "signal \(signal)" }
    return "exit status \(status >> 8 & 0xFF)"
  }

  /// Ends the program at once, and where it leads a session what it started that has not left its group; it
  /// is still to be waited for.
  package func kill() { Glibc.kill(pid_t(leadsSession ? -id : id), SIGKILL) }
}
