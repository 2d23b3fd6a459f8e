/// Moves a store's damaged lines aside, so that appends go on.
///
/// What is taken out of a segment is first kept in `log/damaged-<position>-<time>`, on the disk before
/// the segment is replaced as a whole. A line that says so stands in its place, so that the other lines
/// keep their positions, as they keep their bytes and versions.
public struct StoreRepair: Sendable {
  /// What was done.
  public struct Result: Hashable, Sendable {
    /// How many damaged lines were moved aside.
    public var damagedLines = 0
    /// Whether a tail that was no whole append was moved aside.
    public var hadTornTail = false
  }

  /// Repairs the store of a folder, under the writer's lock.
  ///
  /// - Throws: ``StoreError``.
  public static func run(at path: String) throws(StoreError) -> Result {
    try StoreFolder.check(path)
    let storage = try StoreError.wrap(try FileLogStorage(store: path))
    _ = try storage.lock()
    defer { storage.unlock() }
    do {
      return try repair(
        EventLog(name: LogPath.name(of: path), files: storage, mapping: .rewind, isStore: true),
        storage)
    } catch {
      throw StoreError(reading: error)
    }
  }

  private static func repair(_ log: EventLog, _ storage: FileLogStorage) throws -> Result {
    try log.refresh()
    var result = Result()
    result.hadTornTail = try TailRecovery(storage: storage, log: log).run()
    if result.hadTornTail { try log.refresh() }
    let snapshot = log.snapshot()
    let damaged = try damagedPositions(of: snapshot)
    try moveAside(damaged, of: snapshot, storage)
    result.damagedLines = damaged.count
    return result
  }

  private static func moveAside(
    _ damaged: [Int], of log: LogSnapshot, _ storage: FileLogStorage
  ) throws(LogFileError) {
    guard let reader = log.fileReader else { return }
    let index = log.index
    let byFile = Dictionary(grouping: damaged) { index.lines.location($0 - 1).file }
    for (file, positions) in byFile.sorted(by: { $0.key < $1.key }) {
      let aside = "damaged-\(positions[0])-\(FileStamp.now())"
      let runs = positions.runs.map { run in
        DamagedRun(run, of: index, keptIn: aside)
      }
      try storage.replace(runs, of: reader.found[file].name, keptAs: aside)
    }
  }

  /// The positions of damaged lines, those that only reading shows to be so among them, in order.
  private static func damagedPositions(of log: LogSnapshot) throws -> [Int] {
    var damaged: [Int] = []
    try LogVerifier(log).run { problem in
      if problem.kind == .damage, let position = problem.position { damaged.append(position) }
    }
    return damaged
  }
}

/// Damaged lines that follow each other, and what is to stand in their place.
private struct DamagedRun {
  /// Any line takes as many bytes.
  private static let shortestLine = 100

  /// The bytes of the segment that they are, with the last newline.
  let range: Range<Int>
  /// A line for each position that they had: as many as lie between those before and behind them.
  let replacement: [UInt8]

  init(_ positions: ClosedRange<Int>, of index: LogIndex, keptIn file: String) {
    let (first, last) = (positions.lowerBound, positions.upperBound)
    let end = index.lines.location(last - 1)
    range = index.lines.location(first - 1).offset..<end.offset + end.length + 1
    let before = first == 1 ? 0 : index.shownPosition(first - 1)
    let behind =
      last == index.eventCount ? before + positions.count + 1 : index.shownPosition(last + 1)
    // Two lines that lost the newline between them are one line; a line without a number is no line.
    let count = min(max(0, behind - before - 1), range.count / Self.shortestLine + 1)
    replacement = (0..<count).flatMap { MovedLine(position: before + 1 + $0, file: file).bytes }
  }
}

extension [Int] {
  /// The runs of numbers that follow each other, in an ascending list.
  fileprivate var runs: [ClosedRange<Int>] {
    reduce(into: []) { runs, number in
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
  }
}

extension FileLogStorage {
  /// Puts a segment in place in which other lines stand for some of its own, which are kept beside it.
  fileprivate func replace(
    _ runs: [DamagedRun], of name: String, keptAs asideName: String
  ) throws(LogFileError) {
    guard let size = try list().first(where: { $0.name == name })?.size else { return }
    var kept: [UInt8] = []
    var aside: [UInt8] = []
    var next = 0
    for run in runs {
      kept += try bytes(name, next..<run.range.lowerBound)
      kept += run.replacement
      next = min(size, run.range.upperBound)
      aside += try bytes(name, run.range.lowerBound..<next)
    }
    kept += try bytes(name, next..<size)
    try setAside(aside, as: asideName)
    try setAside(kept, as: name + ".repaired")
    try rename(name + ".repaired", to: name)
  }
}
