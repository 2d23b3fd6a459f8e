import Rewind
import TextUI

extension Model {
  func drawStreams(on canvas: inout Canvas, _ layout: Layout) {
    drawCategories(on: &canvas, layout)
    let sort =
      switch streams.query.sort {
      case .name: "by name"
      case .events: "by events"
      case .recent: "by last activity"
      }
    let filter = streams.query.filter.isEmpty ? "" : separator + "filter \(streams.query.filter)"
    let listed = Spelling.grouped(streams.list.count)
    guard
      let inside = drawFrame(
        .streams, title: ["Streams", StyledText(separator + sort + filter)],
        corner: streams.list.isEmpty
          ? [] : [StyledText("\(Spelling.grouped(streams.cursor.row + 1)) of \(listed)")],
        on: &canvas, layout)
    else { return }
    if streams.list.isEmpty { writeEmpty(emptyStreams, in: inside, on: &canvas) }
    for (offset, id) in streams.list.dropFirst(streams.cursor.top).prefix(inside.size.rows)
      .enumerated()
    {
      let row = inside.origin.row + offset
      let isSelected = streams.cursor.top + offset == streams.cursor.row
      drawStreamRow(index.stream(id), row: row, isSelected: isSelected, in: inside, on: &canvas)
      if isSelected { markRow(row, in: inside, of: .streams, on: &canvas) }
    }
  }

  private func drawStreamRow(
    _ entry: StreamEntry, row: Int, isSelected: Bool, in inside: Rect, on canvas: inout Canvas
  ) {
    let left = inside.origin.column
    var right = left + inside.size.columns - 1
    if isSelected { drawPointer(column: left, row: row, on: &canvas) }
    if let time = entry.lastTimestamp {
      let text = Spelling.minute(time, in: options.zone)
      writeRight(text, before: right, row: row, style: theme.dimmed, on: &canvas)
      right -= TextWidth.columns(of: text) + 2
    }
    writeRight(Spelling.grouped(entry.eventCount), before: right, row: row, on: &canvas)
    right -= 8
    canvas.write(
      entry.name.rawValue, at: Point(column: left + 2, row: row), limit: right - left - 2)
  }

  func drawPointer(column: Int, row: Int, on canvas: inout Canvas) {
    canvas.write(String(options.glyphs.pointer), at: Point(column: column, row: row))
  }

  private func drawCategories(on canvas: inout Canvas, _ layout: Layout) {
    let categories = knowledge.categories
    guard
      let inside = drawFrame(
        .categories, title: ["Categories"], corner: [StyledText("\(categories.count)")],
        on: &canvas, layout)
    else { return }
    let rows = [("all", index.streamCount)] + categories.map { ($0.name, $0.streamCount) }
    for (offset, category) in rows.dropFirst(streams.categories.top).prefix(inside.size.rows)
      .enumerated()
    {
      let row = inside.origin.row + offset
      let right = inside.origin.column + inside.size.columns - 1
      let isSelected = streams.categories.top + offset == streams.categories.row
      if isSelected { drawPointer(column: inside.origin.column, row: row, on: &canvas) }
      let count = Spelling.grouped(category.1)
      canvas.write(
        category.0, at: Point(column: inside.origin.column + 2, row: row),
        limit: inside.size.columns - TextWidth.columns(of: count) - 4)
      writeRight(count, before: right, row: row, on: &canvas)
      if isSelected { markRow(row, in: inside, of: .categories, on: &canvas) }
    }
  }

  private var emptyStreams: [String] {
    if index.streamCount > 0 {
      return streams.query.filter.isEmpty
        ? [] : ["No stream matches \(streams.query.filter).", "", "Esc shows all again."]
    }
    return noEvents
  }

  /// What a log without events says.
  var noEvents: [String] {
    if let unopened = knowledge.unopened { return ["! " + unopened] }
    if knowledge.indexed != nil { return ["Reading the log."] }
    if options.isReadOnly { return ["This log has no events."] }
    return [
      "No events yet. Streams appear here with their first event, from any program:", "",
      options.proposedCalls.call(
        "append", "account-1", "MoneyDeposited", "--data", "{\"amount\":100}"), "",
      "rewind demo opens a store with events in it.",
    ]
  }
}
