import Rewind
import TextUI

/// What a mapping finds, a role each, in columns: the role, where it is looked for, how much is found, and
/// an example.
struct MappingTable {
  private let rows: [RoleCoverage]
  /// An example that would have fewer columns is left out.
  private static let fewestColumns = 8

  init(_ coverage: [RoleCoverage]) {
    rows = coverage
  }

  /// The lines, none wider than the columns; where they are few, what is found stands below where it is.
  func lines(_ columns: Int, _ theme: Theme) -> [[StyledText]] {
    let role = width(\.label) + 2
    let source = width { $0.source.description } + 2
    let finding = width(\.finding) + 2
    let left = columns - role - source - finding
    guard left >= -2 else { return rows.flatMap { stacked($0, role, columns, theme) } }
    return rows.map { row in
      var line = [
        StyledText(padded(row.label, to: role), style: theme.key),
        StyledText(padded(row.source.description, to: source)),
        StyledText(row.finding),
      ]
      if let example = row.example, left >= Self.fewestColumns {
        let gap = finding - TextWidth.columns(of: row.finding)
        line.append(StyledText(String(repeating: " ", count: gap)))
        let text = VisibleText.escaped(example)
        line.append(StyledText(TextWidth.fitted(text, to: left), style: theme.dimmed))
      }
      return line
    }
  }

  private func stacked(
    _ row: RoleCoverage, _ role: Int, _ columns: Int, _ theme: Theme
  ) -> [[StyledText]] {
    let indent = StyledText(String(repeating: " ", count: role))
    let sources = TextWidth.wrapped(row.source.description, to: columns - role)
    let texts =
      sources.map { StyledText($0) } + [StyledText(row.finding, style: theme.dimmed)]
    return texts.enumerated().map { number, text in
      [number == 0 ? StyledText(padded(row.label, to: role), style: theme.key) : indent, text]
    }
  }

  private func width(_ text: (RoleCoverage) -> String) -> Int {
    rows.map { TextWidth.columns(of: text($0)) }.max() ?? 0
  }

  private func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - TextWidth.columns(of: text)))
  }
}
