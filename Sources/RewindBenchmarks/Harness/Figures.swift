/// What the runs of one row came to.
struct Figures {
  let row: Measurement.Row
  /// What the row may cost; nil where nothing is said of it.
  let budget: Measurement.Budget?
  /// Why it was not measured, such as "not found"; nil where it was.
  let absence: String?
  /// One figure for each run.
  private(set) var values: [Double] = []
  /// The same as ratios to `wc -l` in the same run; empty for what is no time.
  private(set) var lineCountRatios: [Double] = []
  /// The same, for a peer's row, as ratios to the row of Rewind's.
  private(set) var rewindRatios: [Double] = []

  init(row: Measurement.Row, budget: Measurement.Budget? = nil, absence: String? = nil) {
    self.row = row
    self.budget = budget
    self.absence = absence
  }

  /// Adds this row's figure of a run.
  ///
  /// - Parameter run: the figures of all rows of that run, by name.
  mutating func add(_ run: [String: Double]) {
    guard let value = run[row.name] else { return }
    values.append(value)
    guard row.unit == .seconds else { return }
    if let lineCount = run[LineCount.name] { lineCountRatios.append(value / lineCount) }
    if let rewind = row.rewindRow.flatMap({ run[$0] }) { rewindRatios.append(value / rewind) }
  }

  var median: Double? { Self.median(of: values) }
  var medianLineCountRatio: Double? { Self.median(of: lineCountRatios) }
  var medianRewindRatio: Double? { Self.median(of: rewindRatios) }

  /// Whether the budget is met, with a margin of 25 %, or 3 % over what was recorded; nil where there is none.
  var isMet: Bool? {
    guard let budget, let median else { return nil }
    switch budget {
    case .atMost(let limit): return median <= limit * 1.25
    case .atLeast(let limit): return median >= limit / 1.25
    case .recorded(let count): return median <= count * 1.03
    case .timesLineCount(let times): return medianLineCountRatio.map { $0 <= times * 1.25 }
    }
  }

  static func median(of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The least value that so many hundredths of the values do not exceed.
  static func percentile(_ percent: Int, of values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
  }
}
