import Rewind
import TextUI

/// The columns of a list of events.
private struct EventColumns {
  var date: Int
  var number: Int
  var stream: Int
  var time: Int
}

extension Model {
  /// Draws a list of events: versions of a stream, or positions of the log with their streams.
  func drawEvents(
    _ list: EventList, of stream: StreamID?, panel: Panel, on canvas: inout Canvas,
    _ layout: Layout
  ) {
    let title = (stream == nil ? "All events" : "Events") + filterTitle(list)
    guard
      let inside = drawFrame(
        panel, title: [StyledText(title)], corner: [StyledText(corner(list, of: stream))],
        on: &canvas, layout)
    else { return }
    if list.rows.count == 0 {
      writeEmpty(emptyEvents(list), in: inside, on: &canvas)
    }
    let columns = self.columns(list, of: stream, in: inside)
    // The row before the first event, where it is shown.
    let start = list.showsStart && stream != nil && list.rows.count > 0 ? 1 : 0
    var day = ""
    ListView(
      count: list.rows.count + start,
      cursor: ListCursor(row: max(0, list.rows.row(of: list.place)), top: list.top),
      isFocused: screenPanel == panel, marksRow: !list.isPlaceHidden
    ).draw(in: inside, on: &canvas) { line, row, canvas in
      guard line >= start else {
        drawStart(of: stream, columns, in: row, on: &canvas)
        return
      }
      draw(
        list.rows[line - start], of: stream, columns, of: list, day: &day, in: row, on: &canvas)
    }
  }

  private func draw(
    _ place: Int, of stream: StreamID?, _ columns: EventColumns, of list: EventList,
    day: inout String, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let isHere = place == list.place
    let position = stream.map { index.positions(of: $0)[place - 1] } ?? place
    let entry = index[position]
    var column = inside.origin.column + 1
    let calendar = entry.timestamp.map { $0.calendar(in: options.zone) }
    if let calendar, calendar.date != day {
      day = calendar.date
      canvas.write(
        Spelling.day(calendar), at: Point(column: column, row: row), style: theme.dimmed)
    }
    column += columns.date
    if isHere { drawPointer(column: column, row: row, on: &canvas) }
    column += 2 + columns.number
    let number = stream == nil ? index.shownPosition(position) : index.shownVersion(at: position)
    canvas.write(Spelling.grouped(number), endingBefore: column, row: row)
    if !entry.isDamaged, breaksOrder(place, number, of: stream) {
      canvas.write("!", at: Point(column: column, row: row), style: theme.error)
    }
    column += 1
    let end = inside.origin.column + inside.size.columns - 1
    if let calendar, columns.time > 0 {
      let clock = columns.time > 5 ? calendar.clock : String(calendar.clock.prefix(5))
      canvas.write(clock, endingBefore: end, row: row, style: theme.dimmed)
    }
    if columns.stream > 0, let id = entry.stream {
      let name = TextWidth.middleCut(
        index.stream(id).name.rawValue, to: columns.stream - 1, glyphs: options.glyphs)
      canvas.write(name, at: Point(column: column, row: row))
      column += columns.stream
    }
    let room = end - column - (columns.time > 0 ? columns.time + 1 : 0)
    if let type = entry.type {
      canvas.write(knowledge.types[type], at: Point(column: column, row: row), limit: room)
    } else if index.isMovedAside(position) {
      canvas.write(
        "moved aside", at: Point(column: column, row: row), style: theme.dimmed, limit: room)
    } else {
      canvas.write(
        "! damaged line", at: Point(column: column, row: row), style: theme.error, limit: room)
    }
  }

  /// Whether the log's own number does not follow the one before it: a gap, a repeat or disorder.
  ///
  /// Positions may leave numbers out, for many systems count what they do not export.
  private func breaksOrder(_ place: Int, _ number: Int, of stream: StreamID?) -> Bool {
    guard place > 1 else { return false }
    if let stream { return number != index.shownVersion(place - 1, of: stream) + 1 }
    return number <= index.shownPosition(place - 1)
  }

  private func drawStart(
    of stream: StreamID?, _ columns: EventColumns, in inside: Rect, on canvas: inout Canvas
  ) {
    guard let stream else { return }
    let row = inside.origin.row
    let column = inside.origin.column + 1 + columns.date
    drawPointer(column: column, row: row, on: &canvas)
    let number = Spelling.grouped(index.shownVersion(0, of: stream))
    canvas.write(number, endingBefore: column + 2 + columns.number, row: row)
    canvas.write(
      "before the first event", at: Point(column: column + 3 + columns.number, row: row),
      style: theme.dimmed, limit: inside.size.columns - columns.date - columns.number - 5)
  }

  private func columns(_ list: EventList, of stream: StreamID?, in inside: Rect) -> EventColumns {
    let last = list.rows.last
    var widest = 0
    if last > 0 {
      widest = stream.map { index.shownVersion(last, of: $0) } ?? index.shownPosition(last)
    }
    let width = inside.size.columns
    let number = TextWidth.columns(of: Spelling.grouped(widest))
    guard index.hasTimes else {
      return EventColumns(
        date: 0, number: number, stream: stream == nil ? min(28, (width - number) / 2) : 0, time: 0)
    }
    let date = dateColumns(list, of: stream)
    guard stream == nil else {
      return EventColumns(date: date, number: number, stream: 0, time: width >= 44 ? 8 : 5)
    }
    // A stream and a type need the room more than the hour does.
    let time = width >= 60 ? 8 : 0
    let room = width - date - number - time - 6
    return EventColumns(date: date, number: number, stream: min(28, room / 2), time: time)
  }

  /// One column less where all days of the list have one digit: `Jan 2`.
  private func dateColumns(_ list: EventList, of stream: StreamID?) -> Int {
    guard list.rows.last > 0 else { return 6 }
    let positions = stream.map { index.positions(of: $0) }
    let ends = [positions?[0] ?? 1, positions?[list.rows.last - 1] ?? list.rows.last]
    let days = ends.compactMap { index[$0].timestamp?.calendar(in: options.zone) }
    guard days.count == 2, days[0].year == days[1].year, days[0].month == days[1].month else {
      return 6
    }
    return days.allSatisfy { $0.day < 10 } ? 5 : 6
  }

  private func corner(_ list: EventList, of stream: StreamID?) -> String {
    if list.rows.matching != nil {
      return "\(Spelling.grouped(list.rows.hidden)) hidden"
    }
    return "\(Spelling.grouped(list.place)) of \(Spelling.grouped(list.rows.last))"
  }

  private func filterTitle(_ list: EventList) -> String {
    switch list.filter {
    case .text(let pattern): separator + "filter \(pattern.isInverted ? "!" : "")\(pattern.text)"
    case .type(let type): separator + "type \(knowledge.types[type])"
    case nil: ""
    }
  }

  private func emptyEvents(_ list: EventList) -> [String] {
    guard list.filter != nil else { return noEvents }
    guard list.rows.examined >= list.rows.last else { return [] }
    return ["No event passes the filter.", "", "Esc shows all again."]
  }
}
