import Rewind
import TextUI

/// A line about what an event did to a projection: a row, something that was written, or why there is nothing.
struct StepLine {
  enum Content {
    /// It is not known yet.
    case awaited
    /// The projection took nothing: why.
    case passed(String)
    /// It could not take the event, or that could not be told: why.
    case failed(String)
    case row(ProjectionStep.Row)
    case entry([ReadModelValue])
  }
  /// How wide the columns of a list of lines may be, at most.
  struct Widths {
    var projection = 0
    var key = 0
  }

  /// Texts longer than this are cut, whatever room there is.
  private static let longest = 300

  let projection: String
  /// What defines the projection; nil where its code cannot be used.
  let definition: ProjectionDefinition?
  let content: Content
  /// Whether the line before is of the same projection.
  var goesOn = false

  /// What an event did, a line for each row.
  static func lines(
    of step: ProjectionStep, _ projection: String, _ definition: ProjectionDefinition?
  ) -> [StepLine] {
    var contents = step.rows.map { Content.row($0) } + step.entries.map { .entry($0) }
    if let fault = step.fault { contents.append(.failed(fault)) }
    return contents.enumerated().map { number, content in
      StepLine(
        projection: projection, definition: definition, content: content, goesOn: number > 0)
    }
  }

  private var changes: [ColumnChange] {
    guard case .row(let row) = content, let definition else { return [] }
    return row.changes(in: definition)
  }

  /// The mark before it, and the change that it stands for.
  private var mark: (glyph: String, change: ChangeMark?) {
    switch content {
    case .awaited, .passed: return (" ", nil)
    case .failed: return ("!", nil)
    case .entry: return ("*", nil)
    case .row(let row):
      if row.old != nil, row.new != nil, changes.isEmpty { return ("=", nil) }
      let mark: ChangeMark = row.new == nil ? .removed : row.old == nil ? .added : .changed
      return (mark.glyph, mark)
    }
  }

  /// The row's key; empty where the line is of no row.
  var key: String {
    guard case .row(let row) = content else { return "" }
    return row.key.map { String($0.prefix(Self.longest)) } ?? "(shared)"
  }

  /// What the event did.
  func texts(_ shell: Shell) -> [StyledText] {
    let theme = shell.theme
    switch content {
    case .awaited: return [StyledText("reading", style: theme.dimmed)]
    case .passed(let reason): return [StyledText(reason, style: theme.dimmed)]
    case .failed(let reason): return [StyledText(reason, style: theme.error)]
    case .row(let row):
      return definition.map { RowChanges(shell).texts(in: row, of: $0) } ?? []
    case .entry(let values):
      let text = definition?.text(ofEntry: values) ?? ""
      return [StyledText(String(text.prefix(Self.longest)))]
    }
  }

  /// Where it leads: to the row, or the entry of an event, or to the projection.
  func place(at position: Int) -> Place {
    let table: ReadModelTable?
    let key: String
    switch content {
    case .row(let row):
      table = row.key == nil ? definition?.shared : definition?.states
      key = row.key ?? ReadModelTable.sharedKey
    case .entry: (table, key) = (definition?.entries, String(position))
    case .awaited, .passed, .failed: (table, key) = (nil, "")
    }
    guard let table, let number = definition?.tables.firstIndex(of: table) else {
      return .projection(projection)
    }
    return .row(projection: projection, table: number, key: key)
  }

  /// Draws it on a row of a list.
  ///
  /// - Parameter remark: what stands before what the event did; empty for nothing.
  func draw(
    in area: Rect, _ widths: Widths, remark: String = "", _ shell: Shell, on canvas: inout Canvas
  ) {
    let row = area.origin.row
    let end = area.columnRange.upperBound - 1
    var column = area.origin.column + 1
    let mark = mark
    let style = mark.change.map { shell.theme.style($0) } ?? .plain
    canvas.write(mark.glyph, at: Point(column: column, row: row), style: style)
    column += 2
    if widths.projection > 0 {
      let columns = min(widths.projection, 24, (end - column) / 3)
      let name = TextWidth.fitted(projection, to: columns, glyphs: canvas.glyphs)
      if !goesOn { canvas.write(name, at: Point(column: column, row: row)) }
      column += columns + 2
    }
    if !key.isEmpty {
      let columns = min(widths.key, 24, (end - column) / 2)
      canvas.write(
        TextWidth.middleCut(key, to: columns, glyphs: canvas.glyphs),
        at: Point(column: column, row: row))
      column += columns + 2
    }
    let before = remark.isEmpty ? [] : [StyledText(remark + " ", style: shell.theme.dimmed)]
    canvas.write(
      before + texts(shell), at: Point(column: column, row: row), limit: end - column)
  }
}

extension [StepLine] {
  /// How wide the keys are; only of so many that drawing stays quick.
  var keyColumns: Int { prefix(200).map { TextWidth.columns(of: $0.key) }.max() ?? 0 }
}
