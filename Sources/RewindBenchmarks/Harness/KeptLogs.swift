internal import Platform
internal import Rewind

/// Reference logs that stay in a folder, so that each is made once.
struct KeptLogs {
  let folder: String

  /// What a line takes at most on average, in bytes.
  private static let lineSize = 310

  /// The folder of those who name none.
  static var standardFolder: String { "\(FileSystem.temporaryFolder)/rewind-bench" }

  func path(ofEvents events: Int) -> String { "\(folder)/reference-\(events).jsonl" }

  func storePath(ofEvents events: Int) -> String { "\(folder)/store-\(events)" }

  /// Makes the logs that are not there, or not whole, each under another name until it is whole.
  ///
  /// - Throws: where there is no room for them, and then makes none.
  func make(_ sizes: [Int]) throws(BenchError) {
    try BenchError.wrap(try FileSystem.makeFolders(folder))
    let missing = sizes.filter { !Self.isWhole(path(ofEvents: $0), events: $0) }
    let stores = sizes.filter { !FileSystem.exists(storePath(ofEvents: $0)) }
    try Self.checkRoom(
      for: (missing + stores).reduce(0, +) * Self.lineSize,
      in: folder, has: try BenchError.wrap(try FileSystem.room(in: folder)))
    for events in missing {
      let unfinished = path(ofEvents: events) + ".unfinished"
      try ReferenceFiles.writeLog(ofEvents: events, to: unfinished)
      try BenchError.wrap(try FileSystem.rename(unfinished, to: path(ofEvents: events)))
    }
  }

  /// Whether a file ends with the line of its last event.
  static func isWhole(_ path: String, events: Int) -> Bool {
    guard let file = try? SystemFile(path, .reading), let size = try? file.size(), size > 0 else {
      return false
    }
    let start = max(0, size - LineBuffer.longestLine)
    var end = [UInt8](repeating: 0, count: size - start)
    guard let count = try? end.withUnsafeMutableBytes({ try file.read(at: start, into: $0) }),
      count == end.count, end.last == UInt8(ascii: "\n")
    else { return false }
    let line = end.dropLast().split(separator: UInt8(ascii: "\n")).last ?? []
    return line.starts(with: "{\"position\":\(events),".utf8)
      && (try? JSONText(validating: line)) != nil
  }

  /// Throws where a folder has not the room that is needed.
  static func checkRoom(for needed: Int, in folder: String, has room: Int) throws(BenchError) {
    guard room < needed else { return }
    func gigabytes(_ bytes: Int) -> String { FigureText.fixed(Double(bytes) / 1e9, 1) + " GB" }
    throw BenchError(
      "the logs and the same as stores need \(gigabytes(needed)), and \(folder) has "
        + "\(gigabytes(room)) left; name another folder with --folder")
  }
}
