/// Runs the measurements, one after the other and again, so that what disturbs the machine for a
/// while disturbs all of them.
struct BenchSession {
  let log: BenchLog
  let settings: BenchArguments.Settings

  private static let all: [Measurement] = [
    Indexing.measurement, States.measurement, PeakMemory.measurement,
  ]

  func run() async throws -> [Figures] {
    let chosen = Self.all.filter { measurement in
      settings.only.map { only in measurement.rows.contains { $0.name.contains(only) } } ?? true
    }
    var lineCount = Figures(row: LineCount.measurement.rows[0])
    var figures = chosen.map { $0.rows.map(Figures.init) }
    for run in 1...settings.runs {
      let yardstick = try await LineCount.measurement.run(log)[0]
      lineCount.add(yardstick, lineCount: yardstick)
      for (index, measurement) in chosen.enumerated() {
        showProgress("run \(run) of \(settings.runs): \(measurement.rows[0].name)")
        for (row, value) in try await measurement.run(log).enumerated() {
          figures[index][row].add(value, lineCount: yardstick)
        }
      }
    }
    showProgress("")
    return [lineCount] + figures.flatMap { $0 }
  }

  private func showProgress(_ text: String) {
    guard StandardError.isTerminal else { return }
    StandardError.write("\r\u{1B}[K\(text)")
  }
}
