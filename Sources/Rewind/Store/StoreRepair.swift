/// Moves a store's damaged lines aside, so that appends go on.
///
/// What is taken out of a segment is first kept in `log/damaged-<position>-<time>`, on the disk before
/// the segment is replaced as a whole; the other lines keep their bytes, positions and versions.
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
    let storage = try StoreError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) }
    _ = try storage.lock()
    defer { storage.unlock() }
    do {
      return try repair(
        EventLog(name: LogPath.name(of: path), files: storage, mapping: .rewind, isStore: true),
        storage)
    } catch let error as LogFileError {
      throw .file(error)
    } catch {
      throw .settings("\(path): \(error)")
    }
  }

  private static func repair(_ log: EventLog, _ storage: FileLogStorage) throws -> Result {
    try log.refresh()
    var result = Result()
    result.hadTornTail = try TailRecovery(storage: storage, log: log).run()
    if result.hadTornTail { try log.refresh() }
    let damaged = try damagedPositions(of: log)
    try sealEnd(of: log, without: damaged, storage)
    try moveAside(damaged, of: log, storage)
    result.damagedLines = damaged.count
    return result
  }

  /// Begins a new segment where the log is to lose its end: an append that lost its own is taken for one
  /// that was not finished only in the last segment.
  private static func sealEnd(
    of log: EventLog, without damaged: [Int], _ storage: FileLogStorage
  ) throws {
    let index = log.index
    let lost = Set(damaged)
    guard damaged.last == index.eventCount,
      let last = (1..<index.eventCount).last(where: { !lost.contains($0) }),
      index.lines.location(last - 1).file == log.fileCount - 1
    else { return }
    try storage.create(SegmentName.make(firstPosition: index.shownPosition(last) + 1))
  }

  private static func moveAside(
    _ damaged: [Int], of log: EventLog, _ storage: FileLogStorage
  ) throws(LogFileError) {
    let index = log.index
    let byFile = Dictionary(grouping: damaged) { index.lines.location($0 - 1).file }
    for (file, positions) in byFile.sorted(by: { $0.key < $1.key }) {
      try storage.replace(
        log.fileName(file), without: positions.map { index.lines.location($0 - 1) },
        keptAs: "damaged-\(positions[0])-\(FileStamp.now())")
    }
  }

  /// The positions of damaged lines, those that only reading shows to be so among them, in order.
  private static func damagedPositions(of log: EventLog) throws -> [Int] {
    var damaged: [Int] = []
    try LogVerifier(log).run { problem in
      if problem.kind == .damage, let position = problem.position { damaged.append(position) }
    }
    return damaged
  }
}

/// The time in a file's name: `20260102T030405678901Z`.
enum FileStamp {
  static func now() -> String {
    Timestamp.now().rfc3339.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
  }
}

extension FileLogStorage {
  /// Puts a segment in place that is without some of its lines, which are kept beside it.
  func replace(
    _ name: String, without lines: [LineLocation], keptAs asideName: String
  ) throws(LogFileError) {
    guard let size = try list().first(where: { $0.name == name })?.size else { return }
    var kept: [UInt8] = []
    var aside: [UInt8] = []
    var next = 0
    for line in lines {
      let end = min(size, line.offset + line.length + 1)
      kept += try bytes(name, next..<line.offset)
      aside += try bytes(name, line.offset..<end)
      next = end
    }
    kept += try bytes(name, next..<size)
    try setAside(aside, as: asideName)
    try setAside(kept, as: name + ".repaired")
    try rename(name + ".repaired", to: name)
  }
}
