internal import Platform

/// Runs the measurements, one after the other and again, so that what disturbs the machine for a
/// while disturbs all of them.
struct BenchSession {
  let log: BenchLog
  let settings: BenchArguments.Settings

  func run() async throws -> Report {
    let chosen = try Measurements.chosen(by: settings.only)
    let isFound = chosen.map { $0.peer?.isInstalled ?? true }
    var figures = zip(chosen, isFound).map { measurement, isFound in
      measurement.rows.map { Figures(row: $0, isFound: isFound) }
    }
    var problems: [Int: String] = [:]
    for run in 1...settings.runs {
      var ofRun: [String: Double] = [:]
      for (index, measurement) in chosen.enumerated()
      where isFound[index] && problems[index] == nil {
        showProgress("run \(run) of \(settings.runs): \(measurement.rows[0].name)")
        do {
          for (row, value) in zip(measurement.rows, try await measurement.run(log)) {
            ofRun[row.name] = value
          }
        } catch {
          problems[index] = "\(measurement.rows[0].name): \(error)"
        }
      }
      for index in figures.indices {
        for row in figures[index].indices { figures[index][row].add(ofRun) }
      }
    }
    showProgress("")
    return Report(
      figures: figures.flatMap { $0 },
      problems: problems.sorted { $0.key < $1.key }.map(\.value))
  }

  private func showProgress(_ text: String) {
    guard SystemFile.standardError.isTerminal else { return }
    SystemFile.standardError.write(text: "\r\u{1B}[K\(text)")
  }
}
