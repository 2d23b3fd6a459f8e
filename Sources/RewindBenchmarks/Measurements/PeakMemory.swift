internal import Glibc
internal import Rewind

/// How much memory of its own a process takes at most while it opens the log and has it open.
enum PeakMemory {
  static let measurement = Measurement(
    "peak RssAnon, log open", .bytes, .atMost(64_000_000)
  ) { log in
    let input = try Pipe()
    let output = try Pipe()
    let child = try ChildProcess(
      [try ownExecutable(), "hold", log.path], input: input.reading, output: output.writing)
    input.closeReading()
    output.closeWriting()
    let most = mostBytes(of: child, until: output)
    input.closeWriting()
    output.closeReading()
    try child.wait()
    return Double(most)
  }

  /// The most RssAnon that is seen of a child, looked at every millisecond until it writes something.
  static func mostBytes(of child: ChildProcess, until output: Pipe) -> Int {
    var most = 0
    while !output.isReadable(within: 1) {
      most = max(most, anonymousBytes(of: child.id) ?? 0)
    }
    return max(most, anonymousBytes(of: child.id) ?? 0)
  }

  /// The child's part: opens the log, says so, and stays until its input ends.
  static func hold(_ path: String) throws {
    let log = try EventLog.open([path])
    try log.refresh()
    print("open")
    fflush(nil)
    while readLine() != nil {}
    _ = log.index.eventCount
  }

  /// RssAnon of a process; nil once it has ended.
  private static func anonymousBytes(of process: pid_t) -> Int? {
    guard let file = fopen("/proc/\(process)/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      guard text.hasPrefix("RssAnon:") else { continue }
      return Int(text.dropFirst(8).drop { " \t".contains($0) }.prefix { $0 != " " })
        .map { $0 * 1024 }
    }
    return nil
  }
}
