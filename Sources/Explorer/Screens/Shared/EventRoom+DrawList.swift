import Rewind
import TextUI

extension EventRoom {
  /// Draws the list: versions of a stream, or positions of the log with their streams.
  func drawList(in shell: Shell, on canvas: inout Canvas) {
    let title = (stream == nil ? "All events" : "Events") + filterTitle(in: shell)
    guard
      let inside = drawFrame(
        Self.listPanel, title: [StyledText(title)], corner: [StyledText(corner(in: shell))],
        in: shell,
        on: &canvas)
    else { return }
    if list.rows.count == 0 {
      shell.writeEmpty(emptyList(in: shell), in: inside, on: &canvas)
    }
    let columns = self.columns(in: inside, shell)
    // The row before the first event, where it is shown.
    let start = list.showsStart && stream != nil && list.rows.count > 0 ? 1 : 0
    var day = ""
    ListView(
      count: list.rows.count + start,
      cursor: ListCursor(row: max(0, list.rows.row(of: list.place)), top: list.top),
      isFocused: focus == Self.listPanel, marksRow: !list.isPlaceHidden
    ).draw(in: inside, on: &canvas) { line, row, canvas in
      if line < start {
        drawStart(columns, in: row, shell, on: &canvas)
      } else {
        draw(list.rows[line - start], columns, day: &day, in: row, shell, on: &canvas)
      }
    }
  }

  private func draw(
    _ place: Int, _ columns: EventColumns, day: inout String, in area: Rect, _ shell: Shell,
    on canvas: inout Canvas
  ) {
    guard place != ReadAhead.gap else {
      return drawGap(columns, isCurrent: place == list.place, in: area, shell, on: &canvas)
    }
    let (theme, row) = (shell.theme, area.origin.row)
    let listed = shell.listed(stream.map { shell.index.positions(of: $0)[place - 1] } ?? place)
    let (index, position, entry) = (listed.index, listed.position, listed.entry)
    var column = area.origin.column + 1
    let calendar = entry.timestamp.map { $0.calendar(in: shell.options.display.zone) }
    let order = stream == nil ? position : place
    let turnsTimeBack = turnsTimeBack(order, listed.log)
    if let calendar {
      if calendar.date != day {
        day = calendar.date
        let text = shell.areYearsSeveral ? calendar.date : Format.day(calendar)
        canvas.write(text, at: Point(column: column, row: row), style: theme.dimmed)
      }
      if let precision = columns.clock {
        canvas.write(
          Format.clock(calendar, precision),
          at: Point(column: column + columns.dateRoom, row: row),
          style: turnsTimeBack ? theme.error : theme.dimmed)
      }
    }
    column += columns.dateRoom + columns.timeRoom
    drawPointer(to: place, at: Point(column: column, row: row), on: &canvas)
    column += 1 + columns.number
    let number = stream == nil ? listed.number : index.shownVersion(at: position)
    canvas.write(shell.text(ofNumber: number), endingBefore: column, row: row)
    let stop = stream.flatMap { shell.knowledge.content.stops[$0] } ?? .max
    if place > stop || isUnapplied(place, in: shell) {
      canvas.write(
        String(canvas.glyphs.failed), at: Point(column: column, row: row),
        style: place > stop ? theme.dimmed : theme.error)
    } else if !entry.isDamaged, breaksOrder(order, number, index) || turnsTimeBack {
      canvas.write("!", at: Point(column: column, row: row), style: theme.error)
    }
    column += 1
    if columns.stream > 0 {
      if let id = entry.stream {
        let name = Format.name(index.stream(id).name.rawValue, theme)
        canvas.write(
          TextWidth.middleCut(name.text, to: columns.stream, glyphs: canvas.glyphs),
          at: Point(column: column, row: row), style: name.style)
      }
      column += columns.stream + 1
    }
    let what = Self.text(of: listed, shell.theme)
    canvas.write(
      TextWidth.middleCut(what.text, to: columns.type, glyphs: canvas.glyphs),
      at: Point(column: column, row: row), style: what.style)
    column += columns.type + 1
    guard columns.effect > 0, let effect = effect(of: place, in: shell) else { return }
    let room = Rect(column: column, row: row, columns: columns.effect, rows: 1)
    EffectView(
      effect: effect, isRoomy: isRoomy(shell), isOfPath: effectTitle(in: shell) != nil, theme: theme
    ).draw(in: room, on: &canvas)
  }

  private static func text(of listed: ListedEvent, _ theme: Theme) -> StyledText {
    if let type = listed.entry.type { return StyledText(listed.types[type]) }
    return listed.isMovedAside
      ? StyledText("moved aside", style: theme.dimmed)
      : StyledText("! damaged line", style: theme.error)
  }

  /// Draws how much is not read yet between the last position so far and the events that were read ahead.
  private func drawGap(
    _ columns: EventColumns, isCurrent: Bool, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let start = area.origin.column + 1 + columns.dateRoom + columns.timeRoom
    let row = area.origin.row
    if isCurrent { drawPointer(to: list.place, at: Point(column: start, row: row), on: &canvas) }
    let column = start + 1 + columns.number
    canvas.write(
      String(canvas.glyphs.ellipsis), endingBefore: column, row: row, style: shell.theme.dimmed)
    let left = Format.percentage(1 - (shell.knowledge.indexed ?? 1))
    canvas.write(
      "\(left) not read yet", at: Point(column: column + 1, row: row), style: shell.theme.dimmed,
      limit: area.columnRange.upperBound - column - 2)
  }

  /// Draws the mark of the current place, or that of the base.
  private func drawPointer(to place: Int, at point: Point, on canvas: inout Canvas) {
    if place == list.place {
      canvas.write(String(canvas.glyphs.pointer), at: point)
    } else if place == markedPlace {
      canvas.write(String(canvas.glyphs.folded), at: point)
    }
  }

  /// Whether the stream's fold is known to have failed, or stopped, at a version; a damaged line says so itself.
  private func isUnapplied(_ place: Int, in shell: Shell) -> Bool {
    guard let stream else { return false }
    let content = shell.knowledge.content
    return content.stops[stream] == place
      || content.unapplied[stream]?.versions.contains(place) == true
  }

  /// Whether the log's own number does not follow the one before it, a gap, a repeat or disorder, or the event
  /// lies before the one before it in the log.
  ///
  /// Positions may leave numbers out, for many systems count what they do not export.
  private func breaksOrder(_ place: Int, _ number: Int?, _ index: LogIndex) -> Bool {
    guard place > 1, let number else { return false }
    if let stream {
      let positions = index.positions(of: stream)
      return number != index.shownVersion(place - 1, of: stream) + 1
        || positions[place - 1] < positions[place - 2]
    }
    return number <= index.shownPosition(place - 1)
  }

  /// Whether an event has a time before that of the event before it.
  ///
  /// In the whole log that is usual, where streams' clocks differ, save where its files were put in the order of
  /// their times: there it came late.
  private func turnsTimeBack(_ place: Int, _ log: LogSnapshot) -> Bool {
    let index = log.index
    guard place > 1, stream != nil || log.fileOrder == .byTime else { return false }
    let positions = stream.map { index.positions(of: $0) }
    guard let time = index[positions.map { $0[place - 1] } ?? place].timestamp,
      let before = index[positions.map { $0[place - 2] } ?? place - 1].timestamp
    else { return false }
    return time < before
  }

  private func drawStart(
    _ columns: EventColumns, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let row = area.origin.row
    let column = area.origin.column + 1 + columns.dateRoom + columns.timeRoom
    drawPointer(to: 0, at: Point(column: column, row: row), on: &canvas)
    let end = column + 1 + columns.number
    canvas.write(Format.grouped(shown(0, in: shell)), endingBefore: end, row: row)
    canvas.write(
      "before the first event", at: Point(column: end + 1, row: row), style: shell.theme.dimmed,
      limit: area.columnRange.upperBound - end - 2)
  }

  private static var longestEffectTitle: Int { 28 }

  private func isRoomy(_ shell: Shell) -> Bool {
    shell.knowledge.size.columns >= EventColumns.roomy
  }

  private func corner(in shell: Shell) -> String {
    let count = countText(in: shell)
    // What is filtered is said in the title, which needs the room.
    guard list.filter == nil, let title = effectTitle(in: shell) else { return count }
    let glyphs = shell.options.display.glyphs
    return TextWidth.middleCut(title, to: Self.longestEffectTitle, glyphs: glyphs)
      + shell.separator + count
  }

  private func countText(in shell: Shell) -> String {
    if let matching = filterSummary(in: shell) { return matching }
    if list.place == ReadAhead.gap { return "\(Format.grouped(list.rows.last)) read" }
    if let number = list.tailNumber {
      return "\(Format.grouped(number)) of the last \(Format.grouped(list.rows.ahead))"
    }
    return "\(Format.grouped(list.place)) of \(Format.grouped(list.rows.last))"
  }

  private func filterTitle(in shell: Shell) -> String {
    switch list.filter {
    case .text(let pattern):
      shell.separator + "filter \(pattern.isInverted ? "!" : "")\(pattern.text)"
    case .type(let type): shell.separator + "type \(shell.knowledge.types[type])"
    case .carrying(let id): shell.separator + "id \(id)"
    case nil: ""
    }
  }

  private func emptyList(in shell: Shell) -> [String] {
    guard list.filter != nil else { return shell.noEvents }
    guard list.rows.examined >= list.rows.last else { return [] }
    return ["No event passes the filter.", "", "Esc shows all again."]
  }
}
