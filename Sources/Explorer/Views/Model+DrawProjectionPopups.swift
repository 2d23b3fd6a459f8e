import Rewind
import TextUI

extension Model {
  /// How many rows a popup over the Projections screen can list at once.
  var popupHeight: Int { max(1, popupRect.size.rows - 2 - popupHead.count - footRows) }

  /// The rows below the list, where the selected one stands whole.
  private var footRows: Int {
    if case .rebuild? = projections.popup { return 0 }
    return popupRowCount == 0 ? 0 : layout.popup.size.rows >= 16 ? 4 : 2
  }

  private var popupRect: Rect {
    var rect = layout.popup
    let count = max(popupRowCount, 1)
    if case .rebuild? = projections.popup {
      let columns = min(rect.size.columns, 64)
      rect.origin.column += (rect.size.columns - columns) / 2
      rect.size.columns = columns
    }
    let rows = max(4, min(rect.size.rows, count + 2 + popupHead.count + footRows))
    if case .rebuild? = projections.popup { rect.origin.row += (rect.size.rows - rows) / 3 }
    rect.size.rows = rows
    return rect
  }

  func draw(_ popup: ProjectionPopup, on canvas: inout Canvas, _ layout: Layout) {
    let rect = popupRect
    canvas.fill(rect)
    let count = popupRowCount
    let corner: String
    if case .rebuild = popup {
      corner = ""
    } else {
      corner = count == 0 ? "" : "\(popup.cursor.row + 1) of \(Spelling.grouped(count))"
    }
    canvas.box(
      rect, isFocused: true, title: [StyledText(title(of: popup))], corner: [StyledText(corner)])
    var inside = rect.inset()
    canvas.cursor = inside.origin
    for line in popupHead {
      canvas.write(
        line, at: Point(column: inside.origin.column + 1, row: inside.origin.row),
        limit: inside.size.columns - 2)
      inside.origin.row += 1
      inside.size.rows -= 1
    }
    if count == 0 { writeEmpty(emptyPopup, in: inside, on: &canvas) }
    inside.size.rows -= footRows
    drawFoot(of: popup, below: inside, on: &canvas)
    ListView(count: count, cursor: popup.cursor, isFocused: true)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        draw(number, of: popup, in: row, on: &canvas)
      }
  }

  private func drawFoot(of popup: ProjectionPopup, below inside: Rect, on canvas: inout Canvas) {
    guard footRows > 0 else { return }
    let text = selectedChanges(of: popup).map(\.text).joined()
    let columns = inside.size.columns - 2
    let blank = footRows > 2 ? 1 : 0
    let lines = TextWidth.wrapped(text, to: columns)
    for (offset, line) in lines.prefix(footRows - blank).enumerated() {
      let isCut = offset == footRows - blank - 1 && lines.count > offset + 1
      canvas.write(
        isCut ? line + String(options.glyphs.ellipsis) : line,
        at: Point(
          column: inside.origin.column + 1, row: inside.rowRange.upperBound + blank + offset),
        limit: columns)
    }
  }

  /// What the selected event did, or how the selected row differs.
  private func selectedChanges(of popup: ProjectionPopup) -> [StyledText] {
    switch popup {
    case .rebuild: return []
    case .history(let popup):
      guard let steps = shownSteps, steps.indices.contains(popup.cursor.row),
        let definition = definition(named: popup.projection)
      else { return [] }
      return changes(in: steps[popup.cursor.row], of: definition)
    case .comparison(let popup):
      guard let comparison = shownComparison, let definition = definition(named: popup.projection),
        comparison.differences.indices.contains(popup.cursor.row)
      else { return [] }
      let difference = comparison.differences[popup.cursor.row]
      return [StyledText(keyText(difference, of: definition) + "  ")]
        + changes(in: difference, of: comparison, definition)
    }
  }

  private func title(of popup: ProjectionPopup) -> String {
    switch popup {
    case .rebuild(let menu): return "Rebuild\(separator)\(menu.projection)"
    case .history(let popup):
      let moment = popup.through.map { " as of \(positionLabel($0))" } ?? ""
      return "What made \(popup.key)\(moment)"
    case .comparison(let popup):
      switch popup.copies {
      case .rebuild: return "\(popup.projection)\(separator)what the rebuild changes"
      case .positions(let old, let new):
        return "\(popup.projection)\(separator)\(positionLabel(old)) \(options.glyphs.arrow) "
          + positionLabel(new)
      }
    }
  }

  /// The lines above the list.
  private var popupHead: [[StyledText]] {
    guard case .comparison? = projections.popup, let comparison = shownComparison else {
      return []
    }
    func count(_ number: Int, _ word: String, _ mark: ChangeMark) -> [StyledText] {
      let text = "\(mark.glyph) \(Spelling.grouped(number)) \(word)"
      return [StyledText(text, style: number > 0 ? theme.style(mark) : theme.dimmed), "   "]
    }
    let counts =
      count(comparison.added, "added", .added) + count(comparison.removed, "removed", .removed)
      + count(comparison.changed, "changed", .changed)
      + [StyledText("\(Spelling.grouped(comparison.same)) the same")]
    let all = comparison.added + comparison.removed + comparison.changed
    let shown = comparison.differences.count
    guard shown < all else { return [counts] }
    let text = "the first \(Spelling.grouped(shown)) of \(Spelling.grouped(all)):"
    return [counts, [StyledText(text, style: theme.dimmed)]]
  }

  private var emptyPopup: [String] {
    guard let popup = projections.popup, let question = popup.question else { return [] }
    if knowledge.requests.failed[question.lane] == question,
      let reason = knowledge.readModels.failures[question.lane]
    {
      return ["! \(reason)"]
    }
    switch popup {
    case .rebuild: return []
    case .history:
      return [shownSteps == nil ? "Reading the events that made it." : "No event made this row."]
    case .comparison(let popup):
      guard shownComparison != nil else { return ["Comparing the rows."] }
      return [
        popup.copies == .rebuild
          ? "Nothing differs: the rebuild is the read model as it is." : "Nothing differs."
      ]
    }
  }

  private func draw(
    _ number: Int, of popup: ProjectionPopup, in row: Rect, on canvas: inout Canvas
  ) {
    switch popup {
    case .rebuild(let menu):
      draw(RebuildMenu.choices[number], of: menu, in: row, on: &canvas)
    case .history(let popup):
      guard let steps = shownSteps, let definition = definition(named: popup.projection) else {
        return
      }
      draw(steps[number], of: definition, in: row, on: &canvas)
    case .comparison(let popup):
      guard let comparison = shownComparison, let definition = definition(named: popup.projection)
      else { return }
      draw(
        comparison.differences[number], in: comparison, of: definition, in: row, on: &canvas)
    }
  }
}
