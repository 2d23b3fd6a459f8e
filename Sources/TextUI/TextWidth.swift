/// How much room text takes on a screen, as `Canvas` writes it.
public enum TextWidth {
  /// The columns the character takes, made visible where it must be: at least 1.
  public static func columns(of character: Character) -> Int {
    var total = 0
    CellPiece.forEach(of: character, glyphs: .unicode) {
      total += Int($0.width)
      return true
    }
    return total
  }

  /// The columns the text takes.
  public static func columns(of text: some StringProtocol) -> Int {
    let text = String(text)
    return text.printableASCIICount(limit: .max) ?? text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The text, cut with an ellipsis at its end where it is wider than `limit` columns.
  public static func fitted(
    _ text: some StringProtocol, to limit: Int, glyphs: GlyphSet = .unicode
  ) -> String {
    guard let cut = end(of: text, within: limit) else { return String(text) }
    return limit > 0 ? String(text[..<cut]) + String(glyphs.ellipsis) : ""
  }

  /// The text, cut with an ellipsis in its middle where it is wider than `limit` columns.
  ///
  /// For names that differ at their ends: `order-3f…9c1`.
  public static func middleCut(
    _ text: some StringProtocol, to limit: Int, glyphs: GlyphSet = .unicode
  ) -> String {
    guard limit > 0 else { return "" }
    guard columns(of: text) > limit else { return String(text) }
    var tail: [Character] = []
    var tailRoom = (limit - 1) / 2
    for character in text.reversed() {
      tailRoom -= columns(of: character)
      if tailRoom < 0 { break }
      tail.append(character)
    }
    let tailColumns = tail.reduce(0) { $0 + columns(of: $1) }
    return fitted(text, to: limit - tailColumns, glyphs: glyphs) + String(tail.reversed())
  }

  /// The text broken into lines of at most `limit` columns, after spaces where there are any.
  ///
  /// Line ends in the text break too. A character wider than the limit has a line of its own.
  public static func wrapped(_ text: some StringProtocol, to limit: Int) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { wrapLine($0, to: max(1, limit)) }
  }

  private static func wrapLine(_ line: some StringProtocol, to limit: Int) -> [String] {
    var lines: [String] = []
    var start = line.startIndex
    var used = 0
    var lastSpace: String.Index?
    var index = start
    while index < line.endIndex {
      let next = line.index(after: index)
      let width = columns(of: line[index])
      if used + width > limit && index > start {
        let end = line[index] == " " ? index : lastSpace ?? index
        lines.append(String(line[start..<end]))
        start = end
        if line[start] == " " { start = line.index(after: start) }
        used = start < index ? columns(of: line[start..<index]) : 0
        lastSpace = nil
        if start > index {
          index = start
          continue
        }
      }
      if line[index] == " " { lastSpace = index }
      used += width
      index = next
    }
    lines.append(String(line[start...]))
    return lines
  }

  /// Where to cut so that an ellipsis fits behind; nil where the text fits whole.
  private static func end<Text: StringProtocol>(of text: Text, within limit: Int) -> Text.Index? {
    var used = 0
    var cut = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      used += columns(of: text[index])
      if used > limit { return cut }
      text.formIndex(after: &index)
      if used <= limit - 1 { cut = index }
    }
    return nil
  }
}
