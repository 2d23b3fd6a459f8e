internal import Platform

/// What was measured, as it is printed.
struct Report {
  /// For each log, the figures of what was measured on it, the smaller log first.
  let logs: [(events: Int, figures: [Figures])]
  /// What could not be measured, and why.
  let problems: [String]

  /// How each row grows from the first log to the second; none where there is one log.
  var growths: [Growth] {
    guard logs.count == 2 else { return [] }
    return logs[1].figures.compactMap { larger in
      logs[0].figures.first { $0.row.name == larger.row.name }
        .flatMap { Growth(from: $0, to: larger) }
    }
  }

  /// The rows that miss their budgets, a line each; those that could not be measured too.
  var misses: [String] {
    let figures = logs.flatMap { log in
      log.figures.filter { $0.isMet == false }
        .map { "\($0.row.name), \(EventCount.text(log.events)) events" }
    }
    return figures + growths.filter { $0.isMet == false }.map { "growth of \($0.row.name)" }
      + problems
  }
}

/// How the cost of a row grows with the log.
struct Growth {
  let row: Measurement.Row
  let smaller: Double
  let larger: Double
  /// How many times as much the larger log costs.
  let times: Double

  /// Nil where one of them was not measured, or the figure is a share, which does not grow.
  init?(from smaller: Figures, to larger: Figures) {
    guard larger.row.unit != .share, let first = smaller.median, let second = larger.median,
      first > 0, second > 0
    else { return nil }
    row = larger.row
    self.smaller = first
    self.larger = second
    times = row.unit == .perSecond ? first / second : second / first
  }

  /// How many times it may be.
  var budget: Double? { Budgets.all[row.name]?.growth }

  /// Whether it is within its budget, with a margin of 25 %; nil where there is none.
  var isMet: Bool? { budget.map { times <= $0 * 1.25 } }
}
