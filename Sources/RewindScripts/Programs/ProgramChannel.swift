internal import Platform

/// A running program, the bytes on their way to it, and those that came from it.
///
/// It reads while it writes: a program that is not read from stops reading. One thread at a time uses it.
final class ProgramChannel {
  /// So many bytes wait at most to be written before the caller waits.
  private static let pendingLimit = 256 << 10
  /// So many bytes are read at once.
  private static let readSize = 64 << 10
  /// So often a program is waited for whose input ended.
  private static let waitsAtEnd = 10
  /// So many bytes of the program's standard error are kept.
  private static let errorTail = 16 << 10

  private let path: String
  private let limits: ProgramLimits
  private let child: SharedChild
  /// Nil once it is closed.
  private var input: SystemFile?
  private let output: SystemFile
  private let errors: SystemFile

  /// What is to be written; the part before `written` is.
  var pending: [UInt8] = []
  private var written = 0
  /// What was read and is no whole line yet.
  private var received: [UInt8] = []
  private var lastErrors: [UInt8] = []
  private var errorsAreOpen = true
  /// When the program last took or gave something, in milliseconds.
  private var lastSign: Int64 = 0

  /// Starts a program, in its own folder and a session of its own.
  init(_ path: String, limits: ProgramLimits) throws(ProgramError) {
    self.path = path
    self.limits = limits
    do throws(SystemError) {
      guard let real = FileSystem.realPath(path) else {
        throw SystemError(path: path, operation: "find", code: ErrorCode.noSuchFile)
      }
      let toChild = try Pipe()
      toChild.hold()
      let fromChild = try Pipe()
      fromChild.hold()
      let (childInput, input) = toChild.split()
      let (output, childOutput) = fromChild.split()
      let (errors, childErrors) = try Pipe().split()
      for end in [input, output, errors] { try end.makeNonBlocking() }
      child = SharedChild(
        try ChildProcess(
          [real], input: .file(childInput), output: .file(childOutput), errors: .file(childErrors),
          folder: FileSystem.folder(of: real), leadsSession: true))
      (self.input, self.output, self.errors) = (input, output, errors)
    } catch {
      throw ProgramError(path, .cannotStart(ProgramInterpreter.missing(of: path) ?? error.reason))
    }
  }

  deinit { end() }

  /// Kills the program and what it started, from any thread; who waits for it sees its end.
  func kill() { child.kill() }

  /// Whether the program has ended, or closed its standard output.
  var hasEnded: Bool { output.hasNoWriter }

  /// Kills the program and what it started.
  ///
  /// - Returns: how it ended, which is by the signal only where it had not before.
  @discardableResult
  private func end() -> ChildProcess.Ending? { child.end() }

  /// Kills the program, and describes why.
  func failure(_ reason: ProgramError.Reason) -> ProgramError {
    end()
    return described(reason)
  }

  /// The error of a program that has closed its standard output.
  private func ended() -> ProgramError {
    // Its end comes a little behind that of its output.
    let hasEnded = child.ends(within: 500)
    guard let ending = end(), hasEnded else {
      return described(.ended("its standard output closed"))
    }
    if ending.status == Self.notFound << 8, let missing = ProgramInterpreter.missing(of: path) {
      return ProgramError(path, .cannotStart(missing))
    }
    return described(.ended(ChildProcess.ending(in: ending.status)))
  }

  /// The exit status of `env` where it does not find what it is to run.
  private static let notFound: Int32 = 127

  private func described(_ reason: ProgramError.Reason) -> ProgramError {
    // The rest of what it wrote, and no more than that: what it started may write for ever.
    for _ in 0..<16 where errorsAreOpen { _ = try? readErrors() }
    let complaint = ProgramComplaint(lastErrors, of: path)
    return ProgramError(path, reason, complaint: complaint?.text)
  }

  /// The text of a line, without its end where it is long.
  static func shortened(_ line: ArraySlice<UInt8>) -> String {
    let limit = 200
    return String(decoding: line.prefix(limit), as: UTF8.self) + (line.count > limit ? "…" : "")
  }
}

// MARK: - Reading and writing

extension ProgramChannel {
  /// Writes what the program takes now; waits only where too much is pending.
  ///
  /// - Parameter take: called with each whole line that it printed; what it throws is thrown.
  func push(_ take: (ArraySlice<UInt8>) throws(ProgramError) -> Void) throws(ProgramError) {
    _ = try exchange(take)
    guard pending.count - written > Self.pendingLimit else { return }
    try work(within: nil, take) { pending.count - written <= Self.pendingLimit / 4 }
  }

  /// Writes all that is pending, and reads until enough has come.
  ///
  /// - Parameter silence: how long the program may give no sign; nil for its limit.
  /// - Throws: ``ProgramError`` where the program ends, or leaves the caller without a sign for too long: a
  ///   moment where nobody waits for it any more.
  func work(
    within silence: Duration?, _ take: (ArraySlice<UInt8>) throws(ProgramError) -> Void,
    until isEnough: () -> Bool
  ) throws(ProgramError) {
    let silence = silence ?? limits.silence
    let limit = Int64(silence / .milliseconds(1))
    lastSign = SystemClock.monotonicMilliseconds()
    while true {
      let hasMoved = try exchange(take)
      if isEnough() { return }
      let left = lastSign + limit - SystemClock.monotonicMilliseconds()
      let isGivenUp =
        Cancellation.isCurrentCancelled && left <= limit - Int64(Cancellation.grace)
      guard left > 0, !isGivenUp else {
        throw failure(isGivenUp || !answersAtEnd() ? .silent(silence) : .unflushed(silence))
      }
      if hasMoved { continue }
      if child.ends(within: 0) {
        // What it started may hold its output open; what it printed itself is all there.
        guard try exchange(take) else { throw ended() }
        continue
      }
      SystemFile.wait(
        toRead: errorsAreOpen ? [output, errors] : [output],
        orWrite: written < pending.count ? input : nil,
        within: min(Int(left), Cancellation.grace))
    }
  }

  /// Writes, reads and takes in what can be at once; whether there was any of it.
  private func exchange(
    _ take: (ArraySlice<UInt8>) throws(ProgramError) -> Void
  ) throws(ProgramError) -> Bool {
    let hasMoved: Bool
    let bytes: [UInt8]?
    do throws(SystemError) {
      let hasWritten = try writePending()
      let hasErrors = errorsAreOpen ? try readErrors() : false
      hasMoved = hasWritten || hasErrors
      bytes = try output.readNow(atMost: Self.readSize)
    } catch {
      throw failure(.ended("\(error)"))
    }
    guard let bytes else { return hasMoved }
    guard !bytes.isEmpty else { throw ended() }
    try takeIn(bytes, take)
    return true
  }

  /// Whether the program, which kept silent, prints something once its input ends, as one does that keeps its
  /// answers to itself.
  private func answersAtEnd() -> Bool {
    guard written == pending.count else { return false }
    input = nil
    var waits = 0
    while waits < Self.waitsAtEnd {
      if let bytes = try? output.readNow(atMost: Self.readSize) { return !bytes.isEmpty }
      SystemFile.wait(toRead: [output], orWrite: nil, within: Cancellation.grace)
      waits += 1
    }
    return false
  }

  private func writePending() throws(SystemError) -> Bool {
    guard let input, written < pending.count else { return false }
    do {
      let count = try input.writeNow(pending[written...])
      if count > 0 { lastSign = SystemClock.monotonicMilliseconds() }
      written += count
      if written == pending.count {
        pending.removeAll(keepingCapacity: true)
        written = 0
      } else if written > Self.pendingLimit {
        pending.removeSubrange(..<written)
        written = 0
      }
      return count > 0
    } catch {
      guard error.code == ErrorCode.closedPipe else { throw error }
      // What it printed before may say why.
      self.input = nil
      return true
    }
  }

  private func readErrors() throws(SystemError) -> Bool {
    guard let bytes = try errors.readNow(atMost: Self.errorTail) else { return false }
    if bytes.isEmpty { errorsAreOpen = false }
    lastErrors = (lastErrors + bytes).suffix(Self.errorTail)
    return true
  }

  /// Hands over the whole lines of what came, and keeps the rest.
  private func takeIn(
    _ bytes: [UInt8], _ take: (ArraySlice<UInt8>) throws(ProgramError) -> Void
  ) throws(ProgramError) {
    var start = 0
    var search = received.count
    received += bytes
    while let end = lineEnd(from: search) {
      guard end - start <= limits.lineBytes else { break }
      try take(received[start..<end])
      start = end + 1
      search = start
      lastSign = SystemClock.monotonicMilliseconds()
    }
    received.removeSubrange(..<start)
    guard received.count <= limits.lineBytes else {
      throw failure(.lineTooLong(limit: limits.lineBytes))
    }
    // A long line is a sign of life as well, but not each byte of it.
    if bytes.count == Self.readSize { lastSign = SystemClock.monotonicMilliseconds() }
  }

  private func lineEnd(from start: Int) -> Int? {
    received.withUnsafeBytes { $0.offset(of: UInt8(ascii: "\n"), from: start) }
  }
}
