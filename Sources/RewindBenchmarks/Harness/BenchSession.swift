internal import Platform

/// Runs the measurements, one after the other and again, so that what disturbs the machine for a
/// while disturbs all of them.
struct BenchSession {
  /// The logs that are measured, the smaller first.
  let logs: [(events: Int, log: BenchLog)]
  let settings: BenchArguments.Settings
  let recorded: RecordedCounts

  func run() async throws -> Report {
    let chosen = try Measurements.chosen(by: settings.only).map { measurement in
      (measurement, absence: measurement.absence())
    }
    var parts = logs.enumerated().map { number, log in
      LogPart(
        events: log.events, log: log.log,
        measurements: chosen.filter { number == 0 || $0.0.isOfLog },
        recorded: recorded)
    }
    for run in 1...settings.runs {
      for index in parts.indices {
        let events = EventCount.text(parts[index].events)
        await parts[index].measure { name in
          showProgress("run \(run) of \(settings.runs), \(events) events: \(name)")
        }
      }
    }
    showProgress("")
    return Report(
      logs: parts.map { ($0.events, $0.figures.flatMap { $0 }) }, problems: parts.flatMap(\.lines))
  }

  private func showProgress(_ text: String) {
    guard SystemFile.standardError.isTerminal else { return }
    SystemFile.standardError.write(text: "\r\u{1B}[K\(text)")
  }
}

/// What is measured on one log.
private struct LogPart {
  let events: Int
  let log: BenchLog
  let measurements: [(Measurement, absence: String?)]
  /// The figures of each measurement's rows.
  private(set) var figures: [[Figures]]
  /// Why a measurement was given up.
  private var problems: [Int: String] = [:]

  init(
    events: Int, log: BenchLog, measurements: [(Measurement, absence: String?)],
    recorded: RecordedCounts
  ) {
    self.events = events
    self.log = log
    self.measurements = measurements
    figures = measurements.map { measurement, absence in
      measurement.rows.map { row in
        Figures(
          row: row,
          budget: recorded.counts[row.name].map { .recorded($0) }
            ?? Budgets.budget(of: row.name, events: events), absence: absence)
      }
    }
  }

  /// Why measurements were given up, a line each.
  var lines: [String] {
    problems.sorted { $0.key < $1.key }.map { index, problem in
      "\(measurements[index].0.rows[0].name), \(EventCount.text(events)) events: \(problem)"
    }
  }

  /// One run of all.
  mutating func measure(progress: (String) -> Void) async {
    var ofRun: [String: Double] = [:]
    for (index, (measurement, absence)) in measurements.enumerated()
    where absence == nil && problems[index] == nil {
      progress(measurement.rows[0].name)
      do {
        for (row, value) in zip(measurement.rows, try await measurement.run(log)) {
          ofRun[row.name] = value
        }
      } catch {
        problems[index] = "\(error)"
      }
    }
    for index in figures.indices {
      for row in figures[index].indices { figures[index][row].add(ofRun) }
    }
  }
}
