import Rewind
import TextUI

/// The rows that differ between two copies of a read model.
struct ComparisonPopup: Hashable, Sendable {
  /// How many differences are asked for.
  static let limit = 1000

  let projection: String
  let copies: ComparedCopies
  var cursor = ListCursor()
}

extension ProjectionsScreen {
  mutating func showRebuild(of projection: String, in shell: inout Shell) -> Bool {
    guard popup == nil else { return false }
    popup = .comparison(ComparisonPopup(projection: projection, copies: .rebuild))
    return true
  }

  /// Decides on the rebuild that is compared.
  mutating func decide(_ order: (String) -> ProjectionOrder) -> [Effect] {
    guard case .comparison(let comparison)? = popup, comparison.copies == .rebuild else {
      return []
    }
    popup = nil
    return [.project(order(comparison.projection))]
  }

  /// The comparison that is shown; nil until it is known.
  func shownComparison(in shell: Shell) -> ReadModelComparison? {
    guard let told = shell.knowledge.readModels.comparison, told.question == popup?.question
    else { return nil }
    return told.value
  }

  func selectedDifference(in shell: Shell) -> ReadModelComparison.Difference? {
    guard let differences = shownComparison(in: shell)?.differences, let row = popup?.cursor.row
    else { return nil }
    return differences.indices.contains(row) ? differences[row] : nil
  }

  // MARK: Drawing

  func listPopup(_ popup: ComparisonPopup, in shell: Shell) -> ListPopup {
    let comparison = shownComparison(in: shell)
    var list = ListPopup(
      title: popup.projection + shell.separator + title(of: popup.copies, in: shell),
      count: comparison?.differences.count ?? 0, cursor: popup.cursor)
    list.head = comparison.map { head(of: $0, in: shell) } ?? []
    if let trouble = startsTrouble(in: shell) { list.head.append(trouble) }
    list.keepFoot(in: shell.layout)
    if let comparison, let difference = selectedDifference(in: shell),
      let definition = shell.definition(named: popup.projection)
    {
      let changes = RowChanges(shell)
      let key = changes.keyText(difference, of: definition)
      let now = changes.texts(in: difference, of: comparison, definition).map(\.text).joined()
      list.selectedText =
        shownStarts(in: shell)?[difference].map { text(of: $0, key: key, now: now, in: shell) }
        ?? "\(key)  \(now)"
    }
    if let reason = self.popup?.question.flatMap({ failure(of: $0, in: shell) }) {
      list.emptyText = ["! \(reason)"]
    } else if comparison == nil {
      list.emptyText = ["Comparing the rows."]
    } else {
      list.emptyText = [
        popup.copies == .rebuild
          ? "Nothing differs: the rebuild is the read model as it is." : "Nothing differs."
      ]
    }
    return list
  }

  private func title(of copies: ComparedCopies, in shell: Shell) -> String {
    switch copies {
    case .rebuild: "what the rebuild changes"
    case .positions(let old, let new):
      "\(shell.positionLabel(old)) \(shell.options.display.glyphs.arrow) \(shell.positionLabel(new))"
    }
  }

  /// How many rows differ, and how many of them are listed.
  private func head(of comparison: ReadModelComparison, in shell: Shell) -> [[StyledText]] {
    let theme = shell.theme
    func count(_ number: Int, _ word: String, _ mark: ChangeMark) -> [StyledText] {
      let text = "\(mark.glyph) \(Format.grouped(number)) \(word)"
      return [StyledText(text, style: number > 0 ? theme.style(mark) : theme.dimmed), "   "]
    }
    let counts =
      count(comparison.added, "added", .added) + count(comparison.removed, "removed", .removed)
      + count(comparison.changed, "changed", .changed)
      + [StyledText("\(Format.grouped(comparison.same)) the same")]
    let all = comparison.added + comparison.removed + comparison.changed
    let shown = comparison.differences.count
    guard shown < all else { return [counts] }
    let text = "the first \(Format.grouped(shown)) of \(Format.grouped(all)):"
    return [counts, [StyledText(text, style: theme.dimmed)]]
  }

  /// What a search looks at: of each row its key, and what is another in it.
  func texts(of popup: ComparisonPopup, in shell: Shell) -> [String] {
    guard let comparison = shownComparison(in: shell),
      let definition = shell.definition(named: popup.projection)
    else { return [] }
    let changes = RowChanges(shell)
    return comparison.differences.map { difference in
      let what = changes.texts(in: difference, of: comparison, definition).map(\.text).joined()
      return "\(changes.keyText(difference, of: definition)) \(what)"
    }
  }

  /// A row that differs: its key, and what is another in it.
  func draw(
    _ popup: ComparisonPopup, _ number: Int, in area: Rect, _ shell: Shell,
    on canvas: inout Canvas
  ) {
    guard let comparison = shownComparison(in: shell),
      let definition = shell.definition(named: popup.projection)
    else { return }
    let difference = comparison.differences[number]
    guard difference.table < definition.tables.count else { return }
    let changes = RowChanges(shell)
    let row = area.origin.row
    let end = area.columnRange.upperBound - 1
    let mark: ChangeMark =
      difference.old == nil ? .added : difference.new == nil ? .removed : .changed
    var column = area.origin.column + 1
    canvas.write(
      mark.glyph, at: Point(column: column, row: row), style: shell.theme.style(mark))
    column += 2
    let longest = comparison.differences.prefix(200).map {
      TextWidth.columns(of: changes.keyText($0, of: definition))
    }
    let keyColumns = min(longest.max() ?? 0, 32, (end - column) / 3)
    canvas.write(
      TextWidth.middleCut(
        changes.keyText(difference, of: definition), to: keyColumns, glyphs: canvas.glyphs),
      at: Point(column: column, row: row))
    column += keyColumns + 2
    if let starts = shownStarts(in: shell), starts.lastPosition > 0 {
      column += draw(
        starts[difference], of: starts, at: Point(column: column, row: row),
        limit: end - column, isNarrow: area.size.columns < 60, shell, on: &canvas)
      column += 2
    }
    canvas.write(
      changes.texts(in: difference, of: comparison, definition),
      at: Point(column: column, row: row), limit: end - column)
  }
}
