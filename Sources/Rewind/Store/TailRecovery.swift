/// Moves aside what a crash left at the log's end: bytes that are no whole append.
///
/// Runs under the writer's lock, right after a refresh. What is moved is copied to a file of its own and
/// synced before it is cut off, so that no byte is ever lost.
struct TailRecovery {
  let storage: any LogStorage
  let log: EventLog

  /// Bytes that are no whole append.
  private struct Tail {
    var offset: Int
    /// The position that their first line would have.
    var position: Int
  }

  /// Returns whether anything was moved aside.
  func run() throws(LogFileError) -> Bool {
    guard let (file, end) = log.lastFile, let tail = try tail(of: file, from: end) else {
      return false
    }
    let bytes = try storage.bytes(file.name, tail.offset..<file.size)
    try storage.setAside(bytes, as: "torn-\(tail.position)-\(FileStamp.now())")
    try storage.truncate(file.name, to: tail.offset)
    return true
  }

  private func tail(of file: LogFile, from end: Int) throws(LogFileError) -> Tail? {
    if let hole = try hole(in: file) { return hole }
    return end < file.size ? Tail(offset: end, position: log.head.position + 1) : nil
  }

  /// The lines at a file's end that a hole of NULs has made no whole append.
  ///
  /// Such lines end like any other, but the disk never got what was in them. The other lines of their
  /// append go with them.
  private func hole(in file: LogFile) throws(LogFileError) -> Tail? {
    let snapshot = log.snapshot()
    guard let lines = snapshot.fileReader else { return nil }
    let index = snapshot.index
    var tail: Tail?
    var hasHole = false
    var expected = index.eventCount
    for damage in index.damage.reversed() {
      let location = index.lines.location(damage.position - 1)
      guard damage.position == expected, lines.fileName(location) == file.name else { break }
      let isHole = try storage.bytes(
        file.name, location.offset..<location.offset + location.length
      ).contains(0)
      guard isHole || damage.kind == .incompleteCommit else { break }
      hasHole = hasHole || isHole
      tail = Tail(offset: location.offset, position: expected)
      expected -= 1
    }
    return hasHole ? tail : nil
  }
}
