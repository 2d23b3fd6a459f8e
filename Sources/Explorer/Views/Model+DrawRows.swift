import Rewind
import TextUI

/// The columns of a table that are visible, and where.
private struct ColumnPlaces {
  struct Place {
    var column: Int
    var start: Int
    var width: Int
  }
  static let gap = 2

  var places: [Place] = []
  /// Whether columns lie hidden before and after those that are visible.
  var isCutBefore = false
  var isCutAfter = false
}

extension Model {
  private static let widestColumn = 40

  // MARK: Rows

  func drawRows(on canvas: inout Canvas, _ layout: Layout) {
    guard layout.panels[.rows] != nil else { return }
    guard
      let inside = drawFrame(
        .rows, title: rowsTitle, corner: [StyledText(rowsCorner)], on: &canvas, layout)
    else { return }
    guard let rows = drawableRows, let table = shownTable, !rows.page.rows.isEmpty else {
      writeEmpty(emptyRows, in: inside, on: &canvas)
      return
    }
    let columns = places(of: table, rows: rows, in: inside)
    drawHeadings(table, columns, in: inside, on: &canvas)
    let cursor = rowsView.cursor
    ListView(
      count: rows.page.count, cursor: cursor, isFocused: screenPanel == .rows, hasPointer: true
    ).draw(in: inside.dropFirst(rows: 1), on: &canvas) { number, area, canvas in
      guard let values = rows[number] else { return }
      draw(
        values, of: table, columns, isSelected: number == cursor.row, row: area.origin.row,
        on: &canvas)
    }
    drawCutValue(columns, in: inside, on: &canvas)
    if areRowsOutdated { canvas.restyle(inside) { $0.isDim = true } }
  }

  /// Writes the value under the cursor on the border below, where its cell is too narrow for it.
  private func drawCutValue(
    _ columns: ColumnPlaces, in inside: Rect, on canvas: inout Canvas
  ) {
    guard let row = selectedRow, row.indices.contains(rowsView.column),
      let place = columns.places.first(where: { $0.column == rowsView.column })
    else { return }
    let text = text(row[rowsView.column])
    guard TextWidth.columns(of: text) > place.width else { return }
    canvas.write(
      " \(TextWidth.fitted(text, to: inside.size.columns - 4, glyphs: options.glyphs)) ",
      at: Point(column: inside.origin.column, row: inside.rowRange.upperBound))
  }

  /// The rows that can be shown; nil where there is no read model any more.
  private var drawableRows: ReadModels.Rows? {
    guard let definition else { return nil }
    if rowsView.at == nil, knowledge.readModels.isBuilt(definition.name) != true { return nil }
    return shownRows
  }

  private var rowsTitle: [StyledText] {
    guard let table = shownTable, let definition else { return ["Rows"] }
    var title = table.name
    if let at = drawableRows?.key.at ?? rowsView.at { title += " as of \(positionLabel(at))" }
    let sorted = table.columns[min(rowsView.sortColumn ?? 0, table.columns.count - 1)].name
    if rowsView.sortColumn != nil || rowsView.isDescending { title += "\(separator)by \(sorted)" }
    if !rowsView.filter.isEmpty { title += "\(separator)filter \(rowsView.filter)" }
    if definition.tables.count > 1 {
      title += "\(separator)table \(rowsView.table + 1) of \(definition.tables.count)"
    }
    return [StyledText(title)]
  }

  private var rowsCorner: String {
    if knowledge.requests.pending[.rows] != nil, areRowsOutdated {
      return "reading" + (rowsView.at.map { " \(positionLabel($0))" } ?? "")
    }
    guard let page = drawableRows?.page, page.count > 0 else { return "" }
    let place = "\(Spelling.grouped(rowsView.cursor.row + 1)) of \(Spelling.grouped(page.count))"
    let hidden = page.total - page.count
    return hidden > 0 ? "\(place)\(separator)\(Spelling.grouped(hidden)) hidden" : place
  }

  private var emptyRows: [String] {
    guard let definition, let table = shownTable else {
      return ["The rows of the selected projection's read model."]
    }
    let failed = knowledge.requests.failed[.rows]
    if case .rows(definition.name, _, _)? = failed,
      let reason = knowledge.readModels.failures[.rows]
    {
      return [
        "! \(reason)", "", rowsView.at == nil ? "b rebuilds it." : "$ shows it as it is now.",
      ]
    }
    let isBuilt = knowledge.readModels.isBuilt(definition.name)
    if rowsView.at == nil, isBuilt == false,
      case .stale(let reason)? = knowledge.readModels.statuses[definition.name]?.state
    {
      return ["! \(reason)"]
    }
    if rowsView.at == nil, isBuilt != true {
      guard isBuilt != nil else { return ["Looking at the read models."] }
      let isComing = knowledge.readModels.isAtWork(definition.name)
      let waiting = waitingText(definition.name).map { "The read model \($0)." }
      return [
        waiting
          ?? (isComing
            ? "The read model is being built; its rows stand here when it is whole."
            : "No read model yet: press b to build it."),
        "",
        "It will be the table \(table.name), made from \(definition.selection).",
      ]
    }
    guard let page = shownRows?.page, !areRowsOutdated else { return ["Reading the rows."] }
    if page.total > 0 { return ["No row passes the filter.", "", "Esc shows all again."] }
    if let at = rowsView.at { return ["No rows as of \(positionLabel(at)).", "", "$ shows now."] }
    return ["No rows: no event of \(definition.selection) has made one yet."]
  }

  /// Where the columns stand: the key, then from the first visible one as many as have room.
  private func places(of table: ReadModelTable, rows: ReadModels.Rows, in inside: Rect)
    -> ColumnPlaces
  {
    let widths = self.widths(of: table, rows: rows, room: inside.size.columns - 4)
    var result = ColumnPlaces()
    var column = inside.origin.column + 2
    let end = inside.columnRange.upperBound - 1
    let visible = [0] + Array(firstColumn(of: widths, room: end - column)..<table.columns.count)
    for number in visible where number < widths.count {
      let room = end - column
      let isCut = widths[number] > room
      let canBeCut = table.columns[number].content == .text && room >= 8
      guard result.places.isEmpty || !isCut || canBeCut else {
        result.isCutAfter = true
        break
      }
      let width = min(widths[number], room)
      guard width > 0 else { break }
      result.places.append(.init(column: number, start: column, width: width))
      column += width + ColumnPlaces.gap
      result.isCutAfter = isCut && number != visible.last
      if isCut { break }
    }
    result.isCutBefore = visible.count > 1 && visible[1] > 1
    return result
  }

  /// The first visible column behind the key: as far to the left as lets the cursor's be seen.
  private func firstColumn(of widths: [Int], room: Int) -> Int {
    let cursor = min(rowsView.column, widths.count - 1)
    guard widths.count > 1, cursor > 0 else { return 1 }
    var first = cursor
    var used = widths[0] + ColumnPlaces.gap + widths[cursor]
    while first > 1, used + ColumnPlaces.gap + widths[first - 1] <= room {
      first -= 1
      used += ColumnPlaces.gap + widths[first]
    }
    return first
  }

  private func widths(of table: ReadModelTable, rows: ReadModels.Rows, room: Int) -> [Int] {
    table.columns.indices.map { number in
      let name = TextWidth.columns(of: table.columns[number].name)
      let widest = rows.page.rows.lazy.map { values in
        number < values.count ? TextWidth.columns(of: self.text(values[number])) : 0
      }.max()
      return min(max(name + 2, widest ?? 0), Self.widestColumn, max(8, room))
    }
  }

  private func drawHeadings(
    _ table: ReadModelTable, _ columns: ColumnPlaces, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let glyphs = options.glyphs
    for place in columns.places {
      let isSorted = place.column == rowsView.sortColumn ?? 0
      let arrow = rowsView.isDescending ? glyphs.descending : glyphs.ascending
      let name = TextWidth.fitted(
        table.columns[place.column].name, to: place.width - (isSorted ? 2 : 0), glyphs: glyphs)
      let text = isSorted ? "\(name) \(arrow)" : name
      var style = Style.bold
      style.isUnderlined = place.column == rowsView.column
      let isNumber = table.columns[place.column].content != .text
      let start = isNumber ? place.start + place.width - TextWidth.columns(of: text) : place.start
      canvas.write(text, at: Point(column: start, row: row), style: style, limit: place.width)
    }
    if columns.isCutBefore {
      canvas.write(
        String(glyphs.left), at: Point(column: inside.origin.column, row: row), style: theme.key)
    }
    if columns.isCutAfter {
      canvas.write(
        String(glyphs.right), at: Point(column: inside.columnRange.upperBound - 1, row: row),
        style: theme.key)
    }
  }

  private func draw(
    _ values: [ReadModelValue], of table: ReadModelTable, _ columns: ColumnPlaces,
    isSelected: Bool, row: Int, on canvas: inout Canvas
  ) {
    for place in columns.places where place.column < values.count {
      let value = values[place.column]
      let text = TextWidth.fitted(text(value), to: place.width, glyphs: options.glyphs)
      let isNumber = table.columns[place.column].content != .text
      let start = isNumber ? place.start + place.width - TextWidth.columns(of: text) : place.start
      var style = value == .null ? theme.dimmed : .plain
      style.isUnderlined = isSelected && place.column == rowsView.column
      canvas.write(text, at: Point(column: start, row: row), style: style, limit: place.width)
    }
  }

  /// A value as a cell shows it.
  func text(_ value: ReadModelValue) -> String {
    value == .null ? "null" : String(value.description.prefix(300))
  }
}
