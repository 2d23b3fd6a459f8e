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
    return texts(step.changes(in: definition), isGone: step.new == nil)
  }

  /// What a step changed in a row.
  func texts(
    in row: ProjectionStep.Row, of definition: ProjectionDefinition
  ) -> [StyledText] {
    texts(row.changes(in: definition), isGone: row.new == nil)
  }

  /// What is another in a row of two copies.
  func texts(
    in difference: ReadModelComparison.Difference, of comparison: ReadModelComparison,
    _ definition: ProjectionDefinition
  ) -> [StyledText] {
    guard difference.table < definition.tables.count else { return [] }
    return texts(
      comparison.changes(of: difference, in: definition), isGone: difference.new == nil)
  }

  /// The key of a row; for an entry its table and its event's position.
  func keyText(
    _ difference: ReadModelComparison.Difference, of definition: ProjectionDefinition
  ) -> String {
    let key = difference.key.cellText
    guard difference.table < definition.tables.count,
      !definition.tables[difference.table].hasKeys
    else { return key }
    return "\(definition.tables[difference.table].name) @\(key)"
  }

  /// Changes, one behind the other.
  func texts(_ changes: [ColumnChange], isGone: Bool = false) -> [StyledText] {
    var parts: [StyledText] = []
    for change in changes {
      if !parts.isEmpty { parts.append("  ") }
      parts += [StyledText("\(change.name) ", style: theme.dimmed), text(of: change)]
    }
    if isGone { return [StyledText("- gone  ", style: theme.removed)] + parts }
    if parts.isEmpty { return [StyledText("nothing changed", style: theme.dimmed)] }
    return parts
  }

  private func text(of change: ColumnChange) -> StyledText {
    guard let new = change.new else {
      return StyledText("-\(change.old?.cellText ?? "")", style: theme.removed)
    }
    guard let old = change.old else {
      return StyledText("+\(new.cellText)", style: theme.added)
    }
    return StyledText("\(old.cellText) \(glyphs.arrow) \(new.cellText)", style: theme.changed)
  }
}

extension ReadModelValue {
  /// The value as a cell shows it.
  var cellText: String { self == .null ? "null" : String(description.prefix(300)) }
}
