import Rewind
import TextUI

extension Model {
  /// The table that is shown.
  var shownTable: ReadModelTable? {
    guard let definition, rowsView.table < definition.tables.count else { return nil }
    return definition.tables[rowsView.table]
  }

  /// What the rows of the shown table are asked by.
  var rowsKey: ReadModels.RowsKey? {
    definition.map {
      ReadModels.RowsKey($0.name, rowsView.query(offset: 0, limit: 0), at: rowsView.at)
    }
  }

  /// The rows that are on screen: those of the shown table, be they in another order or of another
  /// moment until the new ones are there.
  var shownRows: ReadModels.Rows? {
    guard let rows = knowledge.readModels.rows, let definition,
      rows.key.projection == definition.name, rows.key.query.table == rowsView.table
    else { return nil }
    return rows
  }

  /// Whether the rows on screen are not yet those that are wanted.
  var areRowsOutdated: Bool { shownRows.map { $0.key != rowsKey } ?? true }

  /// The row under the cursor, once it is loaded.
  var selectedRow: [ReadModelValue]? { shownRows?[rowsView.cursor.row] }

  /// How many rows of the table are visible at once: the panel without the columns' names.
  var visibleRows: Int { max(1, layout.height(.rows) - 1) }

  // MARK: Moving

  mutating func moveInRows(_ command: Command, count: Int?) {
    guard let rows = shownRows else { return }
    projections.search = nil
    rowsView.cursor.move(command, count: count, of: rows.page.count, height: visibleRows)
  }

  mutating func moveColumn(_ steps: Int) {
    guard let table = shownTable else { return }
    rowsView.column = max(0, min(rowsView.column + steps, table.columns.count - 1))
  }

  mutating func showNextTable() {
    guard let definition, definition.tables.count > 1 else {
      notice = Notice(text: "this projection has one table")
      return
    }
    rowsView.show(table: (rowsView.table + 1) % definition.tables.count)
    projections.search = nil
  }

  /// Sorts by the column under the cursor; what is typed next is about the rows in that order.
  mutating func sortRows() -> [Effect] {
    guard definition != nil else { return [] }
    rowsView.sort()
    return holdingRows()
  }

  /// Shows only the rows that contain a text.
  mutating func filterRows(_ text: String) -> [Effect] {
    guard definition != nil else { return [] }
    rowsView.filter = TextPattern(typed: text) == nil ? "" : text
    rowsView.cursor = ListCursor()
    return holdingRows()
  }

  /// Asks for rows that come quickly, and lets what is typed wait for them.
  private mutating func holdingRows() -> [Effect] {
    projections.search = nil
    let effects = askForWhatIsMissing()
    if rowsView.at == nil, knowledge.requests.pending[.rows] != nil {
      held = HeldInput(until: .rows)
    }
    return effects
  }

  // MARK: Asking

  /// What the Projections screen shows and is not known.
  var projectionDemands: [Question] {
    guard let definition else { return [] }
    var demands = [rowsDemand(of: definition), lettersDemand(of: definition)].compactMap { $0 }
    if let question = projections.popup?.question, shownSteps == nil, shownComparison == nil {
      demands.append(question)
    }
    return demands
  }

  private func rowsDemand(of definition: ProjectionDefinition) -> Question? {
    let view = rowsView
    guard view.at != nil || knowledge.readModels.isBuilt(definition.name) == true else {
      return nil
    }
    if let search = projections.search {
      let query = view.query(offset: search.rows.lowerBound, limit: search.rows.count)
      return .rows(definition.name, query, at: view.at)
    }
    let height = visibleRows
    if let rows = shownRows, rows.key == rowsKey, !isOutdated(rows) {
      // Half a page more than is seen, so that moving does not wait.
      let first = max(0, view.cursor.top - height / 2)
      let last = min(rows.page.count, view.cursor.top + height + height / 2)
      let loaded = rows.page.offset..<rows.page.offset + rows.page.rows.count
      if first >= last || loaded.contains(first) && loaded.contains(last - 1) { return nil }
    }
    let offset = max(0, view.cursor.top - height)
    return .rows(definition.name, view.query(offset: offset, limit: 3 * height), at: view.at)
  }

  /// Whether the read model has been written since the rows were asked for.
  private func isOutdated(_ rows: ReadModels.Rows) -> Bool {
    rows.key.at == nil
      && rows.generation != knowledge.readModels.generation(of: rows.key.projection)
  }

  private static var lettersAtOnce: Int { 200 }
  /// More dead letters than this are not listed.
  private static var mostLetters: Int { 10_000 }

  /// How many dead letters there are to move in; those that one comes to are asked for.
  var letterCount: Int {
    guard let letters = knowledge.readModels.letters, letters.projection == definition?.name else {
      return 0
    }
    return min(letters.count, Self.mostLetters)
  }

  private func lettersDemand(of definition: ProjectionDefinition) -> Question? {
    let name = definition.name
    guard let status = knowledge.readModels.statuses[name] else { return nil }
    let loaded = knowledge.readModels.letters.flatMap { $0.projection == name ? $0 : nil }
    guard let loaded, loaded.generation == knowledge.readModels.generation(of: name) else {
      guard status.parked > 0 || loaded != nil else { return nil }
      let limit = max(Self.lettersAtOnce, loaded?.letters.count ?? 0)
      return .deadLetters(name, after: 0, limit: limit)
    }
    let seen = min(letterCount, projections.letters.row + 2 * layout.height(.deadLetters))
    guard seen > loaded.letters.count else { return nil }
    return .deadLetters(
      name, after: loaded.letters.last?.position ?? 0,
      limit: max(Self.lettersAtOnce, seen - loaded.letters.count))
  }

  // MARK: Answers

  /// Takes rows; the cursor stays on its key where that is among them, and at the top where it is
  /// there.
  mutating func take(_ page: RowPage, name: String, query: RowQuery, at: Int?) {
    let key = ReadModels.RowsKey(name, query, at: at)
    let generation = knowledge.readModels.askedGeneration[.rows] ?? 0
    if let search = projections.search, key == rowsKey,
      search.rows.lowerBound == query.offset, search.rows.count == query.limit
    {
      goOn(search, in: page)
      if projections.search == nil {
        knowledge.readModels.rows = ReadModels.Rows(key: key, generation: generation, page: page)
      }
      return
    }
    let isOther = shownRows.map { $0.key != key || $0.generation != generation } ?? false
    let kept = isOther && rowsView.cursor.row > 0 ? selectedRow?.first : nil
    knowledge.readModels.rows = ReadModels.Rows(key: key, generation: generation, page: page)
    if let kept, key == rowsKey, let row = page.rows.firstIndex(where: { $0.first == kept }) {
      rowsView.cursor.row = page.offset + row
    }
  }

  mutating func take(_ letters: [DeadLetter], count: Int, of name: String, after: Int) {
    let generation = knowledge.readModels.askedGeneration[.deadLetters] ?? 0
    var all = letters
    if after > 0, let loaded = knowledge.readModels.letters, loaded.projection == name {
      all = loaded.letters + letters
    }
    knowledge.readModels.letters = ReadModels.Letters(
      projection: name, generation: generation, letters: all,
      count: letters.isEmpty ? all.count : max(count, all.count))
  }

  // MARK: Copying

  /// The value under the cursor, as it is copied.
  var selectedValue: String? {
    guard let row = selectedRow, row.indices.contains(rowsView.column) else { return nil }
    return row[rowsView.column].description
  }

  /// The row as an object with a member for each column.
  var selectedRowJSON: String? {
    guard let row = selectedRow, let table = shownTable else { return nil }
    var object = JSONObject()
    for (column, value) in zip(table.columns, row) { object[column.name] = value.json }
    return JSONValue.object(object).text()
  }
}
