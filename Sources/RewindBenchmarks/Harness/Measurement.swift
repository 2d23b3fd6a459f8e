/// Some things that are measured together.
struct Measurement: Sendable {
  /// What one run needs, and what it answers: a figure for each row, in the rows' order.
  typealias Run = @Sendable (BenchLog) async throws -> [Double]

  let rows: [Row]
  let run: Run

  /// One line of the table.
  struct Row: Sendable {
    let name: String
    let unit: Unit
    var budget: Budget?
  }

  enum Unit: String, Sendable {
    case seconds, bytes
    case perSecond = "per_second"
    /// A share of another figure of the same run.
    case share
  }

  /// What is allowed; a row misses its budget where the median exceeds it by more than 25 %.
  enum Budget: Sendable {
    case atMost(Double)
    case atLeast(Double)
    /// Times what `wc -l` took over the same file in the same run.
    case timesLineCount(Double)
  }

  init(_ rows: [Row], run: @escaping Run) {
    self.rows = rows
    self.run = run
  }

  /// A measurement of one row.
  init(
    _ name: String, _ unit: Unit = .seconds, _ budget: Budget? = nil,
    run: @escaping @Sendable (BenchLog) async throws -> Double
  ) {
    rows = [Row(name: name, unit: unit, budget: budget)]
    self.run = { [try await run($0)] }
  }
}
