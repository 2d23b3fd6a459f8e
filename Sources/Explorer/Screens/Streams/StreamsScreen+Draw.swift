import Rewind
import TextUI

extension StreamsScreen {
  func heading(in shell: Shell) -> Heading {
    let index = shell.index
    let damaged = shell.knowledge.damaged
    let events = Format.count(index.eventCount - damaged, "event")
    var heading = Heading(
      moment: Format.count(index.streamCount, "stream") + shell.separator + events,
      briefMoment: events)
    for (count, what) in [(damaged, "damaged"), (shell.knowledge.unread, "unread")] where count > 0
    {
      heading.warning += [
        StyledText(shell.separator),
        StyledText("\(Format.grouped(count)) \(what)", style: shell.theme.error),
      ]
    }
    return heading
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    drawCategories(in: shell, on: &canvas)
    drawStreams(in: shell, on: &canvas)
  }

  private func drawStreams(in shell: Shell, on canvas: inout Canvas) {
    let sort =
      switch query.sort {
      case .name: "by name"
      case .events: "by events"
      case .recent: "by last activity"
      }
    let filter = query.filter.isEmpty ? "" : shell.separator + "filter \(query.filter)"
    let row = Format.grouped(cursor.row + 1)
    let place =
      ["\(row) of \(Format.grouped(list.count))"]
      + [filterSummary(in: shell)].compactMap(\.self)
    guard
      let inside = drawFrame(
        .streams, title: ["Streams", StyledText(shell.separator + sort + filter)],
        corner: list.isEmpty ? [] : [StyledText(place.joined(separator: shell.separator))],
        bottomCorner: shell.index.hasTimes ? [StyledText(shell.zoneName)] : [], in: shell,
        on: &canvas)
    else { return }
    if list.isEmpty { shell.writeEmpty(emptyStreams(in: shell), in: inside, on: &canvas) }
    let columns = self.columns(in: inside, shell)
    let area = listArea(of: .streams, in: shell)
    if area != inside { columns.drawHeader(in: inside.row(0), shell, on: &canvas) }
    listView(.streams, in: shell, hasPointer: true)
      .draw(in: area, on: &canvas) { number, row, canvas in
        columns.draw(shell.index.stream(list[number]), in: row, shell, on: &canvas)
      }
  }

  private func columns(in area: Rect, _ shell: Shell) -> StreamColumns {
    let entries = list.dropFirst(cursor.top).prefix(area.size.rows).map { shell.index.stream($0) }
    return StreamColumns(of: entries, width: area.size.columns, in: shell)
  }

  private func drawCategories(in shell: Shell, on canvas: inout Canvas) {
    let categories = shell.knowledge.categories
    guard
      let inside = drawFrame(
        .categories, title: ["Categories"], corner: [StyledText("\(categories.count)")],
        in: shell, on: &canvas)
    else { return }
    listView(.categories, in: shell, hasPointer: true)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        let (name, streams) =
          number == 0
          ? ("all", shell.index.streamCount)
          : (categories[number - 1].name, categories[number - 1].streamCount)
        let count = Format.grouped(streams)
        canvas.write(
          [Format.name(name, shell.theme)],
          at: Point(column: row.origin.column + 2, row: row.origin.row),
          limit: row.size.columns - TextWidth.columns(of: count) - 4)
        canvas.write(count, endingBefore: row.columnRange.upperBound - 1, row: row.origin.row)
      }
  }

  private func emptyStreams(in shell: Shell) -> [String] {
    guard shell.index.streamCount > 0 else { return shell.noEvents }
    return query.filter.isEmpty
      ? [] : ["No stream matches \(query.filter).", "", "Esc shows all again."]
  }
}
