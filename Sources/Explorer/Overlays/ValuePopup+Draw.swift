import TextUI

extension ValuePopup {
  /// Draws it over the screen, no taller than it needs.
  func draw(in layout: Layout, _ theme: Theme, on canvas: inout Canvas) {
    let rect = rect(in: layout)
    canvas.fill(rect)
    let inside = rect.inset(columns: isPlain ? 0 : 2)
    if isPlain {
      canvas.write(title, at: rect.origin, style: theme.dimmed)
    } else {
      let last = min(lines.count, top + inside.size.rows)
      let corner = lines.count > inside.size.rows ? "\(last) of \(lines.count)" : ""
      canvas.box(rect, isFocused: true, title: [StyledText(title)], corner: [StyledText(corner)])
    }
    ListView(count: lines.count, cursor: ListCursor(row: top, top: top), isFocused: false)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        canvas.write(Self.text(lines[number], theme), at: row.origin)
      }
    canvas.cursor = inside.origin
  }

  private func rect(in layout: Layout) -> Rect {
    guard !isPlain else { return layout.body }
    var rect = layout.popup
    rect.size.rows = max(3, min(rect.size.rows, lines.count + 2))
    return rect
  }

  private static func text(_ line: Line, _ theme: Theme) -> [StyledText] {
    if line.isTitle {
      let glyph = line.mark.map { "\($0.glyph) " } ?? ""
      return [StyledText(glyph + line.text, style: theme.style(line.mark))]
    }
    guard !line.difference.isEmpty else { return [StyledText(line.text)] }
    let characters = Array(line.text)
    var style = theme.style(line.mark)
    style.isUnderlined = true
    return [
      StyledText(String(characters[..<line.difference.lowerBound])),
      StyledText(String(characters[line.difference]), style: style),
      StyledText(String(characters[line.difference.upperBound...])),
    ]
  }
}
