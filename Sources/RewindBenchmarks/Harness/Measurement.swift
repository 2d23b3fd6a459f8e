/// Some things that are measured together.
struct Measurement: Sendable {
  /// What one run needs, and what it answers: a figure for each row, in the rows' order.
  typealias Run = @Sendable (BenchLog) async throws -> [Double]

  var rows: [Row]
  /// Why it cannot be measured here, in a word or two: what it needs is not installed; nil where it can.
  var absence: @Sendable () -> String? = { nil }
  /// Whether the log has to do with it; what it has not is measured beside the first log alone.
  let isOfLog: Bool
  let run: Run

  /// One line of the table.
  struct Row: Sendable {
    let name: String
    let unit: Unit
    /// The row of Rewind's that does the same work, where this is another program's.
    var rewindRow: String?
  }

  enum Unit: String, Sendable {
    case seconds, bytes
    case perSecond = "per_second"
    /// A share of another figure of the same run.
    case share
    case count, instructions
  }

  /// What is allowed; a row misses its budget where the median exceeds it by more than 25 %.
  enum Budget: Sendable {
    case atMost(Double)
    case atLeast(Double)
    /// Times what `wc -l` took over the same file in the same run.
    case timesLineCount(Double)
    /// What was recorded, with a margin of 3 %: it does not drift with the machine.
    case recorded(Double)
  }

  init(_ rows: [Row], isOfLog: Bool = true, run: @escaping Run) {
    self.rows = rows
    self.isOfLog = isOfLog
    self.run = run
  }

  /// A measurement of one row.
  init(
    _ name: String, _ unit: Unit = .seconds, isOfLog: Bool = true,
    run: @escaping @Sendable (BenchLog) async throws -> Double
  ) {
    self.init([Row(name: name, unit: unit)], isOfLog: isOfLog) { [try await run($0)] }
  }
}
