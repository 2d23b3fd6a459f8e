import Rewind
import TextUI

/// The events that made a row, oldest first.
struct RowHistoryPopup: Hashable, Sendable {
  let projection: String
  let key: String
  /// The position that the row is shown as of; nil for now.
  let through: Int?
  var cursor = ListCursor()
}

extension ProjectionsScreen {
  /// Shows the events that made the selected row.
  mutating func showHistory(in shell: inout Shell) {
    guard let definition = definition(in: shell), let key = selectedRow(in: shell)?.first else {
      return
    }
    guard definition.tables[view(in: shell).table].kind == .states else {
      shell.say(
        definition.tables[view(in: shell).table].hasKeys
          ? "all rows share this one; w is about one of theirs"
          : "one event made this entry; Enter goes to it")
      return
    }
    shell.knowledge.readModels.history = nil
    popup = .history(
      RowHistoryPopup(
        projection: definition.name, key: key.description,
        through: shownRows(in: shell)?.key.at))
  }

  /// The steps of the history that is shown; nil until they are known.
  func shownSteps(in shell: Shell) -> [RowStep]? {
    guard let told = shell.knowledge.readModels.history, told.question == popup?.question else {
      return nil
    }
    return told.value
  }

  func selectedStep(in shell: Shell) -> RowStep? {
    guard let steps = shownSteps(in: shell), let row = popup?.cursor.row else { return nil }
    return steps.indices.contains(row) ? steps[row] : nil
  }

  func listPopup(_ popup: RowHistoryPopup, in shell: Shell) -> ListPopup {
    let steps = shownSteps(in: shell)
    let moment = popup.through.map { " as of \(shell.positionLabel($0))" } ?? ""
    var list = ListPopup(
      title: "What made \(popup.key)\(moment)", count: steps?.count ?? 0, cursor: popup.cursor)
    list.keepFoot(in: shell.layout)
    if let step = selectedStep(in: shell),
      let definition = shell.definition(named: popup.projection)
    {
      let changes = RowChanges(shell)
      list.selectedText = changes.texts(in: step, of: definition).map(\.text).joined()
    }
    if let reason = self.popup?.question.flatMap({ failure(of: $0, in: shell) }) {
      list.emptyText = ["! \(reason)"]
    } else {
      list.emptyText = [
        steps == nil ? "Reading the events that made it." : "No event made this row."
      ]
    }
    return list
  }

  /// What a search looks at: of each step what its row shows, and what there is no room for.
  func texts(of popup: RowHistoryPopup, in shell: Shell) -> [String] {
    guard let definition = shell.definition(named: popup.projection) else { return [] }
    let (steps, changes) = (shownSteps(in: shell) ?? [], RowChanges(shell))
    return steps.map { step in
      let time = shell.time(at: step.position)
        .map { Format.minute($0, in: shell.options.display.zone) }
      let what = changes.texts(in: step, of: definition).map(\.text).joined()
      let label = shell.positionLabel(step.position)
      return "\(label) \(time ?? "") \(type(at: step.position, in: shell)) \(what)"
    }
  }

  /// A step: the event, and what it changed.
  func draw(
    _ popup: RowHistoryPopup, _ number: Int, in area: Rect, _ shell: Shell,
    on canvas: inout Canvas
  ) {
    guard let steps = shownSteps(in: shell),
      let definition = shell.definition(named: popup.projection)
    else { return }
    let step = steps[number]
    let row = area.origin.row
    let end = area.columnRange.upperBound - 1
    let last = steps.last?.position ?? step.position
    var column =
      area.origin.column + 1 + TextWidth.columns(of: shell.positionLabel(last))
    canvas.write(shell.positionLabel(step.position), endingBefore: column, row: row)
    column += 2
    if let time = shell.time(at: step.position), area.size.columns >= 60 {
      let shown = steps.dropFirst(popup.cursor.top).prefix(shell.layout.size.rows)
      let precision = TimePrecision.telling(
        shown.map { shell.time(at: $0.position) }, columns: area.size.columns - 55)
      let text = Format.time(time, precision, in: shell.options.display.zone)
      canvas.write(text, at: Point(column: column, row: row), style: shell.theme.dimmed)
      column += TextWidth.columns(of: text) + 2
    }
    let longest = steps.prefix(200).map { typeColumns(at: $0.position, in: shell) }.max() ?? 0
    let room = min(24, longest, (end - column) * 2 / 5)
    canvas.write(
      TextWidth.fitted(type(at: step.position, in: shell), to: room, glyphs: canvas.glyphs),
      at: Point(column: column, row: row))
    column += room + 2
    canvas.write(
      RowChanges(shell).texts(in: step, of: definition), at: Point(column: column, row: row),
      limit: end - column)
  }

  private func type(at position: Int, in shell: Shell) -> String {
    guard shell.isInLog(position), let type = shell.index[position].type else {
      return "damaged line"
    }
    return shell.knowledge.types[type]
  }

  private func typeColumns(at position: Int, in shell: Shell) -> Int {
    TextWidth.columns(of: type(at: position, in: shell))
  }
}
