/// Looks for problems in a log: damage, gaps, repeats, disorder, times that are still to come.
///
///     let log = try EventLog.open(["bank"])
///     try log.refresh()
///     try LogVerifier(log.snapshot()).run { print($0.message) }
public struct LogVerifier: Sendable {
  /// So many lines are read together, on several threads, unless they are long.
  private static let pageCount = 4096
  private static let pageBytes = 8 << 20

  private let snapshot: LogSnapshot
  private let now: Timestamp
  private var index: LogIndex { snapshot.index }

  /// Makes a verifier of a log as a snapshot has it.
  ///
  /// - Parameter now: the present; times of the log that are more than a day later are a problem.
  public init(_ snapshot: LogSnapshot, now: Timestamp = .now()) {
    self.snapshot = snapshot
    self.now = now
  }

  /// Reads every line whole and reports damage and roles that cannot be read, in the order of the log; then gaps,
  /// repeats, disorder and times still to come, a problem for each stream or for the log, where they are first; the
  /// torn tail last.
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
    var order = OrderCheck(
      index: index, isStore: snapshot.fileReader?.isStore ?? false, now: now)
    var ids: Set<String> = []
    var next = 1
    while next <= index.eventCount {
      guard progress(next) else { return }
      let page = page(from: next)
      next = page.upperBound
      for event in try snapshot.events(at: Array(page)) {
        order.check(event.position)
        var problems: [(LogProblem.Kind, String)] = []
        switch event {
        case .damaged(let line):
          problems.append((line.isMovedAside ? .gap : .damage, line.reason))
        case .event(let record):
          for reason in try unreadReasons(at: event.position) { problems.append((.unread, reason)) }
          if deep, let id = record.id, !ids.insert(id).inserted {
            order.addRepeated(id: id, at: event.position)
          }
        }
        for (kind, message) in problems {
          try report(problem(kind, message, at: event.position, &lines))
        }
      }
    }
    for sum in order.summedUp {
      try report(problem(sum.kind, sum.message, at: sum.position, &lines))
    }
    try reportTail(&lines, report)
  }

  private func problem(
    _ kind: LogProblem.Kind, _ message: String, at position: Int, _ lines: inout LineNumbers
  ) throws -> LogProblem {
    let place = try lines.place(of: position)
    return LogProblem(
      kind: kind, message: message, position: position, file: place.file, line: place.line)
  }

  /// Why roles of an event could not be read.
  private func unreadReasons(at position: Int) throws -> [String] {
    guard index.lines.unreadRoles(position - 1) != [], let files = snapshot.fileReader else {
      return []
    }
    return try files.loggedRoles(at: position, in: index).unreadReasons
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
    guard let files = snapshot.fileReader else { return }
    let reason =
      files.isStore
      ? "no whole append; the next append moves it aside"
      : "no whole line, which was cut or is still being written"
    for (file, end) in zip(files.found, files.ends) {
      if let cut = file.unfinished {
        try report(
          LogProblem(
            kind: .tornTail, message: "\(cut.words); it was cut or is still being written",
            position: nil, file: file.name, line: cut.number))
      }
      guard end < file.size else { continue }
      try report(
        LogProblem(
          kind: .tornTail,
          message: "what is at the end, from byte \(end) on, is \(reason)",
          position: nil, file: file.name, line: try lines.line(at: end, of: file.name, in: files)))
    }
  }
}
