import Rewind
import TextUI

/// A row of the list of logs, as texts.
private struct RootRow {
  var name: String
  var marks: [StyledText]
  /// From left to right, each aligned with those of the other rows.
  var figures: [String] = []
}

extension Model {
  private static let gap = 2

  /// The logs that are open, and below them what there is to know of the selected one.
  func drawRoots(on canvas: inout Canvas, _ layout: Layout) {
    let corner = "\(roots.cursor.row + 1) of \(siblings.names.count)"
    guard
      let inside = drawFrame(
        .roots, title: ["Logs"], corner: [StyledText(corner)], on: &canvas, layout)
    else { return }
    let rows = roots.roots.map(rootRow)
    let widths = figureWidths(rows, columns: inside.size.columns)
    let names = rows.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    ListView(
      count: rows.count, cursor: roots.cursor, isFocused: screenPanel == .roots, hasPointer: true
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      draw(rows[number], number: number + 1, names: names, widths, in: row, on: &canvas)
    }
    drawAboutRoot(on: &canvas, layout)
  }

  /// What the top row says of all logs.
  var rootsInAll: String {
    let events = roots.roots.reduce(0) { $0 + $1.index.eventCount - $1.damaged }
    return Spelling.count(siblings.names.count, "log") + separator
      + Spelling.count(events, "event")
  }

  private func rootRow(_ root: Root) -> RootRow {
    if let reason = root.wrong {
      let text = "! " + root.brief(reason)
      return RootRow(name: root.name, marks: [StyledText(text, style: theme.error)])
    }
    var marks: [StyledText] = []
    if let indexed = root.indexed {
      marks.append(StyledText("reading, \(Int(indexed * 100))%", style: theme.busy))
    }
    if root.isFollowing { marks.append(StyledText("LIVE", style: .bold)) }
    if root.newEvents > 0 { marks.append(StyledText("+\(Spelling.grouped(root.newEvents)) new")) }
    if root.damaged > 0 {
      marks.append(StyledText("\(Spelling.grouped(root.damaged)) damaged", style: theme.error))
    }
    if !root.rebuilding.isEmpty {
      marks.append(StyledText("\(root.rebuilding.count) rebuilding", style: theme.busy))
    }
    return RootRow(
      name: root.name, marks: marks,
      figures: [
        Spelling.count(root.index.streamCount, "stream"),
        Spelling.count(root.index.eventCount - root.damaged, "event"),
        root.lastTime.map { Spelling.minute($0, in: options.zone) } ?? "",
      ])
  }

  /// How wide each of the figures is; 0 for those that there is no room for, streams first.
  private func figureWidths(_ rows: [RootRow], columns: Int) -> [Int] {
    var widths = (0..<3).map { figure in
      rows.map { $0.figures.isEmpty ? 0 : TextWidth.columns(of: $0.figures[figure]) }.max() ?? 0
    }
    let names = rows.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    for dropped in [0, 2] where widths.reduce(names + 6, { $0 + $1 + Self.gap }) > columns {
      widths[dropped] = 0
    }
    return widths
  }

  private func draw(
    _ line: RootRow, number: Int, names: Int, _ widths: [Int], in inside: Rect,
    on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    var end = inside.columnRange.upperBound - 1
    for (figure, (text, width)) in zip(line.figures, widths).enumerated().reversed() where width > 0
    {
      let style = figure == line.figures.count - 1 ? theme.dimmed : .plain
      canvas.write(text, endingBefore: end, row: row, style: style)
      end -= width + Self.gap
    }
    let digits = "\(siblings.names.count)".count
    var column = inside.origin.column + 2 + digits
    canvas.write("\(number)", endingBefore: column, row: row, style: theme.dimmed)
    column += 1
    let nameColumns = min(names, max(8, end - column))
    canvas.write(
      TextWidth.middleCut(line.name, to: nameColumns, glyphs: options.glyphs),
      at: Point(column: column, row: row))
    column += nameColumns + Self.gap
    let marks = line.marks.flatMap { [$0, StyledText("  ")] }.dropLast()
    canvas.write(Array(marks), at: Point(column: column, row: row), limit: max(0, end - column))
  }

  // MARK: The selected one

  private func drawAboutRoot(on canvas: inout Canvas, _ layout: Layout) {
    guard let rect = layout.aboutRoot, roots.roots.indices.contains(roots.cursor.row) else {
      return
    }
    let root = roots.roots[roots.cursor.row]
    canvas.box(rect, title: [StyledText("About\(separator)\(root.name)")])
    let inside = rect.inset(columns: 2)
    var row = inside.origin.row
    for (label, text) in aboutRoot(root) {
      let indent = label.isEmpty ? 0 : Self.labelColumns
      let lines = TextWidth.wrapped(text.text, to: inside.size.columns - indent)
      for (number, line) in lines.enumerated() where inside.rowRange.contains(row) {
        let start = inside.origin.column
        if number == 0 {
          canvas.write(label, at: Point(column: start, row: row), style: theme.dimmed)
        }
        canvas.write(
          [StyledText(line, style: text.style)], at: Point(column: start + indent, row: row))
        row += 1
      }
    }
  }

  private static let labelColumns = 12

  /// What there is to know of a log, each with what it is called.
  private func aboutRoot(_ root: Root) -> [(label: String, text: StyledText)] {
    var texts = [("log", StyledText(root.words))]
    if let reason = root.wrong {
      texts.append(("", StyledText("! " + reason, style: theme.error)))
    }
    guard root.unopened == nil else { return texts }
    texts.append(("kind", StyledText(root.isReadOnly ? root.note ?? "read-only" : "a store")))
    let categories = root.categories.map { "\($0.name) \(Spelling.grouped($0.streamCount))" }
    texts.append(
      ("streams", StyledText(categories.isEmpty ? "none" : categories.joined(separator: separator)))
    )
    if let time = root.lastTime {
      texts.append(("last event", StyledText(Spelling.moment(time, in: options.zone))))
    }
    if root.damaged > 0 {
      let lines = Spelling.count(root.damaged, "line") + separator + "rewind verify lists them"
      texts.append(("damaged", StyledText(lines, style: theme.error)))
    }
    if !root.rebuilding.isEmpty {
      let names = root.rebuilding.joined(separator: ", ")
      texts.append(("rebuilding", StyledText(names, style: theme.busy)))
    }
    return texts
  }
}

extension Root {
  /// What went wrong, without the log's path before it, which stands beside it.
  fileprivate func brief(_ reason: String) -> String {
    reason.hasPrefix(words + ": ") ? String(reason.dropFirst(words.count + 2)) : reason
  }

  /// When the last event was recorded that has a time.
  fileprivate var lastTime: Timestamp? {
    guard index.eventCount > 0 else { return nil }
    return (1...index.eventCount).reversed().prefix(16).lazy
      .compactMap { index[$0].timestamp }.first
  }
}
