internal import Platform
internal import Rewind

/// How much memory of its own a process takes at most while it opens the log, which it has not seen before, keeps its
/// index on disk, and has it open.
enum PeakMemory {
  static let measurement = Measurement(
    "peak RssAnon, log open", .bytes
  ) { log in
    var input = try Pipe()
    var output = try Pipe()
    let child = try ChildProcess(
      [try ThisProcess.executable(), "hold", log.path], input: .file(input.reading),
      output: .file(output.writing))
    input.closeReading()
    output.closeWriting()
    let most = mostBytes(of: child, until: output)
    input.closeWriting()
    try child.waitForSuccess()
    return Double(most)
  }

  /// The most RssAnon that is seen of a child, looked at every millisecond until it writes something.
  static func mostBytes(of child: ChildProcess, until output: borrowing Pipe) -> Int {
    var most = 0
    while !output.reading.isReadable(within: 1) {
      most = max(most, ProcessMemory.anonymousBytes(of: child.id) ?? 0)
    }
    return max(most, ProcessMemory.anonymousBytes(of: child.id) ?? 0)
  }

  /// The child's part: opens the log, says so, and stays until its input ends.
  static func hold(_ path: String) throws {
    ProcessMemory.giveBackLargeBlocks()
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let log = try EventLog.open([path])
    log.useIndex(in: folder.path)
    try log.refresh()
    log.keepIndex()
    SystemFile.standardOutput.write(text: "open\n")
    while readLine() != nil {}
    _ = log.index.eventCount
  }
}
