internal import Platform

/// Some lines of a log that follow each other in one file.
struct FileRun: Hashable, Sendable {
  /// The file's place in the list of files.
  var file: Int
  var positions: ClosedRange<Int>
}

/// From which of a log's files the lines come, one after another.
///
/// Positions are given in the order in which lines come. At the first reading that is by time, so that files
/// take turns, or file by file.
struct FileRuns: Sendable {
  /// The first line of each run, from 0.
  private var starts = [0]
  private var files = [0]

  /// Notes that a line, and those behind it, are of a file.
  mutating func note(line: Int, of file: Int) {
    if starts.last == line {
      starts.removeLast()
      files.removeLast()
    }
    guard files.last != file else { return }
    starts.append(line)
    files.append(file)
  }

  /// How many runs begin before a line.
  private func count(before line: Int) -> Int {
    starts.partitioningIndex { $0 >= line }
  }

  /// The runs of the lines up to a position, the last one as far as that.
  func runs(through position: Int) -> [FileRun] {
    let count = count(before: position)
    return (0..<count).map { number in
      let last = number + 1 < count ? starts[number + 1] : position
      return FileRun(file: files[number], positions: starts[number] + 1...last)
    }
  }

  /// The rest of the run behind a position, in a log of so many lines; nil where no line is there.
  func run(after position: Int, of lines: Int) -> FileRun? {
    guard position < lines else { return nil }
    let next = count(before: position + 1)
    let last = next < starts.count ? starts[next] : lines
    return FileRun(file: files[next - 1], positions: position + 1...last)
  }
}

extension FileRuns {
  /// How many runs there are.
  var count: Int { starts.count }
}

extension LogIndex {
  /// Whether files take turns every few lines, so that lines are better read one by one.
  var isFinelyMixed: Bool { fileRuns.count > 16 && eventCount / fileRuns.count < 1024 }

  /// The runs of the lines up to a position, the last one as far as that.
  func runs(through position: Int) -> [FileRun] { fileRuns.runs(through: position) }

  /// The rest of the run behind a position; nil where no line is there.
  func run(after position: Int) -> FileRun? {
    fileRuns.run(after: position, of: eventCount)
  }
}
