internal import Platform
internal import Rewind
internal import SampleDomain

/// Puts a reference log on disk, as one file or as a store.
enum ReferenceFiles {
  /// Writes a log of so many events into one file, replacing what is there.
  static func writeLog(ofEvents eventCount: Int, to path: String) throws(BenchError) {
    var log = ReferenceLog(eventCount: eventCount)
    var buffer = try LineBuffer(path: path)
    while log.position < eventCount {
      try log.writeNext(to: &buffer)
    }
    try buffer.flush()
  }

  /// Writes the same log as a new store, in segments of the size that its settings say, stamped so
  /// that the sample's aggregates and projections are used on it.
  static func writeStore(ofEvents eventCount: Int, to path: String) throws {
    let settings = StoreSettings()
    try FileEventStore.create(at: path, settings: settings)
    var log = ReferenceLog(eventCount: eventCount)
    var buffer = try LineBuffer(path: segment(from: 1, in: path))
    while log.position < eventCount {
      if buffer.fileSize > settings.segmentSize - LineBuffer.longestLine {
        try buffer.go(to: segment(from: log.position + 1, in: path))
      }
      try log.writeNext(to: &buffer)
    }
    try buffer.flush()
    try SystemFile.replace(
      "\(path)/\(SampleStamp.fileName)",
      holding: Array(SampleStamp.reference(events: eventCount).text.utf8))
  }

  private static func segment(from position: Int, in store: String) -> String {
    let digits = String(position)
    return "\(store)/log/\(String(repeating: "0", count: 16 - digits.count))\(digits).jsonl"
  }
}
