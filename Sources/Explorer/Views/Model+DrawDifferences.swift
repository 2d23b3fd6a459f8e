import Rewind
import TextUI

extension Model {
  /// A step of a row's history: the event, and what it changed.
  func draw(
    _ step: RowStep, of definition: ProjectionDefinition, in inside: Rect,
    on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    var column = inside.origin.column + 1
    let end = inside.columnRange.upperBound - 1
    let last = shownSteps?.last?.position ?? step.position
    let number = TextWidth.columns(of: positionLabel(last))
    canvas.write(positionLabel(step.position), endingBefore: column + number, row: row)
    column += number + 2
    let entry = isInLog(step.position) ? index[step.position] : nil
    if let time = entry?.timestamp, inside.size.columns >= 60 {
      let text = Spelling.minute(time, in: options.zone)
      canvas.write(text, at: Point(column: column, row: row), style: theme.dimmed)
      column += TextWidth.columns(of: text) + 2
    }
    let type = entry?.type.map { knowledge.types[$0] } ?? "damaged line"
    let longest = shownSteps?.prefix(200).map { columnsOfType(at: $0.position) }.max() ?? 0
    let room = min(24, longest, (end - column) * 2 / 5)
    canvas.write(
      TextWidth.fitted(type, to: room, glyphs: options.glyphs),
      at: Point(column: column, row: row))
    column += room + 2
    canvas.write(
      changes(in: step, of: definition), at: Point(column: column, row: row), limit: end - column)
  }

  func changes(in step: RowStep, of definition: ProjectionDefinition) -> [StyledText] {
    if let fault = step.fault { return [StyledText("! \(fault)", style: theme.error)] }
    let columns = Array(definition.states.columns.dropFirst())
    return changes(from: step.old, columns, to: step.new, columns)
  }

  private func columnsOfType(at position: Int) -> Int {
    guard isInLog(position), let type = index[position].type else { return 12 }
    return TextWidth.columns(of: knowledge.types[type])
  }

  func draw(
    _ difference: ReadModelComparison.Difference, in comparison: ReadModelComparison,
    of definition: ProjectionDefinition, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    guard difference.table < definition.tables.count else { return }
    let mark: ChangeMark =
      difference.old == nil ? .added : difference.new == nil ? .removed : .changed
    var column = inside.origin.column + 1
    let end = inside.columnRange.upperBound - 1
    canvas.write(mark.glyph, at: Point(column: column, row: row), style: theme.style(mark))
    column += 2
    let key = keyText(difference, of: definition)
    let longest = comparison.differences.prefix(200).map {
      TextWidth.columns(of: keyText($0, of: definition))
    }
    let keyColumns = min(longest.max() ?? 0, 32, (end - column) / 3)
    canvas.write(
      TextWidth.middleCut(key, to: keyColumns, glyphs: options.glyphs),
      at: Point(column: column, row: row))
    column += keyColumns + 2
    let texts = changes(in: difference, of: comparison, definition)
    canvas.write(texts, at: Point(column: column, row: row), limit: end - column)
  }

  /// The key of a row; for an entry its table and its event's position.
  func keyText(
    _ difference: ReadModelComparison.Difference, of definition: ProjectionDefinition
  ) -> String {
    let key = text(difference.key)
    guard difference.table < definition.tables.count,
      definition.tables[difference.table].kind == .entries
    else { return key }
    return "\(definition.tables[difference.table].name) @\(key)"
  }

  func changes(
    in difference: ReadModelComparison.Difference, of comparison: ReadModelComparison,
    _ definition: ProjectionDefinition
  ) -> [StyledText] {
    guard difference.table < definition.tables.count else { return [] }
    let columns = Array(definition.tables[difference.table].columns.dropFirst())
    var oldColumns = columns
    if comparison.oldColumns.indices.contains(difference.table),
      !comparison.oldColumns[difference.table].isEmpty
    {
      oldColumns = Array(comparison.oldColumns[difference.table].dropFirst())
    }
    return changes(
      from: difference.old.map { Array($0.dropFirst()) }, oldColumns,
      to: difference.new.map { Array($0.dropFirst()) }, columns)
  }

  /// What differs between two rows, column by column; all of a row that is new or gone.
  private func changes(
    from old: [ReadModelValue]?, _ oldColumns: [ReadModelColumn], to new: [ReadModelValue]?,
    _ newColumns: [ReadModelColumn]
  ) -> [StyledText] {
    let before = old.map { values in
      Dictionary(
        zip(oldColumns.map(\.name), values), uniquingKeysWith: { first, _ in first })
    }
    let after = new.map { values in
      Dictionary(
        zip(newColumns.map(\.name), values), uniquingKeysWith: { first, _ in first })
    }
    var names = newColumns.map(\.name)
    names += oldColumns.map(\.name).filter { !names.contains($0) }
    var parts: [StyledText] = []
    for name in names {
      guard let part = change(of: name, from: before, to: after) else { continue }
      if !parts.isEmpty { parts.append("  ") }
      parts += [StyledText("\(name) ", style: theme.dimmed), part]
    }
    if new == nil { return [StyledText("- gone  ", style: theme.removed)] + parts }
    if parts.isEmpty { return [StyledText("nothing changed", style: theme.dimmed)] }
    return parts
  }

  private func change(
    of name: String, from old: [String: ReadModelValue]?, to new: [String: ReadModelValue]?
  ) -> StyledText? {
    switch (old?[name], new?[name]) {
    case (let old?, let new?):
      guard old != new else { return nil }
      return StyledText(
        "\(text(old)) \(options.glyphs.arrow) \(text(new))", style: theme.changed)
    case (nil, let new?): return StyledText("+\(text(new))", style: theme.added)
    case (let old?, nil): return StyledText("-\(text(old))", style: theme.removed)
    case (nil, nil): return nil
    }
  }
}
