import Rewind
import TextUI

extension Model {
  /// What there is to know of the selected projection, broken into lines.
  var aboutLines: [StyledText] {
    let columns = max(16, layout.inside(.about).size.columns - 2)
    return aboutTexts(columns: columns).flatMap { text in
      TextWidth.wrapped(text.text, to: columns).map { StyledText($0, style: text.style) }
    }
  }

  private func aboutTexts(columns: Int) -> [StyledText] {
    guard let definition else { return [] }
    let name = definition.name
    var texts: [StyledText] = []
    if case .progress(let progress)? = knowledge.readModels.work[name] {
      texts += lines(of: progress, columns: columns)
    }
    if let waiting = waitingText(name) { texts.append(StyledText(waiting, style: theme.busy)) }
    if let status = knowledge.readModels.statuses[name] { texts += lines(of: status) }
    let tables = definition.tables.map(\.name).joined(separator: ", ")
    let rows =
      switch definition.partition {
      case .stream: "a row for each stream"
      case .type: "a row for each type of event"
      case .whole: "one row in all"
      }
    texts += [
      StyledText("of \(definition.selection)"), StyledText(rows),
      StyledText((definition.tables.count == 1 ? "table " : "tables ") + tables),
    ]
    if let time = knowledge.readModels.statuses[name]?.writtenAt {
      texts.append(
        StyledText("written \(Spelling.minute(time, in: options.zone))", style: theme.dimmed))
    }
    return texts
  }

  private func lines(of progress: ProjectionProgress, columns: Int) -> [StyledText] {
    var texts: [StyledText] = []
    if progress.phase != .live {
      let part = percentage(progress.fraction)
      let bar = bar(progress.fraction, columns: max(4, columns - 5)).map(\.text).joined()
      texts.append(StyledText("\(bar) \(part)", style: theme.busy))
    }
    let left = progress.phase == .finishing ? "writing" : Self.left(progress.secondsLeft)
    let rate = Self.rate(progress.eventsPerSecond)
    texts.append(StyledText([rate, left].filter { !$0.isEmpty }.joined(separator: separator)))
    texts.append(StyledText("at \(positionLabel(progress.position))"))
    if progress.parked > 0 {
      texts.append(
        StyledText("\(Spelling.grouped(progress.parked)) parked so far", style: theme.error))
    }
    return texts
  }

  private func lines(of status: ProjectionStatus) -> [StyledText] {
    var texts: [StyledText] = []
    switch status.state {
    case .faulted(let fault):
      texts.append(
        StyledText("! \(positionLabel(fault.position)): \(fault.message)", style: theme.error))
    case .stale(let reason): texts.append(StyledText("~ \(reason)", style: theme.changed))
    default: break
    }
    let lag = max(
      0, status.head - (knowledge.readModels.position(of: status.name) ?? status.position))
    if lag > 0, status.state != .notBuilt {
      texts.append(StyledText("\(Spelling.grouped(lag)) behind the log"))
    }
    if let process = status.process {
      let who = process == 0 ? "another process" : "process \(process)"
      texts.append(StyledText("\(who) is at work on it", style: theme.busy))
    }
    if knowledge.readModels.ready.contains(status.name) {
      texts.append(StyledText("rebuild is ready\(separator)b compares it", style: theme.busy))
    } else if let position = status.interruptedAt, knowledge.readModels.work[status.name] == nil {
      let place = positionLabel(position)
      texts.append(StyledText("rebuild stopped at \(place)\(separator)b goes on"))
    }
    if let fault = status.rebuildFault {
      texts.append(
        StyledText(
          "! rebuild \(positionLabel(fault.position)): \(fault.message)", style: theme.error))
    }
    if status.parked > 0 {
      texts.append(StyledText("! \(Spelling.grouped(status.parked)) parked", style: theme.error))
    }
    return texts
  }

  func drawAbout(on canvas: inout Canvas, _ layout: Layout) {
    let title = definition.map { "About\(separator)\($0.name)" } ?? "About"
    guard let inside = drawFrame(.about, title: [StyledText(title)], on: &canvas, layout) else {
      return
    }
    if definition == nil {
      writeEmpty(["What the selected projection is about."], in: inside, on: &canvas)
    }
    let lines = aboutLines
    ListView(count: lines.count, cursor: projections.about, isFocused: screenPanel == .about)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        let room = row.inset(columns: 1, rows: 0)
        canvas.write([lines[number]], at: room.origin, limit: room.size.columns)
      }
  }
}
