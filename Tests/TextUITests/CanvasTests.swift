import TestSupport
import Testing
import TextUI

@Suite("Canvas: writing")
struct CanvasTests {
  private func row(_ columns: Int, glyphs: GlyphSet = .unicode, _ draw: (inout Canvas) -> Void)
    -> String
  {
    var canvas = Canvas(size: Size(columns: columns, rows: 1), glyphs: glyphs)
    draw(&canvas)
    return canvas.rows()[0]
  }

  static let cuts: [(text: String, limit: Int?, row: String, written: Int)] = [
    ("abc", nil, "abc     ", 3),
    ("abcdefgh", nil, "abcdefgh", 8),
    ("abcdefghi", nil, "abcdefg…", 8),
    ("abcdef", 4, "abc…    ", 4),
    ("abcd", 4, "abcd    ", 4),
    ("abc", 1, "…       ", 1),
    ("abc", 0, "        ", 0),
    ("", 4, "        ", 0),
    ("日本語", 6, "日本語  ", 6),
    ("日本語", 5, "日本…   ", 5),
    ("日本語", 4, "日…     ", 3),
    ("a日本", 4, "a日…    ", 4),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…      ", 2),
  ]

  @Test("text that does not fit ends in an ellipsis within the limit", arguments: cuts)
  func cut(text: String, limit: Int?, row: String, written: Int) {
    var canvas = Canvas(size: Size(columns: 8, rows: 1))
    let result = canvas.write(text, at: Point(column: 0, row: 0), limit: limit)
    #expect(canvas.rows() == [row])
    #expect(result == written)
  }

  @Test("the ellipsis of ASCII is ASCII")
  func asciiEllipsis() {
    #expect(
      row(4, glyphs: .ascii) { $0.write("abcdef", at: Point(column: 0, row: 0)) } == "abc>")
  }

  @Test("what lies outside is left out, before the left edge too")
  func outside() {
    #expect(row(4) { $0.write("abcdef", at: Point(column: -3, row: 0)) } == "def ")
    #expect(row(4) { $0.write("abc", at: Point(column: 9, row: 0)) } == "    ")
    #expect(row(4) { $0.write("abc", at: Point(column: 0, row: 1)) } == "    ")
    #expect(row(4) { $0.write("abc", at: Point(column: 0, row: -1)) } == "    ")
    #expect(row(4) { $0.write("日本", at: Point(column: -1, row: 0)) } == " 本 ")
    #expect(row(4) { $0.fill(Rect(column: -5, row: -5, columns: 7, rows: 9), with: "x") } == "xx  ")
  }

  @Test("half a wide character does not stay when the other half is written over")
  func halves() {
    for (column, expected) in [(0, "x 本"), (1, " x本"), (2, "日x "), (3, "日 x")] {
      let result = row(4) {
        $0.write("日本", at: Point(column: 0, row: 0))
        $0.write("x", at: Point(column: column, row: 0))
      }
      #expect(result == expected)
    }
    let wideOverTwo = row(4) {
      $0.write("日本", at: Point(column: 0, row: 0))
      $0.write("語", at: Point(column: 1, row: 0))
    }
    #expect(wideOverTwo == " 語 ")
  }

  @Test("a wide character covers the cell to its right")
  func covered() {
    var canvas = Canvas(size: Size(columns: 3, rows: 1))
    canvas.write("日", at: Point(column: 1, row: 0), style: .bold)
    #expect([0, 1, 2].map { canvas[$0, 0].width } == [1, 2, 0])
    #expect(canvas[2, 0].style == .bold)
  }

  @Test("pieces of text follow one another and are cut as one", arguments: [9, 8, 7, 4, 3, 1])
  func pieces(limit: Int) {
    let texts = [
      StyledText("ab", style: .bold), StyledText(" 日", style: .dim), StyledText("wxyz"), "",
    ]
    var canvas = Canvas(size: Size(columns: 12, rows: 1))
    let written = canvas.write(texts, at: Point(column: 0, row: 0), limit: limit)
    var whole = Canvas(size: canvas.size)
    #expect(written == whole.write("ab 日wxyz", at: Point(column: 0, row: 0), limit: limit))
    #expect(canvas.rows() == whole.rows())
    #expect(canvas[0, 0].style == .bold)
    if limit > 4 { #expect(canvas[3, 0].style == .dim) }
  }

  @Test("restyling leaves the text")
  func restyle() {
    var canvas = Canvas(size: Size(columns: 4, rows: 2))
    canvas.write("abcd", at: Point(column: 0, row: 0), style: .bold)
    canvas.restyle(Rect(column: 1, row: 0, columns: 2, rows: 5)) { $0.isReversed = true }
    #expect(canvas.rows() == ["abcd", "    "])
    #expect(canvas[0, 0].style == .bold)
    #expect(canvas[1, 0].style == Style(isBold: true, isReversed: true))
    #expect(canvas[2, 1].style == Style(isReversed: true))
    #expect(canvas[3, 0].style == .bold)
  }
}
