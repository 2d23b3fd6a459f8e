internal import Glibc

/// A pipe.
///
/// A child process inherits its ends only where it is given them. Ends that are open are closed with the
/// value.
package struct Pipe: ~Copyable, Sendable {
  private var ends: (reading: Int32, writing: Int32)

  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    let isMade = Inheritance.whileNothingIsInherited {
      guard pipe(&ends) == 0 else { return false }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    guard isMade else { throw SystemError("a pipe", "make") }
    self.ends = (ends[0], ends[1])
  }

  deinit {
    for end in [ends.reading, ends.writing] where end >= 0 { close(end) }
  }

  /// The two ends, each of which is closed with its last reference.
  package consuming func split() -> (reading: SystemFile, writing: SystemFile) {
    let ends = ends
    discard self
    return (
      SystemFile(path: "a pipe", descriptor: ends.reading),
      SystemFile(path: "a pipe", descriptor: ends.writing)
    )
  }

  /// The end where what was written is read; of use until it is closed.
  package var reading: SystemFile { SystemFile(borrowing: ends.reading, name: "a pipe") }

  /// The end where it is written; of use until it is closed.
  package var writing: SystemFile { SystemFile(borrowing: ends.writing, name: "a pipe") }

  /// Lets it hold as much as the system allows without asking, 1 MiB, so that both ends work at once.
  ///
  /// - Returns: how many bytes it holds; each writing may take up to a page more than it writes.
  @discardableResult package func hold(bytes: Int = 1 << 20) -> Int {
    let (setPipeSize, getPipeSize): (Int32, Int32) = (1031, 1032)  // which Glibc does not show
    _ = fcntl(ends.writing, setPipeSize, Int32(clamping: bytes))
    return max(0, Int(fcntl(ends.writing, getPipeSize)))
  }

  /// Closes the end for reading; writing fails from then on.
  package mutating func closeReading() {
    close(ends.reading)
    ends.reading = -1
  }

  /// Closes the end for writing; reading comes to the end, once no child has it open either.
  package mutating func closeWriting() {
    close(ends.writing)
    ends.writing = -1
  }
}
