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
    guard LogPath.isStore(path) else { throw .notAStore(path) }
    let storage = try StoreError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) }
    _ = try storage.lock()
    defer { storage.unlock() }
    return try StoreError.wrap { () throws(LogFileError) in
      let log = EventLog(
        name: LogPath.name(of: path), files: storage, mapping: .rewind, isStore: true)
      try log.refresh()
      var result = Result()
      result.hadTornTail = try TailRecovery(storage: storage, log: log).run()
      if result.hadTornTail { try log.refresh() }
      result.damagedLines = try moveDamageAside(log, storage)
      return result
    }
  }

  private static func moveDamageAside(
    _ log: EventLog, _ storage: FileLogStorage
  ) throws(LogFileError) -> Int {
    let index = log.index
    var byFile: [Int: [LineLocation]] = [:]
    for position in index.damagedPositions {
      let location = index.lines.location(position - 1)
      byFile[location.file, default: []].append(location)
    }
    for (file, lines) in byFile.sorted(by: { $0.key < $1.key }) {
      let name = log.fileName(file)
      let first = index.damagedPositions.first { index.lines.location($0 - 1).file == file } ?? 0
      try storage.replace(name, without: lines, keptAs: "damaged-\(first)-\(FileStamp.now())")
    }
    return index.damagedPositions.count
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
