import TextUI

/// Rows whose columns stand under each other; numbers are set to the right.
///
/// A cell that is wider than most terminals have room for is whole, but widens no other row.
struct TextTable {
  private static let widestColumn = 48

  private var rows: [[String]] = []
  private let isNumber: [Bool]

  init(numbers: Set<Int>, columns: Int) {
    isNumber = (0..<columns).map { numbers.contains($0) }
  }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, without blanks at their ends.
  var lines: [String] {
    let widths = isNumber.indices.map { column in
      rows.map { TextWidth.columns(of: VisibleText.escaped($0[column])) }
        .filter { $0 <= Self.widestColumn }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let gap = String(
          repeating: " ",
          count: max(0, widths[column] - TextWidth.columns(of: VisibleText.escaped(cell))))
        return isNumber[column] ? gap + cell : cell + gap
      }
      let line = cells.joined(separator: "  ")
      return String(
        line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
    }
  }
}
