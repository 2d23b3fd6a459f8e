/// Some lines of a log's files, from all over it: what a mapping is guessed by and held against.
struct LogSample: Sendable {
  /// One line that is a JSON object.
  struct Line: Sendable {
    /// The file that it is in.
    let file: String
    /// Lines of one stretch follow each other in the log.
    let stretch: Int
    let text: JSONText
  }

  /// So many lines are looked at, from the beginnings of so many parts of the log.
  static let lineLimit = 500
  private static let partCount = 10
  /// Of a part no more bytes are read, save those of the log's first line.
  private static let partBytes = 256 << 10

  /// The lines, in the order of the log.
  private(set) var lines: [Line] = []
  /// Why lines could not be made, where a line says so.
  private(set) var note: SpoolNote?
  /// Whether the files hold any byte.
  let isEmpty: Bool

  /// Takes lines that are known.
  init(_ lines: [JSONText], file: String) {
    self.lines = lines.map { Line(file: file, stretch: 0, text: $0) }
    isEmpty = lines.isEmpty
  }

  /// Reads the lines; the first of the log however long it is.
  init(_ files: any LogFiles, _ list: [LogFile]) throws(LogFileError) {
    let found = list.filter { $0.size > 0 }
    let total = found.reduce(0) { $0 + $1.size }
    isEmpty = total == 0
    var stretch = 0
    for part in 0..<Self.partCount where !isEmpty {
      let begin = Self.place(total * part / Self.partCount, in: found)
      let end = Self.place(total * (part + 1) / Self.partCount, in: found)
      var left = Self.lineLimit / Self.partCount
      for number in begin.file...end.file {
        let file = found[number]
        let start = number == begin.file ? begin.offset : 0
        let stop = number == end.file ? end.offset : file.size
        // What follows lines that were left out is another stretch.
        if try !add(file, start..<stop, from: files, stretch, upTo: &left) {
          stretch += 1
          break
        }
      }
    }
  }

  /// The file and the offset in it of a place in all files, laid one behind the other.
  private static func place(_ place: Int, in files: [LogFile]) -> (file: Int, offset: Int) {
    var left = place
    for (number, file) in files.enumerated() {
      if left < file.size || number == files.count - 1 { return (number, left) }
      left -= file.size
    }
    return (0, 0)
  }

  /// Takes lines that begin in a range of a file, as many as are left; false where some are left out.
  private mutating func add(
    _ file: LogFile, _ range: Range<Int>, from files: any LogFiles, _ stretch: Int,
    upTo left: inout Int
  ) throws(LogFileError) -> Bool {
    guard !range.isEmpty else { return true }
    // A line that began before is left out; the byte before tells whether one did.
    let start = max(0, range.lowerBound - 1)
    var length = Self.partBytes
    var bytes = try files.bytes(file.name, start..<min(start + length, file.size))
    // The log's first line tells most.
    while lines.isEmpty, start == 0, !bytes.contains(0x0A), start + bytes.count < file.size,
      length < ChunkScanner.lineLimit
    {
      length *= 4
      bytes = try files.bytes(file.name, start..<min(start + length, file.size))
    }
    var next = 0
    if range.lowerBound > 0 {
      guard let newline = bytes.firstIndex(of: 0x0A) else {
        return start + bytes.count >= range.upperBound
      }
      next = newline + 1
    } else if bytes.starts(with: ByteOrderMark.utf8) {
      next = ByteOrderMark.utf8.count
    }
    while next < bytes.count, start + next < range.upperBound {
      guard left > 0 else { return false }
      let newline = bytes[next...].firstIndex(of: 0x0A)
      guard newline != nil || start + bytes.count >= file.size else { return false }
      let line = bytes[next..<(newline ?? bytes.count)]
      next = (newline ?? bytes.count) + 1
      note = note ?? line.withUnsafeBytes { SpoolNote(line: $0) }
      guard line.first(where: { ![0x20, 0x09, 0x0D].contains($0) }) == UInt8(ascii: "{"),
        let text = try? JSONText(validating: line)
      else { continue }
      lines.append(Line(file: file.name, stretch: stretch, text: text))
      left -= 1
    }
    return start + next >= range.upperBound
  }
}
