/// Something about a log that is not as it should be.
public struct LogProblem: Hashable, Sendable {
  /// What kind of thing is wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A line is no event; a store refuses appends until it is moved aside.
    case damage
    /// Bytes at the end are no whole append; the next append moves them aside.
    case tornTail = "torn tail"
    /// Numbers of versions or positions are missing.
    case gap
    /// A version, position or id is there twice.
    case repeated = "repeat"
    /// A version, position or time is smaller than the one before it.
    case disorder
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// What exactly, in one line.
  public let message: String
  /// The place in the whole log, from 1; nil for a torn tail.
  public let position: Int?
  /// The file it is in.
  public let file: String
  /// The line of the file, from 1.
  public let line: Int?
}

/// Looks through a log for what is not as it should be.
///
///     let log = try EventLog.open(["bank"])
///     try log.refresh()
///     try LogVerifier(log).run { print($0.message) }
public struct LogVerifier: Sendable {
  private static let pageSize = 1000

  private let log: EventLog
  private let index: LogIndex

  /// Makes a verifier of a log as it was at its last refresh.
  public init(_ log: EventLog) {
    self.log = log
    index = log.index
  }

  /// Reports each problem in the order of the log, the torn tail last.
  ///
  /// - Parameters:
  ///   - deep: also reads every line whole, its data too, and looks for ids that are there twice.
  ///   - progress: called now and then with the positions done; returns false to stop.
  ///   - report: called with each problem.
  /// - Throws: ``LogFileError``, ``LogChangedError``, and what `report` throws.
  public func run(
    deep: Bool = false, progress: (Int) -> Bool = { _ in true },
    report: (LogProblem) throws -> Void
  ) throws {
    var lines = LineNumbers(log: log)
    var order = OrderCheck(index: index)
    var ids: Set<String> = []
    for first in stride(from: 1, to: index.eventCount + 1, by: Self.pageSize) {
      guard progress(first) else { return }
      let positions = Array(first..<min(first + Self.pageSize, index.eventCount + 1))
      let isRead = deep ? positions : positions.filter { index[$0].isDamaged }
      var problems: [(Int, LogProblem.Kind, String)] = []
      for event in isRead.isEmpty ? [] : try log.events(at: isRead) {
        switch event {
        case .damaged(let line): problems.append((line.position, .damage, line.reason))
        case .event(let record):
          if let id = record.id, !ids.insert(id).inserted {
            problems.append((record.position, .repeated, "the id \(id) was there before"))
          }
        }
      }
      for position in positions {
        problems += order.problems(at: position).map { (position, $0, $1) }
      }
      for (position, kind, message) in problems.sorted(by: { $0.0 < $1.0 }) {
        let place = try lines.place(of: position)
        try report(
          LogProblem(
            kind: kind, message: message, position: position, file: place.file, line: place.line))
      }
    }
    try reportTail(&lines, report)
  }

  private func reportTail(
    _ lines: inout LineNumbers, _ report: (LogProblem) throws -> Void
  ) throws {
    guard log.isStore else { return }
    for file in try log.files.list() {
      guard let end = log.readEnd(of: file.name), end < file.size else { continue }
      try report(
        LogProblem(
          kind: .tornTail,
          message: "\(file.size - end) bytes at the end are no whole append;"
            + " the next append moves them aside",
          position: nil, file: file.name, line: try lines.line(at: end, of: file.name)))
    }
  }
}

/// Whether the numbers and times that a log gives go up one by one.
private struct OrderCheck {
  let index: LogIndex
  private var lastPosition: Int?
  private var lastTime: Timestamp?
  private var lastVersions: [StreamID: Int] = [:]

  init(index: LogIndex) {
    self.index = index
  }

  mutating func problems(at position: Int) -> [(LogProblem.Kind, String)] {
    let entry = index[position]
    guard let stream = entry.stream else { return [] }
    var problems: [(LogProblem.Kind, String)] = []
    let shown = index.shownPosition(position)
    if let last = lastPosition, let kind = Self.kind(of: shown, after: last, isCounted: false) {
      problems.append((kind, "position \(shown) comes after position \(last)"))
    }
    lastPosition = shown
    let version = index.shownVersion(at: position)
    if let last = lastVersions[stream],
      let kind = Self.kind(of: version, after: last, isCounted: true)
    {
      let name = index.stream(stream).name
      problems.append((kind, "stream \(name): version \(version) comes after version \(last)"))
    }
    lastVersions[stream] = version
    if let time = entry.timestamp {
      if let last = lastTime, time < last {
        problems.append((.disorder, "the time \(time) is earlier than the one before, \(last)"))
      }
      lastTime = time
    }
    return problems
  }

  /// What is wrong with a number behind another; damaged lines in between leave no gap of positions.
  private static func kind(
    of number: Int, after last: Int, isCounted: Bool
  ) -> LogProblem.Kind? {
    if number == last { return .repeated }
    if number < last { return .disorder }
    return number > last + 1 && isCounted ? .gap : nil
  }
}

/// The line numbers of places, found by counting on from the one asked for before.
private struct LineNumbers {
  let log: EventLog
  private var file = ""
  private var offset = 0
  private var line = 1

  init(log: EventLog) {
    self.log = log
  }

  mutating func place(of position: Int) throws -> (file: String, line: Int) {
    let location = log.index.lines.location(position - 1)
    let name = log.fileName(location.file)
    return (name, try line(at: location.offset, of: name))
  }

  /// The line, from 1, that begins at an offset of a file.
  mutating func line(at target: Int, of name: String) throws -> Int {
    if name != file || target < offset {
      file = name
      offset = 0
      line = 1
    }
    while offset < target {
      let bytes = try log.files.bytes(name, offset..<min(target, offset + (1 << 20)))
      if bytes.isEmpty { break }
      line += bytes.reduce(into: 0) { if $1 == 0x0A { $0 += 1 } }
      offset += bytes.count
    }
    return line
  }
}
