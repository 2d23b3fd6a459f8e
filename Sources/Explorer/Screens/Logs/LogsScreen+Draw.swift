import Rewind
import TextUI

/// A row of the list of logs, as texts.
private struct LogRow {
  var name: String
  var marks: [StyledText]
  /// From left to right, each aligned with those of the other rows.
  var figures: [String] = []
}

extension LogsScreen {
  private static let gap = 2
  private static let labelColumns = 12

  func draw(in shell: Shell, on canvas: inout Canvas) {
    let corner = "\(cursor.row + 1) of \(shell.logs.names.count)"
    guard
      let inside = drawFrame(
        .logs, title: ["Logs"], corner: [StyledText(corner)], in: shell, on: &canvas)
    else { return }
    let rows = shell.logs.all.map { row($0, in: shell) }
    let widths = figureWidths(rows, columns: inside.size.columns)
    var list = listView(.logs, in: shell, hasPointer: true)
    list.count = rows.count
    list.draw(in: inside, on: &canvas) { number, area, canvas in
      draw(rows, number, widths, in: area, shell, on: &canvas)
    }
    drawAbout(in: shell, on: &canvas)
  }

  private func row(_ log: OpenLog, in shell: Shell) -> LogRow {
    let theme = shell.theme
    if let wrong = log.wrong {
      let text = StyledText("! " + wrong.brief, style: theme.error)
      return LogRow(name: log.name, marks: [text])
    }
    var marks: [StyledText] = []
    if let indexed = log.indexed {
      marks.append(StyledText("reading, \(Int(indexed * 100))%", style: theme.busy))
    }
    if log.isFollowing { marks.append(StyledText("LIVE", style: .bold)) }
    if log.newEvents > 0 { marks.append(StyledText("+\(Format.grouped(log.newEvents)) new")) }
    for (count, what) in [(log.damaged, "damaged"), (log.unread, "unread")] where count > 0 {
      marks.append(StyledText("\(Format.grouped(count)) \(what)", style: theme.error))
    }
    if !log.rebuilding.isEmpty {
      marks.append(StyledText("\(log.rebuilding.count) rebuilding", style: theme.busy))
    }
    return LogRow(
      name: log.name, marks: marks,
      figures: [
        Format.count(log.index.streamCount, "stream"),
        Format.count(log.index.eventCount - log.damaged, "event"),
        log.lastTime.map { Format.minute($0, in: shell.options.display.zone) } ?? "",
      ])
  }

  /// How wide each of the figures is; 0 for those that there is no room for, streams first.
  private func figureWidths(_ rows: [LogRow], columns: Int) -> [Int] {
    var widths = (0..<3).map { figure in
      rows.map { $0.figures.isEmpty ? 0 : TextWidth.columns(of: $0.figures[figure]) }.max() ?? 0
    }
    let names = widestName(rows)
    for dropped in [0, 2] where widths.reduce(names + 6, { $0 + $1 + Self.gap }) > columns {
      widths[dropped] = 0
    }
    return widths
  }

  private func widestName(_ rows: [LogRow]) -> Int {
    rows.map { TextWidth.columns(of: $0.name) }.max() ?? 0
  }

  private func draw(
    _ rows: [LogRow], _ number: Int, _ widths: [Int], in area: Rect, _ shell: Shell,
    on canvas: inout Canvas
  ) {
    let (log, row, theme) = (rows[number], area.origin.row, shell.theme)
    var end = area.columnRange.upperBound - 1
    for (figure, (text, width)) in zip(log.figures, widths).enumerated().reversed() where width > 0
    {
      let style = figure == log.figures.count - 1 ? theme.dimmed : .plain
      canvas.write(text, endingBefore: end, row: row, style: style)
      end -= width + Self.gap
    }
    var column = area.origin.column + 2 + "\(rows.count)".count
    canvas.write("\(number + 1)", endingBefore: column, row: row, style: theme.dimmed)
    column += 1
    let nameColumns = min(widestName(rows), max(8, end - column))
    canvas.write(
      TextWidth.middleCut(log.name, to: nameColumns, glyphs: canvas.glyphs),
      at: Point(column: column, row: row))
    column += nameColumns + Self.gap
    let marks = log.marks.flatMap { [$0, StyledText("  ")] }.dropLast()
    canvas.write(Array(marks), at: Point(column: column, row: row), limit: max(0, end - column))
  }

  // MARK: The selected one

  private func drawAbout(in shell: Shell, on canvas: inout Canvas) {
    guard let list = shell.layout.panels[.logs], let log = selected(in: shell) else { return }
    let rect = shell.layout.body.dropFirst(rows: list.size.rows)
    guard !rect.isEmpty else { return }
    canvas.box(rect, title: [StyledText("About\(shell.separator)\(log.name)")])
    let inside = rect.inset(columns: 2)
    var row = inside.origin.row
    for (label, text) in facts(of: log, in: shell) {
      let indent = label.isEmpty ? 0 : Self.labelColumns
      let lines = TextWidth.wrapped(text.text, to: inside.size.columns - indent)
      for (number, line) in lines.enumerated() where inside.rowRange.contains(row) {
        let start = inside.origin.column
        if number == 0 {
          canvas.write(label, at: Point(column: start, row: row), style: shell.theme.dimmed)
        }
        canvas.write(line, at: Point(column: start + indent, row: row), style: text.style)
        row += 1
      }
    }
  }

  /// The details of a log, each with its name.
  private func facts(of log: OpenLog, in shell: Shell) -> [(label: String, text: StyledText)] {
    let theme = shell.theme
    var facts = [("log", StyledText(log.words))]
    if let wrong = log.wrong {
      facts.append(("", StyledText("! " + wrong.line, style: theme.error)))
    }
    guard log.unopened == nil else { return facts }
    facts.append(("kind", StyledText(log.isReadOnly ? log.note ?? "read-only" : "a store")))
    if let remark = log.log.remarkOnFiles { facts.append(("files", StyledText(remark))) }
    if let remark = log.log.remarkOnDirection {
      facts.append(("order", StyledText(remark, style: theme.error)))
    }
    let categories = log.categories.map { "\($0.name) \(Format.grouped($0.streamCount))" }
    let streams = categories.isEmpty ? "none" : categories.joined(separator: shell.separator)
    facts.append(("streams", StyledText(streams)))
    if let time = log.lastTime {
      facts.append(("last event", StyledText(Format.moment(time, in: shell.options.display.zone))))
    }
    if log.damaged > 0 {
      let lines =
        Format.count(log.damaged, "line") + shell.separator + "rewind verify lists them"
      facts.append(("damaged", StyledText(lines, style: theme.error)))
    }
    if log.unread > 0 {
      let events =
        "a role of \(Format.count(log.unread, "event")) cannot be read" + shell.separator
        + "rewind verify lists them"
      facts.append(("unread", StyledText(events, style: theme.error)))
    }
    if !log.rebuilding.isEmpty {
      let names = log.rebuilding.joined(separator: ", ")
      facts.append(("rebuilding", StyledText(names, style: theme.busy)))
    }
    return facts
  }
}

extension OpenLog {
  /// When the last event was recorded that has a time.
  fileprivate var lastTime: Timestamp? {
    guard index.eventCount > 0 else { return nil }
    return (1...index.eventCount).reversed().prefix(16).lazy
      .compactMap { index[$0].timestamp }.first
  }
}
