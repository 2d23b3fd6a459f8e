import Rewind
import TextUI

/// Which rows of the projections the current event touched.
extension EventRoom {
  mutating func showTouchedRows(in shell: inout Shell) {
    guard let position = position(in: shell) else {
      shell.say(list.isAhead ? "the log is not read up to this event yet" : "no event is here")
      return
    }
    let built = shell.builtProjections
    guard !built.isEmpty else {
      shell.say("no projection has a read model: R, then b builds them")
      return
    }
    touched = TouchedRowsPopup(position: position, projections: built)
  }

  /// What keys do while they are shown; nil where that is the shell's to do.
  mutating func performInTouched(_ command: Command, in shell: inout Shell) -> [Effect]? {
    guard command == .open, let touched else { return nil }
    let lines = touchedLines(in: shell)
    if lines.indices.contains(touched.cursor.row) {
      shell.go(to: lines[touched.cursor.row].place(at: touched.position))
    }
    return []
  }

  // MARK: Asking

  /// What is known so far.
  private func knownTouched(in shell: Shell) -> [TouchedRows] {
    guard let told = shell.knowledge.readModels.touched, told.question == touched?.question
    else { return [] }
    return told.value
  }

  /// What is not known yet of what is shown; nil where all is.
  func touchedQuestion(in shell: Shell) -> Question? {
    guard let touched, knownTouched(in: shell).count < touched.projections.count else {
      return nil
    }
    return touched.question
  }

  func touchedStatus(in shell: Shell) -> [StyledText] {
    let requests = shell.knowledge.requests
    guard requests.pending[.touchedRows] != nil else { return [] }
    let part = requests.progress[.touchedRows].map { " \(Format.percentage($0))" } ?? ""
    return [StyledText("reading the rows\(part), Esc cancels")]
  }

  // MARK: Drawing

  /// The lines: of the projections that are not answered yet, one each.
  func touchedLines(in shell: Shell) -> [StepLine] {
    guard let touched else { return [] }
    let known = knownTouched(in: shell)
    return touched.projections.flatMap { name in
      let definition = shell.definition(named: name)
      return known.first { $0.projection == name }?.lines(definition)
        ?? [StepLine(projection: name, definition: definition, content: .awaited)]
    }
  }

  func listPopup(_ popup: TouchedRowsPopup, in shell: Shell) -> ListPopup {
    let lines = touchedLines(in: shell)
    let type = shell.index[popup.position].type.map { shell.knowledge.types[$0] }
    var list = ListPopup(
      title: "Rows that \(shell.positionLabel(popup.position)) touched\(shell.separator)"
        + (type ?? "damaged line"),
      count: lines.count, cursor: popup.cursor)
    list.keepFoot(in: shell.layout)
    if lines.indices.contains(popup.cursor.row) {
      let line = lines[popup.cursor.row]
      let parts = [line.projection, line.key, notYet(line, popup, in: shell)]
      list.selectedText =
        (parts.filter { !$0.isEmpty } + [line.texts(shell).map { $0.text }.joined()])
        .joined(separator: "  ")
    }
    return list
  }

  /// What to say where the read model is not as far as the event.
  private func notYet(
    _ line: StepLine, _ popup: TouchedRowsPopup, in shell: Shell
  ) -> String {
    guard case .row = line.content,
      let position = shell.knowledge.readModels.position(of: line.projection),
      position < popup.position
    else { return "" }
    return "not in it yet:"
  }

  func drawTouchedRows(in shell: Shell, on canvas: inout Canvas) {
    guard let touched else { return }
    let lines = touchedLines(in: shell)
    let widths = StepLine.Widths(
      projection: touched.projections.map { TextWidth.columns(of: $0) }.max() ?? 0,
      key: lines.keyColumns)
    listPopup(touched, in: shell).draw(in: shell.layout, shell.theme, on: &canvas) {
      number, area, canvas in
      let remark = notYet(lines[number], touched, in: shell)
      lines[number].draw(in: area, widths, remark: remark, shell, on: &canvas)
    }
  }
}

extension ReadModels {
  /// Takes what is known of one of the projections; one that is told a second time is known already.
  mutating func take(_ rows: TouchedRows, to question: Question) {
    var all = touched?.question == question ? touched?.value ?? [] : []
    if !all.contains(where: { $0.projection == rows.projection }) { all.append(rows) }
    touched = Told(question: question, value: all)
  }
}
