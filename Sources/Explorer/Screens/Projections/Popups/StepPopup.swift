import Rewind
import TextUI

/// The next event that a projection takes, and what it makes of it.
struct StepPopup: Hashable, Sendable {
  let projection: String
  /// The row whose events are stepped through; nil for all rows.
  let key: String?
  /// The position behind which the event is.
  var after: Int
  var cursor = ListCursor()
}

extension ProjectionsScreen {
  /// Begins to step through the selected projection, or goes on to the next event.
  mutating func step(in shell: inout Shell) {
    guard case .step(var popup)? = popup else { return beginSteps(in: &shell) }
    guard let step = shownStep(in: shell) else { return }
    if let position = step.position {
      (popup.after, popup.cursor) = (position, ListCursor())
      self.popup = .step(popup)
    } else if (step.passed?.positions.upperBound ?? popup.after) < shell.index.eventCount {
      // Events came since it was asked for.
      shell.knowledge.readModels.step = nil
    } else {
      shell.say("no later event is taken")
    }
  }

  private mutating func beginSteps(in shell: inout Shell) {
    guard let projection = selected(in: shell), let definition = projection.definition else {
      return shell.say(selected(in: shell)?.trouble ?? "there is no projection to step through")
    }
    if let trouble = projection.trouble {
      return shell.say(trouble, isError: true, isOfCode: true)
    }
    let key = focus == .rows ? steppedKey(in: shell) : nil
    let start = key.map { firstPosition(ofKey: $0, definition, in: shell) - 1 } ?? 0
    popup = .step(
      StepPopup(projection: definition.name, key: key, after: view(in: shell).at ?? start))
  }

  /// The key of the selected row; nil where it is not a row with a state of its own.
  private func steppedKey(in shell: Shell) -> String? {
    guard shownTable(in: shell)?.kind == .states else { return nil }
    return selectedRow(in: shell)?.first?.description
  }

  /// The first position that can be of a row, as far as the log tells.
  private func firstPosition(
    ofKey key: String, _ definition: ProjectionDefinition, in shell: Shell
  ) -> Int {
    guard definition.partition == .stream, let stream = shell.index.streamID(named: key) else {
      return 1
    }
    return shell.index.positions(of: stream).first ?? 1
  }

  /// The step that is shown; nil until it is known.
  func shownStep(in shell: Shell) -> ProjectionStep? {
    guard let told = shell.knowledge.readModels.step, told.question == popup?.question else {
      return nil
    }
    return told.value
  }

  // MARK: Drawing

  /// A line for each row that the event went to, and for all that it wrote.
  func stepLines(_ popup: StepPopup, in shell: Shell) -> [StepLine] {
    shownStep(in: shell).map {
      StepLine.lines(of: $0, popup.projection, shell.definition(named: popup.projection))
    } ?? []
  }

  func listPopup(_ popup: StepPopup, in shell: Shell) -> ListPopup {
    let lines = stepLines(popup, in: shell)
    let row = popup.key.map { "\(shell.separator)row \($0.prefix(300))" } ?? ""
    var list = ListPopup(
      title: "\(popup.projection)\(row)\(shell.separator)step", count: lines.count,
      cursor: popup.cursor)
    let step = shownStep(in: shell)
    if let passed = step?.passed { list.head.append(passedLine(passed, in: shell)) }
    if let position = step?.position { list.head.append(eventLine(at: position, in: shell)) }
    list.keepFoot(in: shell.layout)
    if lines.indices.contains(popup.cursor.row) {
      let line = lines[popup.cursor.row]
      list.selectedText = ([line.key, line.texts(shell).map(\.text).joined()])
        .filter { !$0.isEmpty }.joined(separator: "  ")
    }
    list.emptyText = [emptyText(popup, step, in: shell)]
    return list
  }

  private func emptyText(
    _ popup: StepPopup, _ step: ProjectionStep?, in shell: Shell
  ) -> String {
    if let reason = self.popup?.question.flatMap({ failure(of: $0, in: shell) }) {
      return "! \(reason)"
    }
    let place = popup.after > 0 ? " behind \(shell.positionLabel(popup.after))" : ""
    return step == nil
      ? "Reading the next event\(place)." : "It takes no event\(place), up to the log's end."
  }

  /// `@13 to @20 passed over: 5 not of its source, 3 of another row`.
  private func passedLine(
    _ passed: ProjectionStep.Passed, in shell: Shell
  ) -> [StyledText] {
    let (first, last) = (passed.positions.lowerBound, passed.positions.upperBound)
    let reasons = PassedReason.allCases.compactMap { reason in
      passed.reasons[reason].map {
        last > first ? "\(Format.grouped($0)) \(reason.rawValue)" : reason.rawValue
      }
    }
    let place =
      shell.positionLabel(first) + (last > first ? " to \(shell.positionLabel(last))" : "")
    let text = "\(place) passed over: \(reasons.joined(separator: ", "))"
    return [StyledText(text, style: shell.theme.dimmed)]
  }

  /// The event: where and when it is, of which stream and type.
  func eventLine(at position: Int, in shell: Shell) -> [StyledText] {
    var texts: [StyledText] = [StyledText(shell.positionLabel(position)), "  "]
    if let time = shell.time(at: position) {
      let text = Format.minute(time, in: shell.options.display.zone)
      texts += [StyledText(text, style: shell.theme.dimmed), "  "]
    }
    guard shell.isInLog(position), let stream = shell.index[position].stream,
      let type = shell.index[position].type
    else { return texts + ["damaged line"] }
    let version = shell.versionLabel(shell.index.version(of: position), of: stream)
    let name = shell.index.stream(stream).name
    return texts + [StyledText("\(name) \(version)  \(shell.knowledge.types[type])")]
  }

  func draw(
    _ popup: StepPopup, _ number: Int, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let lines = stepLines(popup, in: shell)
    lines[number].draw(in: area, StepLine.Widths(key: lines.keyColumns), shell, on: &canvas)
  }
}
