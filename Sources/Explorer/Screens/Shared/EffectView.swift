import Rewind
import TextUI

/// What an event did, beside its type: numbers at the right, below each other, texts at the left.
struct EffectView {
  let effect: EventEffect
  /// Whether there is room for what a value was before.
  let isRoomy: Bool
  let theme: Theme

  func draw(in room: Rect, on canvas: inout Canvas) {
    switch effect {
    case .nothing: break
    case .kept(let value): write(value, style: theme.dimmed, in: room, on: &canvas)
    case .told(let value): write(value, style: .plain, in: room, on: &canvas)
    case .changed(let old, nil):
      let gone = "gone"
      let before = isRoomy ? old.map { "\($0.text) \(canvas.glyphs.arrow) " } ?? "" : ""
      write(
        texts(before, gone, columns: room.size.columns, canvas.glyphs),
        isNumber: old?.isNumber == true,
        style: theme.removed, in: room, on: &canvas)
    case .changed(let old, let new?):
      guard isRoomy, let old else { return write(new, style: .plain, in: room, on: &canvas) }
      write(
        texts(
          "\(old.text) \(canvas.glyphs.arrow) ", new.text, columns: room.size.columns, canvas.glyphs
        ),
        isNumber: new.isNumber, style: .plain, in: room, on: &canvas)
    }
  }

  private func write(_ value: ShortValue, style: Style, in room: Rect, on canvas: inout Canvas) {
    write(
      ("", cut(value.text, to: room.size.columns, canvas.glyphs)), isNumber: value.isNumber,
      style: style, in: room, on: &canvas)
  }

  /// Words lose their end, a name its middle, since names often begin alike.
  private func cut(_ text: String, to columns: Int, _ glyphs: GlyphSet) -> String {
    text.contains(" ")
      ? TextWidth.fitted(text, to: columns, glyphs: glyphs)
      : TextWidth.middleCut(text, to: columns, glyphs: glyphs)
  }

  /// What was before gives way first.
  private func texts(
    _ before: String, _ after: String, columns: Int, _ glyphs: GlyphSet
  ) -> (String, String) {
    let fits = TextWidth.columns(of: before) + TextWidth.columns(of: after) <= columns
    return fits ? (before, after) : ("", cut(after, to: columns, glyphs))
  }

  private func write(
    _ texts: (before: String, after: String), isNumber: Bool, style: Style, in room: Rect,
    on canvas: inout Canvas
  ) {
    let columns = TextWidth.columns(of: texts.before) + TextWidth.columns(of: texts.after)
    let indent = isNumber ? max(0, room.size.columns - columns) : 0
    let start = Point(column: room.origin.column + indent, row: room.origin.row)
    let written = canvas.write(
      texts.before, at: start, style: theme.dimmed, limit: room.size.columns)
    canvas.write(
      texts.after, at: Point(column: start.column + written, row: start.row), style: style,
      limit: room.columnRange.upperBound - start.column - written)
  }
}
