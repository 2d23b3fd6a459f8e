internal import Platform
internal import Synchronization

/// Lines that are made of what a pipe gives or a file holds, in a file without a name, which ends with
/// the process.
///
/// They can be read while more come. Of a line nothing is shown before it has ended.
final class LineSpool: OpenLogFile {
  /// What it is made of: the path of a file or pipe, `standard input`, or the program that prints it.
  let name: String
  private let file: SystemFile
  private let state = Mutex(State())
  private let room: SpoolRoom
  private let news = Semaphore()

  private struct State {
    /// How far the lines are shown.
    var shown = 0
    var written = 0
    /// How many bytes of the source were taken in.
    var taken = 0
    var isWhole = false
    /// Why not all came, where the system refused.
    var failure: LogFileError?
    var isGivenUp = false
    /// Whether there was no room for all that came.
    var isCut = false
    var isWaitedFor = false
    /// How many bytes are to be found again where the source is read anew, and how many have been.
    var known = 0
    var found = 0
    /// Whether other lines came then.
    var isOther = false
    /// What stands at the end and is no line yet.
    var unfinished: SpoolNote?
    /// Where the lines' numbers differ from those of the source.
    var shifts: [LineShift] = []
  }

  /// Begins to fill on a thread of its own.
  ///
  /// - Parameters:
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - room: how much may be kept, of which the log's other files take too.
  ///   - patience: how long whoever writes a file is waited for, where it ends in the midst of an event.
  ///   - atEnd: called when all has come, before that is said; told whether there was no room for all.
  ///   - open: opens what it is made of, on that thread: a pipe is open once it has a writer.
  /// - Throws: ``LogFileError`` where no file can be made.
  init(
    name: String, mapping: EnvelopeMapping?, room: SpoolRoom, patience: WriterPatience = .first,
    atEnd: @escaping @Sendable (_ isCut: Bool) -> Void = { _ in },
    open: @escaping @Sendable () throws(SystemError) -> SystemFile
  ) throws(LogFileError) {
    self.name = name
    self.room = room
    file = try LogFileError.wrap(try SystemFile.withoutName())
    fill(mapping, patience, atEnd, open)
  }

  // MARK: Filling

  private func fill(
    _ mapping: EnvelopeMapping?, _ patience: WriterPatience,
    _ atEnd: @escaping @Sendable (_ isCut: Bool) -> Void,
    _ open: @escaping @Sendable () throws(SystemError) -> SystemFile
  ) {
    let fill: @Sendable () -> Void = { [self] in
      let failure: (any Error)?
      do throws(SystemError) {
        var filling = SpoolFilling(
          of: try open(), mapping: mapping, into: self, patience: patience)
        failure = filling.run()
      } catch {
        failure = error
      }
      atEnd(state.withLock(\.isCut))
      end(failure)
    }
    if !BlockingThread.startDetached(fill) { fill() }
  }

  /// Reads anew what it was made of, once all of that has come: where that begins with the same lines, they stay
  /// and the others come behind them, and where not, ``isOther`` is true in the end.
  func readAnew(_ input: SystemFile, mapping: EnvelopeMapping?, patience: WriterPatience) {
    state.withLock { state in
      state.isWhole = false
      state.failure = nil
      state.taken = 0
      (state.known, state.found, state.isOther) = (state.written, 0, false)
      state.unfinished = nil
      state.shifts = []
    }
    fill(mapping, patience, { _ in }) { () throws(SystemError) in input }
    while isFindingAgain { wait(atMostMilliseconds: 50) }
  }

  /// Whether lines that were there are not all found again yet.
  private var isFindingAgain: Bool { state.withLock { !$0.isWhole && $0.found < $0.known } }

  /// Whether what was read anew begins with other lines, or has fewer.
  var isOther: Bool { state.withLock(\.isOther) }

  /// How many of some bytes were there already; nil where others were.
  private func foundAgain(_ bytes: [UInt8]) throws(SystemError) -> Int? {
    let (offset, known) = state.withLock { ($0.found, $0.known) }
    var there = [UInt8](repeating: 0, count: min(bytes.count, known - offset))
    guard !there.isEmpty else { return 0 }
    let count = try there.withUnsafeMutableBufferPointer { buffer throws(SystemError) in
      try file.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
    }
    guard there[..<count].elementsEqual(bytes.prefix(count)), count == there.count else {
      state.withLock { $0.isOther = true }
      return nil
    }
    state.withLock { $0.found += count }
    return count
  }

  /// Takes lines behind the others; false where nobody wants more, or there is no room for them.
  ///
  /// - Parameter shifts: where the numbers of lines begin to differ from those of the source.
  func append(
    _ bytes: [UInt8], taken: Int, shifts: [LineShift] = []
  ) throws(SystemError) -> Bool {
    if !shifts.isEmpty { state.withLock { $0.shifts += shifts } }
    guard let known = try foundAgain(bytes) else { return false }
    let all = known > 0 ? Array(bytes[known...]) : bytes
    let granted = room.take(all.count)
    let isCut = granted < all.count
    let lines = Array(all.prefix(granted))
    try file.write(lines)
    let (isWanted, isWaitedFor) = state.withLock { state in
      state.isCut = isCut
      if let newline = lines.lastIndex(of: UInt8(ascii: "\n")) {
        state.shown = state.written + newline + 1
      }
      state.written += lines.count
      state.taken = taken
      defer { state.isWaitedFor = false }
      return (!state.isGivenUp && !isCut, state.isWaitedFor)
    }
    if isWaitedFor { news.post() }
    return isWanted
  }

  /// Notes what stands at the end and is no line yet.
  func note(unfinished: SpoolNote?) {
    state.withLock { $0.unfinished = unfinished }
  }

  /// Says that nothing more comes, and why, where not all came.
  private func end(_ failure: (any Error)?) {
    state.withLock { state in
      state.failure = (failure as? SystemError).map { LogFileError($0) }
      if state.found < state.known { state.isOther = true }
      // Where there was no room for more, the last line is no whole one.
      if !state.isCut { state.shown = state.written }
      state.isWhole = true
    }
    news.post()
  }

  /// Has the filling end at its next step, and gives its room to others.
  func giveUp() {
    let written = state.withLock { state in
      defer { state.isGivenUp = true }
      return state.isGivenUp ? 0 : state.written
    }
    room.giveBack(written)
  }

  /// Whether the filling is to end.
  var isGivenUp: Bool { state.withLock(\.isGivenUp) }

  // MARK: Reading

  /// The lines as a file, as far as they are shown.
  ///
  /// - Throws: ``LogFileError`` where the system refused to read what they are made of, or to keep them.
  func asFile() throws(LogFileError) -> LogFile {
    if let failure = state.withLock(\.failure) { throw failure }
    var found = LogFile(name: name, status: try LogFileError.wrap(try file.status()))
    (found.size, found.unfinished) = state.withLock { ($0.shown, $0.unfinished) }
    found.modified = nil
    return found
  }

  /// Whether there is a first line, or all lines are there.
  var hasBegun: Bool { state.withLock { $0.isWhole || $0.shown > 0 } }

  /// Whether all lines are there.
  var isWhole: Bool { state.withLock(\.isWhole) }

  /// How many bytes of the source were taken in.
  var taken: Int { state.withLock(\.taken) }

  /// Waits until there are more lines or all are there, but no longer than a while.
  func wait(atMostMilliseconds milliseconds: Int) {
    let isWorthWaiting = state.withLock { state in
      state.isWaitedFor = true
      return !state.isWhole
    }
    if isWorthWaiting { news.wait(atMostMilliseconds: milliseconds) }
  }

  /// Waits until there is enough to see what the lines are: all of them, much, or what came within a while.
  ///
  /// - Parameter progress: called now and then while there is no line yet.
  func waitForBeginning(_ progress: () -> Void = {}) {
    var waits = 0
    while !isWhole {
      let shown = state.withLock(\.shown)
      if shown == 0 { progress() }
      if shown >= 1 << 20 || shown > 0 && waits >= 6 { return }
      if shown > 0 { waits += 1 }
      wait(atMostMilliseconds: 50)
    }
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  {
    try LogFileError.wrap(try file.read(at: offset, into: buffer))
  }

  func sourceLine(of line: Int) -> Int {
    state.withLock { state in
      let next = state.shifts.partitioningIndex { $0.line > line }
      return next > 0 ? line + state.shifts[next - 1].by : line
    }
  }
}
