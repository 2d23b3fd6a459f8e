internal import Platform

/// Runs the measurements, one after the other and again, so that what disturbs the machine for a
/// while disturbs all of them.
struct BenchSession {
  let log: BenchLog
  let settings: BenchArguments.Settings

  private static let all: [Measurement] = [
    FirstPaint.version, FirstPaint.wholeProcess, FirstPaint.frame, Indexing.measurement,
    FirstPaint.streams, FirstPaint.streamPage, States.measurement, KeyToFrame.measurement,
    Appends.oneByOne, Appends.atOnce, Appends.byThousands, Appends.unsynced, Appends.syncedLater,
    AggregateLoad.measurement, AggregateLoad.fromSnapshot, CatchUp.measurement,
    Rebuild.wholeProcess, DuckDB.measurement, KeyWhileRebuilding.measurement,
    ScriptFolds.measurement, ProgramFolds.measurement, PeakMemory.measurement, Rebuild.memory,
  ]

  func run() async throws -> Report {
    let chosen = Self.all.filter { measurement in
      settings.only.map { only in measurement.rows.contains { $0.name.contains(only) } } ?? true
    }
    var lineCount = Figures(row: LineCount.measurement.rows[0])
    var figures = chosen.map { $0.rows.map(Figures.init) }
    var problems: [Int: String] = [:]
    for run in 1...settings.runs {
      let yardstick = try await LineCount.measurement.run(log)[0]
      lineCount.add(yardstick, lineCount: yardstick)
      for (index, measurement) in chosen.enumerated() where problems[index] == nil {
        showProgress("run \(run) of \(settings.runs): \(measurement.rows[0].name)")
        do {
          for (row, value) in try await measurement.run(log).enumerated() {
            figures[index][row].add(value, lineCount: yardstick)
          }
        } catch {
          problems[index] = "\(measurement.rows[0].name): \(error)"
        }
      }
    }
    showProgress("")
    return Report(
      figures: [lineCount] + figures.flatMap { $0 },
      problems: problems.sorted { $0.key < $1.key }.map(\.value))
  }

  private func showProgress(_ text: String) {
    guard SystemFile.standardError.isTerminal else { return }
    SystemFile.standardError.write(text: "\r\u{1B}[K\(text)")
  }
}
