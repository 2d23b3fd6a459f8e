import Rewind
import TextUI

extension ProjectionsScreen {
  /// The table that is shown.
  func shownTable(in shell: Shell) -> ReadModelTable? {
    let table = view(in: shell).table
    guard let definition = definition(in: shell), table < definition.tables.count else {
      return nil
    }
    return definition.tables[table]
  }

  /// The columns of the rows on screen; those that the projection declares while there are none.
  func shownColumns(in shell: Shell) -> [ReadModelColumn] {
    shownRows(in: shell)?.page.columns ?? shownTable(in: shell)?.columns ?? []
  }

  /// The query for the rows of the shown table.
  func rowsKey(in shell: Shell) -> ReadModels.RowsKey? {
    let view = view(in: shell)
    return definition(in: shell).map {
      ReadModels.RowsKey($0.name, view.query(offset: 0, limit: 0), at: view.at)
    }
  }

  /// The rows that are on screen: rows of the shown table, even in another order or of another moment
  /// until the new ones are there.
  func shownRows(in shell: Shell) -> ReadModels.Rows? {
    guard let rows = shell.knowledge.readModels.rows, let definition = definition(in: shell),
      rows.key.projection == definition.name, rows.key.query.table == view(in: shell).table
    else { return nil }
    return rows
  }

  /// Whether the rows on screen are not yet those that are wanted.
  func areRowsOutdated(in shell: Shell) -> Bool {
    shownRows(in: shell).map { $0.isVoid || $0.key != rowsKey(in: shell) } ?? true
  }

  /// The row under the cursor, once it is loaded.
  func selectedRow(in shell: Shell) -> [ReadModelValue]? {
    shownRows(in: shell)?[view(in: shell).cursor.row]
  }

  /// How many rows there are; the cursor keeps its row until those that are wanted are there.
  func rowCount(in shell: Shell) -> Int {
    guard let rows = shownRows(in: shell) else { return 0 }
    return areRowsOutdated(in: shell)
      ? max(rows.page.count, view(in: shell).cursor.row + 1) : rows.page.count
  }

  // MARK: What keys do

  mutating func moveColumn(_ steps: Int, in shell: Shell) {
    let columns = shownColumns(in: shell)
    changeView(in: shell) { $0.column = max(0, min($0.column + steps, columns.count - 1)) }
  }

  mutating func showNextTable(in shell: inout Shell) {
    guard let tables = definition(in: shell)?.tables.count, tables > 1 else {
      shell.say("this projection has one table")
      return
    }
    changeView(in: shell) { $0.show(table: ($0.table + 1) % tables) }
  }

  /// Sorts by the column under the cursor.
  mutating func sortRows(in shell: Shell) {
    let columns = shownColumns(in: shell)
    changeView(in: shell) { $0.sort(columns) }
  }

  func filter(in shell: Shell) -> String { view(in: shell).filter }

  func filterSummary(in shell: Shell) -> String? {
    let view = view(in: shell)
    guard !view.filter.isEmpty || view.key != nil, !areRowsOutdated(in: shell),
      let page = shownRows(in: shell)?.page
    else { return nil }
    return Format.matching(page.count, of: page.total)
  }

  mutating func setFilter(_ text: String, from before: (any Room)?, in shell: inout Shell) {
    changeView(in: shell) {
      $0.filter = TextPattern(typed: text) == nil ? "" : text
      $0.cursor = ListCursor()
    }
  }

  func copied(_ command: Command, in shell: Shell) -> Copied? {
    guard focus == .rows, let row = selectedRow(in: shell) else { return nil }
    switch command {
    case .copyRow:
      var object = JSONObject()
      for (column, value) in zip(shownColumns(in: shell), row) { object[column.name] = value.json }
      return Copied(what: "row", text: JSONValue.object(object).text())
    case .copyValue:
      let column = view(in: shell).column
      guard row.indices.contains(column) else { return nil }
      return Copied(what: "value", text: row[column].description)
    case .copyKey: return row.first.map { Copied(what: "key", text: $0.description) }
    default: return nil
    }
  }

  // MARK: Asking

  private static let lettersAtOnce = 200

  func demands(in shell: Shell) -> [Question] {
    guard let definition = definition(in: shell) else { return [] }
    var demands = [
      rowsDemand(of: definition, in: shell), lettersDemand(of: definition, in: shell),
    ].compactMap { $0 }
    if let question = popup?.question, !isPopupKnown(in: shell) {
      demands.append(question)
    }
    if let question = startsQuestion(in: shell), shownStarts(in: shell) == nil {
      demands.append(question)
    }
    return demands
  }

  private func rowsDemand(of definition: ProjectionDefinition, in shell: Shell) -> Question? {
    let view = view(in: shell)
    guard view.at != nil || shell.knowledge.readModels.isBuilt(definition.name) == true else {
      return nil
    }
    let height = visibleRows(of: .rows, in: shell)
    if let rows = shownRows(in: shell), rows.key == rowsKey(in: shell), !isOutdated(rows, shell) {
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
  private func isOutdated(_ rows: ReadModels.Rows, _ shell: Shell) -> Bool {
    rows.isVoid
      || rows.key.at == nil
        && rows.generation != shell.knowledge.readModels.generation(of: rows.key.projection)
  }

  private func lettersDemand(of definition: ProjectionDefinition, in shell: Shell) -> Question? {
    let name = definition.name
    let models = shell.knowledge.readModels
    guard let status = models.statuses[name] else { return nil }
    let loaded = models.letters.flatMap { $0.projection == name ? $0 : nil }
    guard let loaded, loaded.generation == models.generation(of: name) else {
      guard status.parked > 0 || loaded != nil else { return nil }
      let limit = max(Self.lettersAtOnce, loaded?.letters.count ?? 0)
      return .deadLetters(name, after: 0, limit: limit)
    }
    let ahead = 2 * visibleRows(of: .deadLetters, in: shell)
    let seen = min(letterCount(in: shell), letters.row + ahead)
    guard seen > loaded.letters.count else { return nil }
    return .deadLetters(
      name, after: loaded.letters.last?.position ?? 0,
      limit: max(Self.lettersAtOnce, seen - loaded.letters.count))
  }

  func laneOfCursor(in shell: Shell) -> Lane? {
    let isRead = keyPanel != .rows || selectedRow(in: shell) != nil
    return !isRead && shell.knowledge.requests.pending[.rows] != nil ? .rows : nil
  }

  func awaitedLane(in shell: Shell) -> Lane? {
    if keyPanel == .step, shell.knowledge.requests.pending[.step] != nil { return .step }
    let isAwaited =
      keyPanel == .rows && view(in: shell).at == nil
      && shownRows(in: shell)?.key != rowsKey(in: shell)
      && shell.knowledge.requests.pending[.rows] != nil
    return isAwaited ? .rows : nil
  }

  // MARK: Answers

  mutating func take(_ answer: Answer, to question: Question, in shell: inout Shell) {
    switch (question, answer) {
    case (.rows(let name, let query, let at), .rows(let page)):
      take(page, key: ReadModels.RowsKey(name, query, at: at), in: &shell)
    case (.deadLetters(let name, let after, _), .deadLetters(let letters, let count)):
      shell.knowledge.readModels.take(letters, count: count, of: name, after: after)
    case (.rowHistory, .rowHistory(let steps)):
      shell.knowledge.readModels.history = .init(question: question, value: steps)
      if popup?.question == question { popup?.cursor.row = steps.count - 1 }
    case (.step, .step(let step)):
      shell.knowledge.readModels.step = .init(question: question, value: step)
    case (.comparison, .comparison(let comparison)):
      shell.knowledge.readModels.comparison = .init(question: question, value: comparison)
    case (.differenceStarts, .differenceStarts(let starts, let unknown)):
      let value = DifferenceStarts(starts, unknown: unknown)
      shell.knowledge.readModels.starts = .init(question: question, value: value)
    default: break
    }
  }

  /// Takes rows; the cursor stays on its key where that is among them, and at the top where it is
  /// there.
  private mutating func take(
    _ page: RowPage, key: ReadModels.RowsKey, in shell: inout Shell
  ) {
    let generation = shell.knowledge.readModels.askedGeneration[.rows] ?? 0
    let new = ReadModels.Rows(key: key, generation: generation, page: page)
    let isOther =
      shownRows(in: shell).map { $0.key != key || $0.generation != generation } ?? false
    let kept =
      isOther && view(in: shell).cursor.row > 0 ? selectedRow(in: shell)?.first : nil
    shell.knowledge.readModels.rows = new
    if let kept, key == rowsKey(in: shell),
      let row = page.rows.firstIndex(where: { $0.first == kept })
    {
      changeView(in: shell) { $0.cursor.row = page.offset + row }
    }
  }
}

extension ReadModels {
  /// Takes dead letters: the first ones, or those that follow those that are known.
  fileprivate mutating func take(
    _ letters: [DeadLetter], count: Int, of name: String, after: Int
  ) {
    var all = letters
    if after > 0, let loaded = self.letters, loaded.projection == name {
      all = loaded.letters + letters
    }
    self.letters = Letters(
      projection: name, generation: askedGeneration[.deadLetters] ?? 0, letters: all,
      count: letters.isEmpty ? all.count : max(count, all.count))
  }
}
