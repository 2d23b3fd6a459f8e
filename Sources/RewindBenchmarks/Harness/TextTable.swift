/// Cells in columns: those with figures end below each other, the others begin so.
enum TextTable {
  /// - Parameter figureColumns: the numbers of the columns with figures, from 0.
  static func text(_ lines: [[String]], figureColumns: Set<Int>) -> String {
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        let room = String(repeating: " ", count: widths[column] - cell.count)
        return figureColumns.contains(column) ? room + cell : cell + room
      }
      var text = cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}
