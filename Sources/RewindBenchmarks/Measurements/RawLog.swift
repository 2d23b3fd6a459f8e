internal import Platform

/// A file that gets lines of an event's length: the least that an append can cost.
final class RawLog: Sendable {
  private static let line = [UInt8](repeating: UInt8(ascii: "x"), count: 299) + [UInt8(ascii: "\n")]

  private let file: SystemFile
  private let isSynced: Bool

  /// Makes a file in a folder.
  ///
  /// - Parameter isSynced: whether an fdatasync follows each write.
  init(in folder: String, isSynced: Bool) throws(BenchError) {
    file = try BenchError.wrap(try SystemFile("\(folder)/raw", .replacing))
    self.isSynced = isSynced
  }

  /// Writes so many times, so many lines at once, and answers the seconds it took.
  func seconds(writes: Int, of count: Int = 1) throws(BenchError) -> Double {
    let lines = [UInt8](repeatElement(Self.line, count: count).joined())
    return try RewindBenchmarks.seconds { () throws(BenchError) in
      for _ in 0..<writes {
        try BenchError.wrap(try file.write(lines))
        if isSynced { try BenchError.wrap(try file.syncData()) }
      }
    }
  }
}
