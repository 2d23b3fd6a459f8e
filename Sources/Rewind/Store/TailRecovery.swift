/// Moves aside what a crash left at the log's end: bytes that are no whole append.
///
/// Runs under the writer's lock. What is moved is copied to a file of its own and synced before it is
/// cut off, so that no byte is ever lost.
struct TailRecovery {
  let storage: any LogStorage
  let log: EventLog

  /// Returns whether anything was moved aside.
  func run() throws(LogFileError) -> Bool {
    guard let file = try storage.list().last, let start = try tornStart(in: file) else {
      return false
    }
    let bytes = try storage.bytes(file.name, start..<file.size)
    try storage.setAside(bytes, as: "torn-\(log.index.lastPosition + 1)-\(FileStamp.now())")
    try storage.truncate(file.name, to: start)
    return true
  }

  /// Where the bytes begin that are no whole append; nil where the file ends with one.
  private func tornStart(in file: LogFile) throws(LogFileError) -> Int? {
    if let hole = try holeStart(in: file) { return hole }
    let end = log.readEnd(of: file.name) ?? 0
    return end < file.size ? end : nil
  }

  /// Where a hole of NULs begins that a crash left in the last lines of a file.
  ///
  /// Such lines end like any other, but the disk never got what was in them.
  private func holeStart(in file: LogFile) throws(LogFileError) -> Int? {
    let index = log.index
    var start: Int?
    var expected = index.eventCount
    for damage in index.damage.reversed() {
      let location = index.lines.location(damage.position - 1)
      guard damage.position == expected, log.fileName(location.file) == file.name,
        try storage.bytes(file.name, location.offset..<location.offset + location.length)
          .contains(0)
      else { break }
      start = location.offset
      expected -= 1
    }
    return start
  }
}
