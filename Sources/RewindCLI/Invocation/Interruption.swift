import Platform
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
    return 128 + (number == 0 ? SystemSignal.interrupt : number)
  }

  /// Whether the command is to stop at the next place where it can.
  static var isRequested: Bool { requested.load(ordering: .relaxed) != 0 }

  /// Takes the signals over; called once, before anything else runs.
  static func install() {
    // A write to a closed pipe, or beyond the largest size of a file, is to fail, not to kill.
    for number in [SystemSignal.brokenPipe, SystemSignal.fileTooLarge] {
      SystemSignal.ignore(number)
    }
    _ = (isRequested, progressIsShown.load(ordering: .relaxed))
    wakeDescriptor.store(-1, ordering: .relaxed)
    endsAtOnce.store(true, ordering: .relaxed)
    let ends = [
      SystemSignal.interrupt, SystemSignal.terminate, SystemSignal.hangup, SystemSignal.quit,
    ]
    for number in ends {
      SystemSignal.handle(number) { number in
        let isFirst = Interruption.requested.exchange(number, ordering: .relaxed) == 0
        if !isFirst || Interruption.endsAtOnce.load(ordering: .relaxed) {
          // Ends the line of progress, so that the shell's prompt does not stand behind it.
          if Interruption.progressIsShown.load(ordering: .relaxed) {
            SystemSignal.write("\n", to: 2)
          }
          SystemSignal.exit(128 + number)
        }
        SystemSignal.write("!", to: Interruption.wakeDescriptor.load(ordering: .relaxed))
      }
    }
  }

  /// Says whether a line of progress stands on the terminal.
  static func noteProgress(isShown: Bool) {
    progressIsShown.store(isShown, ordering: .relaxed)
  }

  /// Becomes readable when the command is to stop, for what waits for input: the signal may come to
  /// another thread, and interrupts no call of this one then.
  ///
  /// None where the system gave no pipe.
  static var wakes: [SystemFile] { pipe.map { [$0.reading] } ?? [] }

  private static let pipe = try? Pipe().split()
  /// The end of the pipe that a signal's handler writes to, which may not make it.
  private static let wakeDescriptor = Atomic<Int32>(-1)

  /// From here on the command asks ``isRequested`` itself.
  static func waitForSafePlaces() {
    if let pipe {
      wakeDescriptor.store(pipe.writing.descriptor, ordering: .relaxed)
    }
    endsAtOnce.store(false, ordering: .relaxed)
  }
}
