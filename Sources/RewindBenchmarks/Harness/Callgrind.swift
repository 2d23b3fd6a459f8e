internal import Platform

/// Valgrind's callgrind, which counts the instructions of a process, whatever else the machine does.
enum Callgrind {
  /// Why nothing can be counted here; nil where it can.
  static let absence: String? = {
    guard Peer.isOnPath("valgrind") else { return "no valgrind" }
    return Peer.isOnPath("strip") ? nil : "no strip"
  }()

  /// The instructions that a process of this program takes for so many rounds of some work.
  static func instructions(
    of rounds: Int, of path: HotPath, in folder: String
  ) throws(BenchError) -> Int {
    let output = "\(folder)/callgrind"
    let counting = [
      "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=\(output)",
    ]
    try run(counting + [try program(in: folder), "hot", path.rawValue, "\(rounds)", folder])
    let text = String(
      decoding: try BenchError.wrap(try SystemFile.contents(of: output)), as: UTF8.self)
    guard let count = count(in: text) else { throw BenchError("callgrind counted no instructions") }
    return count
  }

  /// This program without its debugging information, which Valgrind does not read.
  private static func program(in folder: String) throws(BenchError) -> String {
    let path = "\(folder)/stripped"
    guard !FileSystem.exists(path) else { return path }
    try run(["strip", "-o", path, try BenchError.wrap(try ThisProcess.executable())])
    return path
  }

  /// The number in what callgrind says at its end; nil where it says none.
  static func count(in text: String) -> Int? {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count == 4, words[1] == "Collected", words[2] == ":" else { continue }
      return Int(words[3])
    }
    return nil
  }
}
