import Rewind
import TextUI

/// The columns of a table that are visible, and where.
private struct ColumnPlaces {
  struct Place {
    var column: Int
    var name: String
    /// Whether its values are numbers, which stand at its right side.
    var isNumeric: Bool
    var start: Int
    var width: Int
  }
  static let gap = 2

  var places: [Place] = []
  /// Whether columns lie hidden before and after those that are visible.
  var isCutBefore = false
  var isCutAfter = false
}

extension ProjectionsScreen {
  private static let widestColumn = 40

  func drawRows(in shell: Shell, on canvas: inout Canvas) {
    guard shell.layout.panels[.rows] != nil else { return }
    let corner = rowsCorner(in: shell)
    guard
      let inside = drawFrame(
        .rows, title: rowsTitle(in: shell), corner: [StyledText(corner)], in: shell, on: &canvas)
    else { return }
    guard let rows = drawableRows(in: shell), !rows.page.rows.isEmpty else {
      shell.writeEmpty(emptyRows(in: shell), in: inside, on: &canvas)
      return
    }
    let view = view(in: shell)
    let columns = places(of: rows, view, in: inside)
    drawHeadings(columns, view, in: inside, shell.theme, on: &canvas)
    ListView(
      count: rows.page.count, cursor: view.cursor, isFocused: focus == .rows, hasPointer: true
    ).draw(in: inside.dropFirst(rows: 1), on: &canvas) { number, area, canvas in
      guard let values = rows[number] else { return }
      let underlined = number == view.cursor.row ? view.column : nil
      draw(
        values, columns, underlined: underlined, row: area.origin.row, shell.theme, on: &canvas)
    }
    if let values = rows[view.cursor.row], values.indices.contains(view.column) {
      drawCut(values[view.column], of: view.column, columns, below: inside, on: &canvas)
    }
    if areRowsOutdated(in: shell) { canvas.restyle(inside) { $0.isDim = true } }
  }

  /// Writes the value under the cursor on the border below, where its cell is too narrow for it.
  private func drawCut(
    _ value: ReadModelValue, of column: Int, _ columns: ColumnPlaces, below inside: Rect,
    on canvas: inout Canvas
  ) {
    guard let place = columns.places.first(where: { $0.column == column }),
      TextWidth.columns(of: value.cellText) > place.width
    else { return }
    let text = TextWidth.fitted(
      value.cellText, to: inside.size.columns - 4, glyphs: canvas.glyphs)
    canvas.write(
      " \(text) ", at: Point(column: inside.origin.column, row: inside.rowRange.upperBound))
  }

  /// The rows that can be shown; nil where there is no read model any more.
  private func drawableRows(in shell: Shell) -> ReadModels.Rows? {
    guard let definition = definition(in: shell) else { return nil }
    if view(in: shell).at == nil,
      shell.knowledge.readModels.isBuilt(definition.name) != true
    {
      return nil
    }
    return shownRows(in: shell)
  }

  private func rowsTitle(in shell: Shell) -> [StyledText] {
    guard let table = shownTable(in: shell), let definition = definition(in: shell) else {
      return ["Rows"]
    }
    let view = view(in: shell)
    let separator = shell.separator
    var title = table.name
    if let at = drawableRows(in: shell)?.key.at ?? view.at {
      title += " as of \(shell.positionLabel(at))"
    }
    if view.previewed != nil { title += "\(separator)by the changed script" }
    let sorted = view.sortColumn ?? table.columns[0].name
    if view.sortColumn != nil || view.isDescending { title += "\(separator)by \(sorted)" }
    if let key = view.key { title += "\(separator)row \(key)" }
    if !view.filter.isEmpty { title += "\(separator)filter \(view.filter)" }
    if definition.tables.count > 1 {
      title += "\(separator)table \(view.table + 1) of \(definition.tables.count)"
    }
    return [StyledText(title)]
  }

  private func rowsCorner(in shell: Shell) -> String {
    let view = view(in: shell)
    if shell.knowledge.requests.pending[.rows] != nil, areRowsOutdated(in: shell) {
      return "reading" + (view.at.map { " \(shell.positionLabel($0))" } ?? "")
    }
    guard let page = drawableRows(in: shell)?.page, page.count > 0 else { return "" }
    let place = "\(Format.grouped(view.cursor.row + 1)) of \(Format.grouped(page.count))"
    return ([place] + [filterSummary(in: shell)].compactMap(\.self))
      .joined(separator: shell.separator)
  }

  private func emptyRows(in shell: Shell) -> [String] {
    guard let definition = definition(in: shell), let table = shownTable(in: shell) else {
      return emptyRowsWithoutDefinition(in: shell)
    }
    let models = shell.knowledge.readModels
    let at = view(in: shell).at
    let failed = shell.knowledge.requests.failed[.rows]
    if case .rows(definition.name, _, _)? = failed, let reason = models.failures[.rows] {
      return ["! \(reason)", "", at == nil ? "b rebuilds it." : "$ shows it as it is now."]
    }
    let isBuilt = models.isBuilt(definition.name)
    if at == nil, isBuilt == false,
      case .stale(let reason)? = models.statuses[definition.name]?.state
    {
      return ["! \(reason)"]
    }
    if at == nil, isBuilt != true {
      guard isBuilt != nil else { return ["Looking at the read models."] }
      let waiting = shell.waitingText(definition.name).map { "The read model \($0)." }
      return [
        waiting
          ?? (models.isAtWork(definition.name)
            ? "The read model is being built; its rows stand here when it is whole."
            : "No read model yet: press b to build it."),
        "",
        "It will be the table \(table.name), made from \(definition.selection).",
      ]
    }
    guard let page = shownRows(in: shell)?.page, !areRowsOutdated(in: shell) else {
      return ["Reading the rows."]
    }
    if let key = view(in: shell).key {
      return ["There is no row \(key) now.", "", "Esc shows all of them."]
    }
    if page.total > 0 { return ["No row passes the filter.", "", "Esc shows all again."] }
    if let at { return ["No rows as of \(shell.positionLabel(at)).", "", "$ shows now."] }
    return ["No rows: no event of \(definition.selection) has made one yet."]
  }

  /// What stands for the rows of a script that is being read, or cannot be used.
  private func emptyRowsWithoutDefinition(in shell: Shell) -> [String] {
    switch selected(in: shell)?.code {
    case .reading: ["Its script is being read."]
    case .broken(let reason):
      ["! \(reason)", "", "Its rows stand here once the script can be used."]
    case .usable, nil: ["The rows of the selected projection's read model."]
    }
  }

  // MARK: Columns

  /// Where the columns stand: the key, then from the first visible one as many as have room.
  private func places(
    of rows: ReadModels.Rows, _ view: RowsView, in inside: Rect
  ) -> ColumnPlaces {
    let columns = rows.page.columns
    let widths = widths(of: rows.page, room: inside.size.columns - 4)
    var result = ColumnPlaces()
    var column = inside.origin.column + 2
    let end = inside.columnRange.upperBound - 1
    let first = Self.firstColumn(of: widths, cursor: view.column, room: end - column)
    let visible = [0] + Array(first..<max(first, columns.count))
    for number in visible where number < widths.count {
      let room = end - column
      let isCut = widths[number] > room
      let isNumeric = rows.page.isNumeric(columnOf: number)
      let canBeCut = !isNumeric && room >= 8
      guard result.places.isEmpty || !isCut || canBeCut else {
        result.isCutAfter = true
        break
      }
      let width = min(widths[number], room)
      guard width > 0 else { break }
      result.places.append(
        .init(
          column: number, name: columns[number].name, isNumeric: isNumeric, start: column,
          width: width))
      column += width + ColumnPlaces.gap
      result.isCutAfter = isCut && number != visible.last
      if isCut { break }
    }
    result.isCutBefore = visible.count > 1 && visible[1] > 1
    return result
  }

  /// The first visible column behind the key: as far to the left as lets the cursor's be seen.
  private static func firstColumn(of widths: [Int], cursor: Int, room: Int) -> Int {
    let cursor = min(cursor, widths.count - 1)
    guard widths.count > 1, cursor > 0 else { return 1 }
    var first = cursor
    var used = widths[0] + ColumnPlaces.gap + widths[cursor]
    while first > 1, used + ColumnPlaces.gap + widths[first - 1] <= room {
      first -= 1
      used += ColumnPlaces.gap + widths[first]
    }
    return first
  }

  private func widths(of page: RowPage, room: Int) -> [Int] {
    page.columns.indices.map { number in
      let name = TextWidth.columns(of: page.columns[number].name)
      let widest = page.rows.lazy.map { values in
        number < values.count ? TextWidth.columns(of: values[number].cellText) : 0
      }.max()
      return min(max(name + 2, widest ?? 0), Self.widestColumn, max(8, room))
    }
  }

  private func drawHeadings(
    _ columns: ColumnPlaces, _ view: RowsView, in inside: Rect, _ theme: Theme,
    on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let glyphs = canvas.glyphs
    for place in columns.places {
      let isSorted = view.sortColumn.map { $0 == place.name } ?? (place.column == 0)
      let arrow = view.isDescending ? glyphs.descending : glyphs.ascending
      let name = TextWidth.fitted(
        place.name, to: place.width - (isSorted ? 2 : 0), glyphs: glyphs)
      let text = isSorted ? "\(name) \(arrow)" : name
      var style = Style.bold
      style.isUnderlined = place.column == view.column
      let start =
        place.isNumeric ? place.start + place.width - TextWidth.columns(of: text) : place.start
      canvas.write(text, at: Point(column: start, row: row), style: style, limit: place.width)
    }
    if columns.isCutBefore {
      canvas.write(String(glyphs.left), at: inside.origin, style: theme.key)
    }
    if columns.isCutAfter {
      canvas.write(
        String(glyphs.right), at: Point(column: inside.columnRange.upperBound - 1, row: row),
        style: theme.key)
    }
  }

  private func draw(
    _ values: [ReadModelValue], _ columns: ColumnPlaces, underlined: Int?, row: Int,
    _ theme: Theme, on canvas: inout Canvas
  ) {
    for place in columns.places where place.column < values.count {
      let value = values[place.column]
      let text = TextWidth.fitted(value.cellText, to: place.width, glyphs: canvas.glyphs)
      let start =
        place.isNumeric ? place.start + place.width - TextWidth.columns(of: text) : place.start
      var style = value == .null ? theme.dimmed : .plain
      style.isUnderlined = place.column == underlined
      canvas.write(text, at: Point(column: start, row: row), style: style, limit: place.width)
    }
  }
}

extension RowPage {
  /// Whether the values of a column are numbers.
  fileprivate func isNumeric(columnOf number: Int) -> Bool {
    switch columns[number].content {
    case .integer, .real: true
    case .text: false
    case .any:
      rows.contains { $0[number].isNumber }
        && rows.allSatisfy { $0[number].isNumber || $0[number] == .null }
    }
  }
}

extension ReadModelValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .null, .text: false
    }
  }
}
