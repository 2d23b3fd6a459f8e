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
    ListView(
      count: streams.list.count, cursor: streams.cursor, isFocused: screenPanel == .streams,
      hasPointer: true
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      drawStreamRow(index.stream(streams.list[number]), in: row, on: &canvas)
    }
  }

  private func drawStreamRow(
    _ entry: StreamEntry, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let left = inside.origin.column
    var right = left + inside.size.columns - 1
    if let time = entry.lastTimestamp {
      let text = Spelling.minute(time, in: options.zone)
      canvas.write(text, endingBefore: right, row: row, style: theme.dimmed)
      right -= TextWidth.columns(of: text) + 2
    }
    canvas.write(Spelling.grouped(entry.eventCount), endingBefore: right, row: row)
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
    ListView(
      count: rows.count, cursor: streams.categories, isFocused: screenPanel == .categories,
      hasPointer: true
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      let count = Spelling.grouped(rows[number].1)
      canvas.write(
        rows[number].0, at: Point(column: row.origin.column + 2, row: row.origin.row),
        limit: row.size.columns - TextWidth.columns(of: count) - 4)
      canvas.write(count, endingBefore: row.columnRange.upperBound - 1, row: row.origin.row)
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
