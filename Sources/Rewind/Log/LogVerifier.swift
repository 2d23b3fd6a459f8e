/// Looks for problems in a log: damage, gaps, repeats, disorder.
///
///     let log = try EventLog.open(["bank"])
///     try log.refresh()
///     try LogVerifier(log.snapshot()).run { print($0.message) }
public struct LogVerifier: Sendable {
  /// So many lines are read together, on several threads, unless they are long.
  private static let pageCount = 4096
  private static let pageBytes = 8 << 20

  private let snapshot: LogSnapshot
  private var index: LogIndex { snapshot.index }

  /// Makes a verifier of a log as a snapshot has it.
  public init(_ snapshot: LogSnapshot) {
    self.snapshot = snapshot
  }

  /// Reads every line whole and reports each problem in the order of the log, the torn tail last.
  ///
  /// - Parameters:
  ///   - deep: also looks for ids that are there twice, all of which are held in memory for that.
  ///   - progress: called now and then with the positions done; returns false to stop.
  ///   - report: called with each problem.
  /// - Throws: ``LogFileError``, ``LogChangedError``, and what `report` throws.
  public func run(
    deep: Bool = false, progress: (Int) -> Bool = { _ in true },
    report: (LogProblem) throws -> Void
  ) throws {
    var lines = LineNumbers(snapshot)
    var order = OrderCheck(index: index, isStore: snapshot.fileReader?.isStore ?? false)
    var ids: Set<String> = []
    var next = 1
    while next <= index.eventCount {
      guard progress(next) else { return }
      let page = page(from: next)
      next = page.upperBound
      for event in try snapshot.events(at: Array(page)) {
        var problems = order.problems(at: event.position)
        switch event {
        case .damaged(let line):
          problems.append((line.isMovedAside ? .gap : .damage, line.reason))
        case .event(let record):
          for reason in try unreadReasons(at: event.position) { problems.append((.unread, reason)) }
          if deep, let id = record.id, !ids.insert(id).inserted {
            problems.append((.repeated, "the id \(id) was there before"))
          }
        }
        for (kind, message) in problems {
          let place = try lines.place(of: event.position)
          try report(
            LogProblem(
              kind: kind, message: message, position: event.position, file: place.file,
              line: place.line))
        }
      }
    }
    try reportTail(&lines, report)
  }

  /// Why roles of an event could not be read.
  private func unreadReasons(at position: Int) throws -> [String] {
    guard index.lines.unreadRoles(position - 1) != [], let files = snapshot.fileReader else {
      return []
    }
    return try files.unreadReasons(at: position, in: index)
  }

  /// The positions that are read together, from a first one on.
  private func page(from first: Int) -> Range<Int> {
    var (end, bytes) = (first, 0)
    while end <= index.eventCount, end - first < Self.pageCount, bytes < Self.pageBytes {
      bytes += index.lines.location(end - 1).kept
      end += 1
    }
    return first..<end
  }

  private func reportTail(
    _ lines: inout LineNumbers, _ report: (LogProblem) throws -> Void
  ) throws {
    guard let files = snapshot.fileReader, files.isStore else { return }
    for (file, end) in zip(files.found, files.ends) where end < file.size {
      try report(
        LogProblem(
          kind: .tornTail,
          message: "\(file.size - end) bytes at the end are no whole append;"
            + " the next append moves them aside",
          position: nil, file: file.name, line: try lines.line(at: end, of: file.name, in: files)))
    }
  }
}

/// Whether the numbers and times that a log gives go up, those of a store from 1 and one by one.
private struct OrderCheck {
  let index: LogIndex
  let isStore: Bool
  private var lastPosition: Int?
  /// How many damaged lines followed; each of them had a position.
  private var damagedSince = 0
  private var lastTime: Timestamp?
  private var lastVersions: [StreamID: Int] = [:]

  init(index: LogIndex, isStore: Bool) {
    self.index = index
    self.isStore = isStore
    if isStore { lastPosition = 0 }
  }

  mutating func problems(at position: Int) -> [(LogProblem.Kind, String)] {
    let entry = index[position]
    guard let stream = entry.stream else {
      damagedSince += 1
      return []
    }
    var problems = [positionProblem(at: position), versionProblem(at: position, of: stream)]
    if let time = entry.timestamp {
      if let last = lastTime, time < last {
        problems.append((.disorder, "the time \(time) is earlier than the one before, \(last)"))
      }
      lastTime = time
    }
    return problems.compactMap(\.self)
  }

  /// Positions that other systems leave out are no gap.
  private mutating func positionProblem(at position: Int) -> (LogProblem.Kind, String)? {
    let number = index.shownPosition(position)
    let expected = (lastPosition ?? number) + damagedSince + 1
    defer { (lastPosition, damagedSince) = (number, 0) }
    guard let last = lastPosition,
      let kind = Self.kind(of: number, after: last, expected: isStore ? expected : nil)
    else { return nil }
    return (
      kind,
      last == 0
        ? "the log begins at position \(number)"
        : "position \(number) comes after position \(last)"
    )
  }

  private mutating func versionProblem(
    at position: Int, of stream: StreamID
  ) -> (LogProblem.Kind, String)? {
    let number = index.shownVersion(at: position)
    let last = lastVersions[stream] ?? (isStore ? 0 : number - 1)
    lastVersions[stream] = number
    guard let kind = Self.kind(of: number, after: last, expected: last + 1) else { return nil }
    let name = index.stream(stream).name
    return (
      kind,
      last == 0
        ? "stream \(name) begins at version \(number)"
        : "stream \(name): version \(number) comes after version \(last)"
    )
  }

  /// What is wrong with a number behind another.
  ///
  /// - Parameter expected: the highest that leaves no gap; nil where gaps are usual.
  private static func kind(of number: Int, after last: Int, expected: Int?) -> LogProblem.Kind? {
    if number == last { return .repeated }
    if number < last { return .disorder }
    return number > expected ?? number ? .gap : nil
  }
}
