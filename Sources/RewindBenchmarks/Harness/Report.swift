internal import Rewind

/// The figures as they are printed.
struct Report {
  let figures: [Figures]
  /// What could not be measured, and why.
  let problems: [String]

  /// A table: name, median, ratios to `wc -l` and to Rewind, budget, whether it is met.
  var table: String {
    let head = ["", "median", "× wc -l", "× Rewind", "budget", ""]
    let lines = figures.map { figures in
      let row = figures.row
      return [
        row.name,
        figures.median.map { FigureText.text($0, row.unit) }
          ?? (figures.isFound ? "-" : "not found"),
        figures.medianLineCountRatio.map(FigureText.ratio) ?? "",
        figures.medianRewindRatio.map(FigureText.ratio) ?? "",
        row.budget.map { FigureText.text($0, row.unit) } ?? "",
        figures.isMet.map { $0 ? "met" : "MISSED" } ?? "",
      ]
    }
    return TextTable.text([head] + lines, figureColumns: [1, 2, 3])
  }

  /// One object a line.
  var json: String {
    figures.map { JSONValue.object(Self.object($0)).text() + "\n" }.joined()
  }

  private static func object(_ figures: Figures) -> JSONObject {
    let row = figures.row
    var object: JSONObject = [
      "name": .string(row.name),
      "unit": .string(row.unit.rawValue),
      "is_found": .bool(figures.isFound),
      "runs": .array(figures.values.map { JSONValue($0) }),
    ]
    object["median"] = figures.median.map { JSONValue($0) }
    object["median_ratio_to_wc"] = figures.medianLineCountRatio.map { JSONValue($0) }
    object["rewind_row"] = row.rewindRow.map { .string($0) }
    object["median_ratio_to_rewind"] = figures.medianRewindRatio.map { JSONValue($0) }
    object["budget"] = row.budget.map { JSONValue($0.limit) }
    object["budget_is"] = row.budget.map { .string($0.kind) }
    object["is_met"] = figures.isMet.map { .bool($0) }
    return object
  }
}

extension Measurement.Budget {
  /// The number alone.
  fileprivate var limit: Double {
    switch self {
    case .atMost(let limit), .atLeast(let limit), .timesLineCount(let limit): limit
    }
  }

  /// What the number is, as JSON names it.
  fileprivate var kind: String {
    switch self {
    case .atMost: "at_most"
    case .atLeast: "at_least"
    case .timesLineCount: "at_most_times_wc"
    }
  }
}
