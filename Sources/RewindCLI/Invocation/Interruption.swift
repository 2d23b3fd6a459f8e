internal import Glibc
import Synchronization

/// What Ctrl-C, a closed terminal and `kill` do to a command that is at work.
///
/// A command that only reads ends at once. One that writes to a store asks ``isRequested`` between
/// two appends, and so ends with nothing half done; a second Ctrl-C ends it at once.
enum Interruption {
  private static let requested = Atomic<Int32>(0)
  private static let endsAtOnce = Atomic<Bool>(true)
  private static let progressIsShown = Atomic<Bool>(false)

  /// The exit status of an interrupted command: 128 and the signal's number.
  static var exitStatus: Int32 {
    let number = requested.load(ordering: .relaxed)
    return 128 + (number == 0 ? SIGINT : number)
  }

  /// Whether the command is to stop at the next place where it can.
  static var isRequested: Bool { requested.load(ordering: .relaxed) != 0 }

  /// Takes the signals over; called once, before anything else runs.
  static func install() {
    // A write to a closed pipe, or beyond the largest size of a file, is to fail, not to kill.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    _ = (isRequested, progressIsShown.load(ordering: .relaxed))
    endsAtOnce.store(true, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let isFirst = Interruption.requested.exchange(number, ordering: .relaxed) == 0
      if !isFirst || Interruption.endsAtOnce.load(ordering: .relaxed) {
        // Ends the line of progress, so that the shell's prompt does not stand behind it.
        if Interruption.progressIsShown.load(ordering: .relaxed) { write(2, "\n", 1) }
        _exit(128 + number)
      }
      write(Interruption.pipe.writing, "!", 1)
    }
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaction(number, &action, nil) }
  }

  /// Says whether a line of progress stands on the terminal.
  static func noteProgress(isShown: Bool) {
    progressIsShown.store(isShown, ordering: .relaxed)
  }

  /// Becomes readable when the command is to stop, to be polled by what waits for input: the signal
  /// may come to another thread, and interrupts no call of this one then.
  static var descriptor: Int32 { pipe.reading }

  private static let pipe: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// From here on the command asks ``isRequested`` itself.
  static func waitForSafePlaces() {
    // Made here, since the signal's handler may not make it.
    _ = pipe
    endsAtOnce.store(false, ordering: .relaxed)
  }
}
