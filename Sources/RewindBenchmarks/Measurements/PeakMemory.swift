internal import Platform
internal import Rewind

/// How much memory of its own a process takes at most while it opens the log and has it open.
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
      most = max(most, anonymousBytes(of: child.id) ?? 0)
    }
    return max(most, anonymousBytes(of: child.id) ?? 0)
  }

  /// The child's part: opens the log, says so, and stays until its input ends.
  static func hold(_ path: String) throws {
    let log = try EventLog.open([path])
    try log.refresh()
    SystemFile.standardOutput.write(text: "open\n")
    while readLine() != nil {}
    _ = log.index.eventCount
  }

  /// RssAnon of a process; nil once it has ended.
  private static func anonymousBytes(of process: Int) -> Int? {
    let name = "RssAnon:"
    guard let file = try? SystemFile("/proc/\(process)/status", .reading),
      let status = try? file.readNext(atMost: 4096),
      let line = status.split(separator: UInt8(ascii: "\n")).first(where: {
        $0.starts(with: name.utf8)
      })
    else { return nil }
    let words = String(decoding: line, as: UTF8.self).split { " \t".contains($0) }
    return Int(words[1]).map { $0 * 1024 }
  }
}
