internal import Rewind

extension Report {
  /// One object a line.
  var json: String {
    let growths = Dictionary(uniqueKeysWithValues: growths.map { ($0.row.name, $0) })
    return logs.enumerated().map { number, log in
      log.figures.map { figures in
        let growth = number > 0 ? growths[figures.row.name] : nil
        return JSONValue.object(Self.object(figures, events: log.events, growth)).text() + "\n"
      }.joined()
    }.joined()
  }

  private static func object(_ figures: Figures, events: Int, _ growth: Growth?) -> JSONObject {
    let row = figures.row
    var object: JSONObject = [
      "name": .string(row.name),
      "events": JSONValue(events),
      "unit": .string(row.unit.rawValue),
      "is_found": .bool(figures.absence == nil),
      "runs": .array(figures.values.map { JSONValue($0) }),
    ]
    object["median"] = figures.median.map { JSONValue($0) }
    object["median_ratio_to_wc"] = figures.medianLineCountRatio.map { JSONValue($0) }
    object["rewind_row"] = row.rewindRow.map { .string($0) }
    object["median_ratio_to_rewind"] = figures.medianRewindRatio.map { JSONValue($0) }
    object["budget"] = figures.budget.map { JSONValue($0.limit) }
    object["budget_is"] = figures.budget.map { .string($0.kind) }
    object["is_met"] = figures.isMet.map { .bool($0) }
    object["growth"] = growth.map { JSONValue($0.times) }
    object["growth_budget"] = growth?.budget.map { JSONValue($0) }
    object["growth_is_met"] = growth?.isMet.map { .bool($0) }
    return object
  }
}

extension Measurement.Budget {
  /// The number alone.
  fileprivate var limit: Double {
    switch self {
    case .atMost(let limit), .atLeast(let limit), .timesLineCount(let limit), .recorded(let limit):
      limit
    }
  }

  /// What the number is, as JSON names it.
  fileprivate var kind: String {
    switch self {
    case .atMost: "at_most"
    case .atLeast: "at_least"
    case .timesLineCount: "at_most_times_wc"
    case .recorded: "recorded"
    }
  }
}
