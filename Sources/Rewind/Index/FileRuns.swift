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
  /// The beginning of a run.
  struct Start: Hashable, Sendable {
    /// Its first line, from 0.
    var line: Int
    var file: Int
    /// Where that line begins in the file.
    var offset: Int
  }

  /// The first line of each run, from 0.
  private var starts = [0]
  private var files = [0]

  init() {}

  /// Runs of which the beginnings are known; the first begins with the first line.
  init(_ known: [Start]) {
    guard !known.isEmpty else { return }
    (starts, files) = (known.map(\.line), known.map(\.file))
  }

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

  /// Where each run begins that has a line.
  var fileRunStarts: [FileRuns.Start] {
    runs(through: eventCount).map { run in
      let line = run.positions.lowerBound - 1
      return FileRuns.Start(line: line, file: run.file, offset: lines.location(line).offset)
    }
  }

  /// The runs of the lines from one on, counted from 0; the first from there on.
  func runs(from first: Int) -> [FileRun] {
    runs(through: eventCount).compactMap { run in
      guard run.positions.upperBound > first else { return nil }
      let start = max(run.positions.lowerBound, first + 1)
      return FileRun(file: run.file, positions: start...run.positions.upperBound)
    }
  }

  /// The rest of the run behind a position; nil where no line is there.
  func run(after position: Int) -> FileRun? {
    fileRuns.run(after: position, of: eventCount)
  }
}
