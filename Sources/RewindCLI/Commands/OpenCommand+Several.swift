import Explorer
import Rewind

extension OpenCommand {
  /// A call for each log that is to be opened.
  ///
  /// The words are a log each, those of `-l` make one together; a log that is named twice is opened
  /// once.
  func calls() throws -> [Invocation] {
    let together = invocation.shared.logs
    let logs = options.logs.map { [$0] } + (together.isEmpty ? [] : [together])
    guard logs.count > 1 else { return [logs.first.map { invocation.about($0) } ?? invocation] }
    var seen: Set<[String]> = []
    return logs.filter { seen.insert($0.map(ReadModelPlace.realPath)).inserted }
      .map { invocation.about($0, words: words(naming: $0)) }
  }

  /// How a call for one of the logs is typed.
  private func words(naming paths: [String]) -> [String] {
    (paths.count == 1 ? paths : paths.flatMap { ["-l", $0] }) + invocation.mappingWords
  }

  /// Opens what can be opened; the others say in the explorer, and after it, why they cannot.
  ///
  /// Standard input is read beside the loop, for it may take long to end.
  ///
  /// - Throws: ``Failure`` where none can be opened.
  func openTogether(_ calls: [Invocation]) throws -> [LogToExplore] {
    let start = try startingPlace()
    let readsInput = calls.contains { $0.shared.logs == ["-"] }
    let input = readsInput ? Keyboard.keepStandardInput() : 0
    var logs = calls.map { call in
      if call.shared.logs == ["-"] { return LogToExplore(readingLater: input, for: call) }
      do {
        return try LogToExplore(try call.openUnread(at: call.shared.logs), of: call)
      } catch {
        return LogToExplore(unopened: call.proposed.line(of: error), of: call)
      }
    }
    let failures = logs.compactMap(\.failure)
    if failures.count == logs.count, let last = failures.last {
      for failure in failures.dropLast() { ErrorLine.write(failure) }
      throw Failure(last)
    }
    if readsInput {
      try Keyboard.takeOverStandardInput(calls[0])
    } else {
      try refuseWithoutTerminal(calls[0])
    }
    let names = LogNames.distinct(
      zip(logs, calls).map { ($0.options.logName, path: $1.shared.logs[0]) })
    for (number, name) in names.enumerated() { logs[number].options.logName = name }
    logs[0].options.start = start
    return logs
  }
}

/// What logs are called that stand side by side.
enum LogNames {
  /// The names, and in the place of one that several have, as much of the end of each one's path as
  /// tells them apart: `eu/bank` and `us/bank`.
  static func distinct(_ logs: [(name: String, path: String)]) -> [String] {
    let namesakes = Dictionary(grouping: logs, by: \.name).mapValues { $0.map(\.path) }
    return logs.map { name, path in
      guard let paths = namesakes[name], paths.count > 1 else { return name }
      let parts = path.split(separator: "/").count
      let ends = (1...max(1, parts)).lazy.map { count in (end(of: path, count), count) }
      return ends.first { end, count in
        paths.filter { self.end(of: $0, count) == end }.count == 1
      }?.0 ?? path
    }
  }

  /// The last parts of a path.
  private static func end(of path: String, _ count: Int) -> String {
    path.split(separator: "/").suffix(count).joined(separator: "/")
  }
}
