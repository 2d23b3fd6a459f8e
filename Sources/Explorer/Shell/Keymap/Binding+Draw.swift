import TextUI

extension Canvas {
  /// Writes the hints of a bottom row: those at the right always, those at the left as far as there is room.
  mutating func write(_ hints: Binding.Hints, row: Int, _ theme: Theme) {
    let right = text(hints.right, theme)
    let rightStart = size.columns - right.columns - 1
    var left: [Binding.Hint] = []
    for hint in hints.left {
      guard 1 + text(left + [hint], theme).columns + 3 <= rightStart else { break }
      left.append(hint)
    }
    let used = write(text(left, theme), at: Point(column: 1, row: row))
    write(right, at: Point(column: max(used + 2, rightStart), row: row))
  }

  private func text(_ hints: [Binding.Hint], _ theme: Theme) -> [StyledText] {
    let texts = hints.flatMap {
      [StyledText($0.keys, style: theme.key), StyledText(" \($0.text)"), StyledText("  ")]
    }
    return texts.dropLast()
  }
}
