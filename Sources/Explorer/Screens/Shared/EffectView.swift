import Rewind
import TextUI

/// What an event did, beside its type: numbers at the right, below each other, texts at the left.
struct EffectView {
  let effect: EventEffect
  /// Whether there is room for what a value was before.
  let isRoomy: Bool
  /// Whether the heading names a path: what is told of another has its key before it.
  let isOfPath: Bool
  let theme: Theme

  func draw(in room: Rect, on canvas: inout Canvas) {
    switch effect {
    case .nothing: break
    case .kept(let value): write(value.text, of: value, style: theme.dimmed, in: room, on: &canvas)
    case .told(let value, let key) where isOfPath && !key.isEmpty:
      write("\(key) \(value.text)", of: nil, style: theme.dimmed, in: room, on: &canvas)
    case .told(let value, _): write(value.text, of: value, in: room, on: &canvas)
    case .changed(let old, let new):
      let style = new == nil ? theme.removed : .plain
      write(
        new?.text ?? "gone", was: isRoomy ? old?.text : nil, of: new ?? old, style: style,
        in: room, on: &canvas)
    }
  }

  /// Writes what a value is, and before it what it was, which is left out where both have no room.
  private func write(
    _ text: String, was old: String? = nil, of value: ShortValue?, style: Style = .plain,
    in room: Rect, on canvas: inout Canvas
  ) {
    let isNumber = value?.isNumber == true
    var before = old.map { "\($0) \(canvas.glyphs.arrow) " } ?? ""
    var columns = TextWidth.columns(of: before) + TextWidth.columns(of: text)
    if columns > room.size.columns {
      before = ""
      columns = TextWidth.columns(of: text)
    }
    let indent = isNumber ? max(0, room.size.columns - columns) : 0
    let start = Point(column: room.origin.column + indent, row: room.origin.row)
    let written = canvas.write(before, at: start, style: theme.dimmed)
    canvas.write(
      value?.isWord == false ? text : cut(text, to: room.size.columns - written, canvas.glyphs),
      at: Point(column: start.column + written, row: start.row), style: style,
      limit: room.columnRange.upperBound - start.column - written)
  }

  /// Words lose their end, as a number does; a name its middle, since names often begin alike.
  private func cut(_ text: String, to columns: Int, _ glyphs: GlyphSet) -> String {
    text.contains(" ") ? text : TextWidth.middleCut(text, to: columns, glyphs: glyphs)
  }
}
