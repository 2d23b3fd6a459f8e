import Rewind
import TextUI

extension ProjectionsScreen {
  /// The details of the selected projection, broken into lines.
  func aboutLines(in shell: Shell) -> [StyledText] {
    let columns = max(16, shell.layout.inside(.about).size.columns - 2)
    return aboutTexts(columns: columns, in: shell).flatMap { text in
      TextWidth.wrapped(text.text, to: columns).map { StyledText($0, style: text.style) }
    }
  }

  private func aboutTexts(columns: Int, in shell: Shell) -> [StyledText] {
    guard let projection = selected(in: shell) else { return [] }
    let name = projection.name
    let (models, theme) = (shell.knowledge.readModels, shell.theme)
    var texts: [StyledText] = []
    if case .progress(let progress)? = models.work[name] {
      texts += lines(of: progress, columns: columns, in: shell)
    }
    if let waiting = shell.waitingText(name) {
      texts.append(StyledText(waiting, style: theme.busy))
    }
    if let trouble = projection.trouble {
      texts.append(StyledText("! \(trouble)", style: theme.error))
    }
    if let status = models.statuses[name] { texts += lines(of: status, in: shell) }
    texts += projection.warnings.map { StyledText("! \($0)", style: theme.changed) }
    texts += lines(ofDefinitionOf: projection)
    if let time = models.statuses[name]?.writtenAt {
      let text = "written \(Format.minute(time, in: shell.options.display.zone))"
      texts.append(StyledText(text, style: theme.dimmed))
    }
    return texts + lines(saidBy: projection, in: shell)
  }

  private func lines(ofDefinitionOf projection: ListedProjection) -> [StyledText] {
    let file = projection.definition?.file ?? "\(projection.name).js"
    let kind = file.hasSuffix(".js") ? "script" : "program"
    let script = projection.isScript ? [StyledText("by the \(kind) \(file)")] : []
    guard let definition = projection.definition else {
      return script + (projection.code == .reading ? ["which is being read"] : [])
    }
    let tables = definition.tables.map(\.name).joined(separator: ", ")
    let rows =
      switch definition.partition {
      case .stream: "a row for each stream"
      case .type: "a row for each type of event"
      case .whole: "one row in all"
      case .keys: "a row for each key in the events"
      }
    return script + [
      StyledText("of \(definition.selection)"), StyledText(rows),
      StyledText((definition.tables.count == 1 ? "table " : "tables ") + tables),
    ]
  }

  /// What the script said in the work that was done last, beside the warnings that are there anyway.
  private func lines(
    saidBy projection: ListedProjection, in shell: Shell
  ) -> [StyledText] {
    let notes = shell.knowledge.readModels.notes[projection.name] ?? []
    return notes.filter { !projection.warnings.contains($0.text) }.map { note in
      let place = note.position.map { "\(shell.positionLabel($0)) " } ?? ""
      return note.kind == .warning
        ? StyledText("! \(note.text)", style: shell.theme.changed)
        : StyledText("\(place)\(note.text)", style: shell.theme.dimmed)
    }
  }

  private func lines(
    of progress: ProjectionProgress, columns: Int, in shell: Shell
  ) -> [StyledText] {
    let theme = shell.theme
    var texts: [StyledText] = []
    if progress.phase != .live {
      let part = Format.percentage(progress.fraction)
      let bar = Self.bar(
        progress.fraction, columns: max(4, columns - 5), shell.options.display.glyphs, theme)
      texts.append(
        StyledText("\(bar.map(\.text).joined()) \(part)", style: theme.busy))
    }
    let speed = progress.speedTexts.joined(separator: shell.separator)
    if !speed.isEmpty { texts.append(StyledText(speed)) }
    texts.append(StyledText("at \(shell.positionLabel(progress.position))"))
    if progress.parked > 0 {
      let text = "\(Format.grouped(progress.parked)) parked so far"
      texts.append(StyledText(text, style: theme.error))
    }
    return texts
  }

  private func lines(of status: ProjectionStatus, in shell: Shell) -> [StyledText] {
    let (models, theme) = (shell.knowledge.readModels, shell.theme)
    func fault(_ fault: ProjectionFault, _ what: String) -> StyledText {
      let place = shell.positionLabel(fault.position)
      return StyledText("! \(what)\(place): \(fault.message)", style: theme.error)
    }
    var texts: [StyledText] = []
    switch status.state {
    case .faulted(let reason): texts.append(fault(reason, ""))
    case .stale(let reason) where reason != selected(in: shell)?.trouble:
      let isAsked = models.ready.contains(status.name) || status.position == 0
      let offer = isAsked ? "" : "\(shell.separator)b compares"
      texts.append(StyledText("~ \(reason)\(offer)", style: theme.changed))
    default: break
    }
    let lag = max(0, status.head - (models.position(of: status.name) ?? status.position))
    if lag > 0, models.isBuilt(status.name) == true {
      texts.append(StyledText("\(Format.grouped(lag)) behind the log"))
    }
    if let process = status.process {
      let who = process == 0 ? "another process" : "process \(process)"
      texts.append(StyledText("\(who) is at work on it", style: theme.busy))
    }
    if models.ready.contains(status.name) {
      let text = "rebuild is ready\(shell.separator)b compares it"
      texts.append(StyledText(text, style: theme.busy))
    } else if let position = status.unfinishedRebuild?.position, models.work[status.name] == nil {
      let place = shell.positionLabel(position)
      texts.append(StyledText("rebuild stopped at \(place)\(shell.separator)b goes on"))
    }
    if let reason = status.unfinishedRebuild?.fault, status.state != .faulted(reason) {
      texts.append(fault(reason, "rebuild "))
    }
    if status.parked > 0 {
      texts.append(StyledText("! \(Format.grouped(status.parked)) parked", style: theme.error))
    }
    return texts
  }

  func drawAbout(in shell: Shell, on canvas: inout Canvas) {
    let projection = selected(in: shell)
    let title = projection.map { "About\(shell.separator)\($0.name)" } ?? "About"
    guard
      let inside = drawFrame(.about, title: [StyledText(title)], in: shell, on: &canvas)
    else { return }
    if projection == nil {
      shell.writeEmpty(["What the selected projection is about."], in: inside, on: &canvas)
    }
    let lines = aboutLines(in: shell)
    ListView(count: lines.count, cursor: about, isFocused: focus == .about)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        let room = row.inset(columns: 1, rows: 0)
        canvas.write([lines[number]], at: room.origin, limit: room.size.columns)
      }
  }
}
