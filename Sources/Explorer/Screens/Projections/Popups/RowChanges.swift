import Rewind
import TextUI

/// How rows of a read model differ, in words.
struct RowChanges {
  private let theme: Theme
  private let glyphs: GlyphSet

  init(_ shell: Shell) { (theme, glyphs) = (shell.theme, shell.options.display.glyphs) }

  /// What an event changed in a row, or why it failed.
  func texts(in step: RowStep, of definition: ProjectionDefinition) -> [StyledText] {
    if let fault = step.fault { return [StyledText("! \(fault)", style: theme.error)] }
    let columns = Array(definition.states.columns.dropFirst())
    return texts(from: step.old, columns, to: step.new, columns)
  }

  /// What is another in a row of two copies.
  func texts(
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
    return texts(
      from: difference.old.map { Array($0.dropFirst()) }, oldColumns,
      to: difference.new.map { Array($0.dropFirst()) }, columns)
  }

  /// The key of a row; for an entry its table and its event's position.
  func keyText(
    _ difference: ReadModelComparison.Difference, of definition: ProjectionDefinition
  ) -> String {
    let key = difference.key.cellText
    guard difference.table < definition.tables.count,
      definition.tables[difference.table].kind == .entries
    else { return key }
    return "\(definition.tables[difference.table].name) @\(key)"
  }

  /// What differs between two rows, column by column; all of a row that is new or gone.
  private func texts(
    from old: [ReadModelValue]?, _ oldColumns: [ReadModelColumn], to new: [ReadModelValue]?,
    _ newColumns: [ReadModelColumn]
  ) -> [StyledText] {
    let before = old.map { Self.byName($0, oldColumns) }
    let after = new.map { Self.byName($0, newColumns) }
    var names = newColumns.map(\.name)
    names += oldColumns.map(\.name).filter { !names.contains($0) }
    var parts: [StyledText] = []
    for name in names {
      guard let part = text(from: before?[name], to: after?[name]) else { continue }
      if !parts.isEmpty { parts.append("  ") }
      parts += [StyledText("\(name) ", style: theme.dimmed), part]
    }
    if new == nil { return [StyledText("- gone  ", style: theme.removed)] + parts }
    if parts.isEmpty { return [StyledText("nothing changed", style: theme.dimmed)] }
    return parts
  }

  private static func byName(
    _ values: [ReadModelValue], _ columns: [ReadModelColumn]
  ) -> [String: ReadModelValue] {
    Dictionary(zip(columns.map(\.name), values), uniquingKeysWith: { first, _ in first })
  }

  private func text(from old: ReadModelValue?, to new: ReadModelValue?) -> StyledText? {
    switch (old, new) {
    case (let old?, let new?):
      guard old != new else { return nil }
      return StyledText("\(old.cellText) \(glyphs.arrow) \(new.cellText)", style: theme.changed)
    case (nil, let new?): return StyledText("+\(new.cellText)", style: theme.added)
    case (let old?, nil): return StyledText("-\(old.cellText)", style: theme.removed)
    case (nil, nil): return nil
    }
  }
}

extension ReadModelValue {
  /// The value as a cell shows it.
  var cellText: String { self == .null ? "null" : String(description.prefix(300)) }
}
