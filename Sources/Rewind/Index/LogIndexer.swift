/// Builds an index of a log of files, in the order of the log.
///
/// An append of several events counts only when its last line is there; the lines of one that never
/// was finished, with others behind it, are damage.
struct LogIndexer: ~Copyable, Sendable {
  private var lines: FileLines
  private var assembler = LineAssembler()
  /// Whether lines were forgotten that may not come again.
  private var hasForgotten = false

  init(singleCategory: String?) {
    lines = FileLines(builder: LogIndex.Builder(singleCategory: singleCategory), file: 0)
  }

  /// Begins with the lines of an index on disk.
  init(_ disk: DiskIndex, singleCategory: String?) {
    lines = FileLines(
      builder: LogIndex.Builder(disk, singleCategory: singleCategory),
      file: disk.facts.fileRuns.last?.file ?? 0)
  }

  /// Whether every line that was taken in is decided about, and what follows owes nothing to them.
  var isSettled: Bool { assembler.isSettled }

  /// How many lines the index has, not counting those that are no whole append yet.
  var eventCount: Int { lines.builder.eventCount }

  /// Asks the index so far, not counting lines that are no whole append yet.
  ///
  /// It is lent and not copied: appends ask it.
  func read<Answer>(_ body: (LogIndex) -> Answer) -> Answer { body(lines.builder.latest) }

  /// The index as it is now, as a snapshot.
  mutating func snapshot() -> LogIndex { lines.builder.index }

  /// Reads what is known of each line from an index on disk, which has all of them, and lets go of it in memory.
  mutating func readLines(from disk: DiskIndex) { lines.builder.readLines(from: disk) }

  /// The index as it is now, read from disk where all of it is there.
  mutating func snapshotOnDisk() -> LogIndex { lines.builder.indexOnDisk ?? snapshot() }

  /// Goes on with a file; an append that is unfinished in the file before is damage.
  mutating func begin(_ file: Int) {
    guard file != lines.file else { return }
    assembler.giveUp(to: &lines)
    lines.begin(file)
  }

  /// Takes in the next chunk of the file that was begun.
  mutating func add(_ chunk: ScannedChunk, from worker: ScanWorker) {
    assembler.add(chunk, from: worker, to: &lines)
  }

  /// Ends a sealed segment, and takes in what stands at its end without being a line: damage.
  mutating func endSealed(_ file: Int, unended: Range<Int>) {
    begin(file)
    assembler.endSealed(to: &lines)
    guard !unended.isEmpty else { return }
    lines.append(
      ScannedLine(offset: unended.lowerBound, length: unended.count), damage: .line)
  }

  /// Ends the last file for now.
  mutating func endOpen() {
    assembler.endOpen(to: &lines)
  }

  /// Where an unfinished append begins; nil where there is none.
  var pending: (file: Int, offset: Int)? {
    assembler.firstPending.map { (lines.file, $0.offset) }
  }

  /// Notes of lines from now on, of which there is none yet, what puts several files in the order of their times.
  mutating func noteTimes() { lines.times = FileTimes() }

  /// Notes of lines from now on what it takes to put them in an order that is known.
  mutating func noteNumbers() { lines.times = FileTimes(isOrderKnown: true) }

  /// Puts the lines that were noted in an order, which names the position of each.
  mutating func order(by positions: [Int]) { lines.order(by: positions) }

  /// Whether the lines may still be put in another order.
  var mayBeReordered: Bool { lines.times?.rise ?? false }

  /// Puts the lines that were noted in the order of their times, if times rise in every file.
  ///
  /// Lines that are no whole append yet are forgotten.
  ///
  /// - Returns: whether the lines are in that order now.
  mutating func orderByTime() -> Bool {
    dropPending()
    return lines.orderByTime()
  }

  /// Forgets lines that are no whole append yet; they will be read again.
  mutating func dropPending() {
    if assembler.firstPending != nil { hasForgotten = true }
    assembler.forget()
  }

  /// Whether a scan of the same lines would give the same numbers to all names.
  ///
  /// It would not where a stream was named only by lines that were cut off since.
  var isReproducible: Bool {
    !hasForgotten || read { !$0.streams.facts.all().contains { $0.count == 0 } }
  }
}

// MARK: - Lines that were not scanned

extension LogIndexer {
  /// The number of a stream, given now where it is new.
  mutating func number(of stream: StreamName) -> UInt32 { lines.builder.number(of: stream) }

  /// The number of a type, given now where it is new.
  mutating func number(ofType type: String) -> UInt32 { lines.builder.number(ofType: type) }

  /// Takes in the next line of the file that was begun, which is of a whole append.
  mutating func add(_ line: ScannedLine) {
    lines.append(line)
  }

  /// Takes in the lines of another index of the log from one on, counted from 0; those before are here.
  mutating func takeAgain(_ index: LogIndex, from first: Int) {
    lines.takeAgain(index, from: first)
  }
}

/// Lines of a log's files on their way into an index.
private struct FileLines: ~Copyable, Sendable, LineConsumer {
  var builder: LogIndex.Builder
  /// The file that the next lines are of.
  private(set) var file = 0
  /// What puts the lines in the order of their times; nil where they stay as they come.
  var times: FileTimes?

  init(builder: consuming LogIndex.Builder, file: Int) {
    self.builder = builder
    self.file = file
  }

  mutating func begin(_ file: Int) {
    self.file = file
    builder.begin(file: file)
    times?.begin()
  }

  mutating func number(of stream: ScannedChunk.NewStream) -> UInt32 {
    stream.name.withUnsafeBytes { name in
      guard let category = stream.category else { return builder.number(ofStream: name) }
      return category.withUnsafeBytes { builder.number(ofStream: name, category: $0) }
    }
  }

  mutating func number(ofType name: [UInt8]) -> UInt32 {
    name.withUnsafeBytes { builder.number(ofType: $0) }
  }

  mutating func orderByTime() -> Bool {
    guard let times else { return false }
    self.times = nil
    guard let order = times.order(of: builder.latest) else { return times.rise }
    put(order, times)
    return true
  }

  mutating func order(by positions: [Int]) {
    guard let times, !positions.isEmpty else { return }
    self.times = nil
    put(positions, times)
  }

  private mutating func put(_ order: [Int], _ times: FileTimes) {
    var ordered = LogIndex.Builder(singleCategory: builder.singleCategory)
    ordered.take(order, of: builder.latest, times)
    file = ordered.latest.lines.location(order.count - 1).file
    builder = ordered
  }

  @inline(__always)
  mutating func lookAhead(at stream: UInt32) { builder.lookAhead(at: stream) }

  @inline(__always)
  mutating func append(_ line: ScannedLine) {
    times?.add(line)
    builder.append(
      IndexedLine(
        stream: line.stream, type: line.type, version: line.version, position: line.position,
        time: line.time, unread: line.unread, locator: locator(of: line), length: line.length))
  }

  mutating func append(_ line: ScannedLine, damage: Damage.Kind) {
    times?.addDamaged()
    builder.append(
      damage,
      IndexedLine(position: line.position, locator: locator(of: line), length: line.length))
  }

  mutating func takeAgain(_ index: LogIndex, from first: Int) {
    builder.takeNames(of: index)
    for run in index.runs(from: first) {
      begin(run.file)
      for position in run.positions { builder.takeLine(of: index, at: position) }
    }
  }

  private func locator(of line: ScannedLine) -> UInt64 {
    LineLocation(file: file, offset: line.offset, length: line.length).locator
  }
}
