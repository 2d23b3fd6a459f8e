/// The line numbers of places, found by counting on from the one in that file that was asked for before.
package struct LineNumbers {
  private let snapshot: LogSnapshot
  private var reached: [String: (offset: Int, line: Int)] = [:]

  /// Counts lines of a log as a snapshot has it.
  package init(_ snapshot: LogSnapshot) {
    self.snapshot = snapshot
  }

  /// The file that a position is in, and the line, from 1; of what is in no file the source and nil.
  package mutating func place(of position: Int) throws -> (file: String, line: Int?) {
    guard let files = snapshot.fileReader else { return (snapshot.reader.name, nil) }
    let location = snapshot.index.lines.location(position - 1)
    let name = files.fileName(location)
    return (name, try line(at: location.offset, of: name, in: files))
  }

  /// The line, from 1, that begins at an offset of a file.
  mutating func line(at target: Int, of name: String, in files: FileSnapshotReader) throws -> Int {
    var (offset, line) = reached[name] ?? (0, 1)
    if target < offset { (offset, line) = (0, 1) }
    while offset < target {
      let bytes = try files.files.bytes(name, offset..<min(target, offset + (1 << 20)))
      if bytes.isEmpty { break }
      line += bytes.reduce(into: 0) { if $1 == 0x0A { $0 += 1 } }
      offset += bytes.count
    }
    reached[name] = (offset, line)
    return try files.files.sourceLine(of: line, in: name)
  }
}
