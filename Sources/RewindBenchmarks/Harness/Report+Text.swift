extension Report {
  /// A table for each log, and one of how the rows grow.
  var text: String {
    let tables = logs.map { log in
      (logs.count > 1 ? "\(EventCount.text(log.events)) events\n" : "") + Self.table(log.figures)
    }
    return (tables + (logs.count > 1 ? [growthTable] : [])).joined(separator: "\n")
  }

  /// Name, median, ratios to `wc -l` and to Rewind, budget, whether it is met.
  private static func table(_ figures: [Figures]) -> String {
    let head = ["", "median", "× wc -l", "× Rewind", "budget", ""]
    let lines = figures.map { figures in
      let row = figures.row
      return [
        row.name,
        figures.median.map { FigureText.text($0, row.unit) }
          ?? (figures.absence ?? "-"),
        figures.medianLineCountRatio.map(FigureText.ratio) ?? "",
        figures.medianRewindRatio.map(FigureText.ratio) ?? "",
        figures.budget.map { FigureText.text($0, row.unit) } ?? "",
        word(figures.isMet),
      ]
    }
    return TextTable.text([head] + lines, figureColumns: [1, 2, 3])
  }

  private var growthTable: String {
    let head = ["growth"] + logs.map { EventCount.text($0.events) } + ["times", "budget", ""]
    let lines = growths.map { growth in
      [
        growth.row.name,
        FigureText.text(growth.smaller, growth.row.unit),
        FigureText.text(growth.larger, growth.row.unit),
        FigureText.ratio(growth.times),
        growth.budget.map { "≤ \(FigureText.fixed($0, 1))" } ?? "",
        Self.word(growth.isMet),
      ]
    }
    return TextTable.text([head] + lines, figureColumns: [1, 2, 3])
  }

  private static func word(_ isMet: Bool?) -> String {
    isMet.map { $0 ? "met" : "MISSED" } ?? ""
  }
}

/// How a number of events is written for people.
enum EventCount {
  /// With a comma after each three digits from the end.
  static func text(_ count: Int) -> String {
    let digits = Array(String(count))
    return digits.indices.map { index in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digits[index])" : "\(digits[index])"
    }.joined()
  }
}
