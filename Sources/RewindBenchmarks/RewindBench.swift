internal import Platform
internal import Rewind
internal import RewindScripts

/// Makes reference logs and measures Rewind on them.
@main
enum RewindBench {
  /// Waits for the work on the main thread, which Valgrind does not see end.
  static func main() {
    ScriptHost.runIfAsked()
    let end = Semaphore()
    Task.detached {
      await run()
      end.post()
    }
    end.wait()
  }

  private static func run() async {
    do {
      switch try BenchArguments(Array(CommandLine.arguments.dropFirst())) {
      case .help:
        print(BenchArguments.usage)
      case .rows:
        for row in Measurements.all.flatMap(\.rows) { print(row.name) }
      case .log(let events, let path):
        try ReferenceFiles.writeLog(ofEvents: events, to: path)
      case .store(let events, let path):
        try ReferenceFiles.writeStore(ofEvents: events, to: path)
      case .hold(let path):
        try PeakMemory.hold(path)
      case .hot(let path, let rounds, let folder):
        try await path.run(rounds, in: folder)
      case .measure(let settings):
        let report = try await measure(settings)
        print(settings.isJSON ? report.json : report.text, terminator: "")
        if settings.isRecord { try record(report) }
        for problem in report.problems { say("not measured: \(problem)") }
        guard settings.isCheck, !report.misses.isEmpty else { return }
        for miss in report.misses { say("missed: \(miss)") }
        ThisProcess.exit(1)
      }
    } catch {
      say("rewind-bench: \(error)")
      ThisProcess.exit(2)
    }
  }

  private static func measure(_ settings: BenchArguments.Settings) async throws -> Report {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try await BenchSession(
      logs: try logs(settings, folder.path), settings: settings, recorded: try RecordedCounts.load()
    ).run()
  }

  private static func record(_ report: Report) throws {
    let before = try RecordedCounts.load()
    let figures = report.logs.flatMap(\.figures)
    guard figures.contains(where: { $0.row.unit == .instructions && $0.median != nil }) else {
      throw BenchError("there is nothing to record: no instructions were counted")
    }
    try before.replaced(by: figures).save()
  }

  /// The logs to measure, made where they are missing.
  ///
  /// - Parameter folder: what is to be removed afterwards goes there.
  private static func logs(
    _ settings: BenchArguments.Settings, _ folder: String
  ) throws -> [(events: Int, log: BenchLog)] {
    if let path = settings.log {
      let events = try OpenedLog(path).index.eventCount
      return [(events, BenchLog(path: path, folder: folder))]
    }
    let keepsLogs = settings.isLarge || settings.folder != nil
    let kept = KeptLogs(
      folder: keepsLogs ? settings.folder ?? KeptLogs.standardFolder : "\(folder)/logs")
    try kept.make(settings.sizes)
    return try settings.sizes.map { events in
      let work = "\(folder)/\(events)"
      try FileSystem.makeFolders(work)
      return (
        events,
        BenchLog(
          path: kept.path(ofEvents: events), folder: work, store: kept.storePath(ofEvents: events))
      )
    }
  }

  private static func say(_ line: String) {
    SystemFile.standardError.write(text: line + "\n")
  }
}
