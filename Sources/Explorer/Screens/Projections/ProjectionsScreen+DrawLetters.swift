import Rewind
import TextUI

extension ProjectionsScreen {
  func drawLetters(in shell: Shell, on canvas: inout Canvas) {
    let all = shownLetters(in: shell)
    let count = all.isEmpty ? 0 : shell.knowledge.readModels.letters?.count ?? 0
    let corner =
      all.isEmpty ? "" : "\(Format.grouped(letters.row + 1)) of \(Format.grouped(count))"
    guard
      let inside = drawFrame(
        .deadLetters, title: ["Dead letters"], corner: [StyledText(corner)], in: shell,
        on: &canvas)
    else { return }
    if all.isEmpty {
      shell.writeEmpty(noLetters(in: shell), in: inside, on: &canvas)
      return
    }
    let number = all.map { TextWidth.columns(of: shell.positionLabel($0.position)) }.max() ?? 0
    let longestKey = all.map { TextWidth.columns(of: $0.keysText) }.max() ?? 0
    let key = min(longestKey, 28, inside.size.columns / 3)
    ListView(
      count: all.count, cursor: letters, isFocused: focus == .deadLetters, hasPointer: true
    ).draw(in: inside, on: &canvas) { line, row, canvas in
      draw(all[line], number: number, key: key, in: row, shell, on: &canvas)
    }
  }

  private func draw(
    _ letter: DeadLetter, number: Int, key: Int, in area: Rect, _ shell: Shell,
    on canvas: inout Canvas
  ) {
    let (theme, row) = (shell.theme, area.origin.row)
    var column = area.origin.column + 2
    let end = area.columnRange.upperBound - 1
    if letter.hasFailed {
      canvas.write("!", at: Point(column: column, row: row), style: theme.error)
    }
    column += 2 + number
    canvas.write(shell.positionLabel(letter.position), endingBefore: column, row: row)
    column += 2
    if area.size.columns >= 60, let time = shell.time(at: letter.position) {
      let text = Format.minute(time, in: shell.options.display.zone)
      canvas.write(text, at: Point(column: column, row: row), style: theme.dimmed)
      column += TextWidth.columns(of: text) + 2
    }
    canvas.write(
      TextWidth.middleCut(letter.keysText, to: key, glyphs: canvas.glyphs),
      at: Point(column: column, row: row))
    column += key + 2
    canvas.write(
      letter.reason, at: Point(column: column, row: row),
      style: letter.hasFailed ? theme.error : theme.dimmed, limit: end - column)
  }

  private func noLetters(in shell: Shell) -> [String] {
    let name = selected(in: shell)?.name ?? ""
    if case .deadLetters(name, _, _)? = shell.knowledge.requests.failed[.deadLetters],
      let reason = shell.knowledge.readModels.failures[.deadLetters]
    {
      return ["! \(reason)"]
    }
    return [
      "No dead letters. An event that fails is kept here, with the later ones of its key, where"
        + " b is told to park it; r takes them in again."
    ]
  }
}

extension DeadLetter {
  /// The keys of its rows, one behind the other.
  var keysText: String { keys.joined(separator: ", ") }
}
