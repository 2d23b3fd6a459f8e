internal import Rewind

/// The figures as they are printed.
struct Report {
  let figures: [Figures]
  /// What could not be measured, and why.
  let problems: [String]

  /// A table: name, median, ratio to `wc -l`, budget, whether it is met.
  var table: String {
    var lines = [["", "median", "× wc -l", "budget", ""]]
    for figures in figures {
      let row = figures.row
      lines.append([
        row.name,
        figures.median.map { FigureText.text($0, row.unit) } ?? "-",
        figures.medianRatio.map(FigureText.ratio) ?? "",
        row.budget.map { FigureText.text($0, row.unit) } ?? "",
        figures.isMet.map { $0 ? "met" : "MISSED" } ?? "",
      ])
    }
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        let room = String(repeating: " ", count: widths[column] - cell.count)
        return column == 1 || column == 2 ? room + cell : cell + room
      }
      var text = cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }

  /// One object a line.
  var json: String {
    figures.map { figures in
      var object: JSONObject = [
        "name": .string(figures.row.name),
        "unit": .string(figures.row.unit.rawValue),
        "runs": .array(figures.values.map(Self.number)),
      ]
      object["median"] = figures.median.map(Self.number)
      object["median_ratio_to_wc"] = figures.medianRatio.map(Self.number)
      object["budget"] = figures.row.budget.map {
        .string(FigureText.text($0, figures.row.unit))
      }
      object["is_met"] = figures.isMet.map { .bool($0) }
      return JSONValue.object(object).text() + "\n"
    }.joined()
  }

  private static func number(_ value: Double) -> JSONValue {
    .number(JSONNumber(value))
  }
}
