internal import Platform
internal import RewindScripts

/// Makes reference logs and measures Rewind on them.
@main
enum RewindBench {
  static func main() async {
    ScriptHost.runIfAsked()
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
      case .measure(let settings):
        try await measure(settings)
      }
    } catch {
      SystemFile.standardError.write(text: "rewind-bench: \(error)\n")
      ThisProcess.exit(2)
    }
  }

  private static func measure(_ settings: BenchArguments.Settings) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = settings.log ?? "\(folder.path)/reference.jsonl"
    if settings.log == nil {
      try ReferenceFiles.writeLog(ofEvents: settings.events, to: path)
    }
    let log = BenchLog(path: path, folder: folder.path)
    let report = try await BenchSession(log: log, settings: settings).run()
    print(settings.isJSON ? report.json : report.table, terminator: "")
    for problem in report.problems {
      SystemFile.standardError.write(text: "not measured: \(problem)\n")
    }
  }
}
