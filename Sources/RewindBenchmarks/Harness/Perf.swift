internal import Platform

/// Linux's `perf`, which counts the instructions of a process where the machine lets it.
enum Perf {
  /// Why nothing can be counted here; nil where it can.
  static let absence: String? = {
    guard Peer.isOnPath("perf") else { return "no perf" }
    do {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      _ = try count(["true"], in: folder.path)
      return nil
    } catch {
      return "not counted here"
    }
  }()

  /// The instructions that a process of this program takes for so many rounds of some work.
  static func instructions(
    of rounds: Int, of path: HotPath, in folder: String
  ) throws(BenchError) -> Int {
    let own = try BenchError.wrap(try ThisProcess.executable())
    return try count([own, "hot", path.rawValue, "\(rounds)", folder], in: folder)
  }

  private static func count(_ words: [String], in folder: String) throws(BenchError) -> Int {
    let output = "\(folder)/perf"
    try run(["perf", "stat", "-x", ",", "-e", "instructions:u", "-o", output, "--"] + words)
    let text = String(
      decoding: try BenchError.wrap(try SystemFile.contents(of: output)), as: UTF8.self)
    guard let count = count(in: text) else {
      throw BenchError("perf counts no instructions on this machine")
    }
    return count
  }

  /// The number in what `perf stat -x ,` writes; nil where it was not counted, or only for a part of the time.
  static func count(in text: String) -> Int? {
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > 4, fields[2].hasPrefix("instructions") else { continue }
      return Double(fields[4]) == 100 ? Int(fields[0]) : nil
    }
    return nil
  }
}
