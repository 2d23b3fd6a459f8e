import Rewind
import TextUI

extension Model {
  func drawDeadLetters(on canvas: inout Canvas, _ layout: Layout) {
    let letters = shownLetters
    let count = knowledge.readModels.letters.map { letters.isEmpty ? 0 : $0.count } ?? 0
    let corner =
      letters.isEmpty
      ? "" : "\(Spelling.grouped(projections.letters.row + 1)) of \(Spelling.grouped(count))"
    guard
      let inside = drawFrame(
        .deadLetters, title: ["Dead letters"], corner: [StyledText(corner)], on: &canvas, layout)
    else { return }
    if letters.isEmpty {
      writeEmpty(noLetters, in: inside, on: &canvas)
      return
    }
    let number = letters.map { TextWidth.columns(of: positionLabel($0.position)) }.max() ?? 0
    let longestKey = letters.map { TextWidth.columns(of: $0.key ?? "") }.max() ?? 0
    let key = min(longestKey, 28, inside.size.columns / 3)
    ListView(
      count: letters.count, cursor: projections.letters,
      isFocused: screenPanel == .deadLetters, hasPointer: true
    ).draw(in: inside, on: &canvas) { line, row, canvas in
      draw(letters[line], number: number, key: key, in: row, on: &canvas)
    }
  }

  private func draw(
    _ letter: DeadLetter, number: Int, key: Int, in area: Rect, on canvas: inout Canvas
  ) {
    let row = area.origin.row
    var column = area.origin.column + 2
    let end = area.columnRange.upperBound - 1
    if letter.hasFailed {
      canvas.write("!", at: Point(column: column, row: row), style: theme.error)
    }
    column += 2 + number
    canvas.write(positionLabel(letter.position), endingBefore: column, row: row)
    column += 2
    if area.size.columns >= 60, isInLog(letter.position),
      let time = index[letter.position].timestamp
    {
      let text = Spelling.minute(time, in: options.zone)
      canvas.write(text, at: Point(column: column, row: row), style: theme.dimmed)
      column += TextWidth.columns(of: text) + 2
    }
    canvas.write(
      TextWidth.middleCut(letter.key ?? "", to: key, glyphs: options.glyphs),
      at: Point(column: column, row: row))
    column += key + 2
    canvas.write(
      letter.reason, at: Point(column: column, row: row),
      style: letter.hasFailed ? theme.error : theme.dimmed, limit: end - column)
  }

  private var noLetters: [String] {
    let failed = knowledge.requests.failed[.deadLetters]
    if case .deadLetters(definition?.name ?? "", _, _)? = failed,
      let reason = knowledge.readModels.failures[.deadLetters]
    {
      return ["! \(reason)"]
    }
    return [
      "No dead letters. An event that fails is kept here, with the later ones of its key, where"
        + " b is told to park it; r takes them in again."
    ]
  }
}
