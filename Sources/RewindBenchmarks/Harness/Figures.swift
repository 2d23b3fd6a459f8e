/// What the runs of one row came to.
struct Figures {
  let row: Measurement.Row
  /// One figure for each run.
  private(set) var values: [Double] = []
  /// The same as ratios to `wc -l` in the same run; empty for what is no time.
  private(set) var ratios: [Double] = []

  init(row: Measurement.Row) {
    self.row = row
  }

  mutating func add(_ value: Double, lineCount: Double?) {
    values.append(value)
    if row.unit == .seconds, let lineCount { ratios.append(value / lineCount) }
  }

  var median: Double? { Self.median(of: values) }
  var medianRatio: Double? { Self.median(of: ratios) }

  /// Whether the budget is met, with a margin of 25 %; nil where there is none.
  var isMet: Bool? {
    guard let budget = row.budget, let median else { return nil }
    switch budget {
    case .atMost(let limit): return median <= limit * 1.25
    case .atLeast(let limit): return median >= limit / 1.25
    case .timesLineCount(let times): return medianRatio.map { $0 <= times * 1.25 }
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
