import TestSupport
import Testing
import TextUI

@Suite("Canvas: boxes")
struct BoxTests {
  @Test("a box has its title on the left and its corner text on the right")
  func titles() {
    var canvas = Canvas(size: Size(columns: 34, rows: 3))
    canvas.box(
      Rect(canvas.size), title: ["Events"], corner: ["4 of 5"], bottomTitle: ["1"],
      bottomCorner: ["5"])
    expectNoDifference(
      canvas.rows(),
      [
        "┌ Events ──────────────── 4 of 5 ┐",
        "│                                │",
        "└ 1 ───────────────────────── 5 ─┘".replacing("─ 5 ─┘", with: "── 5 ┘"),
      ])
  }

  @Test("the box that has the focus is heavy")
  func focus() {
    var canvas = Canvas(size: Size(columns: 46, rows: 2))
    canvas.box(
      Rect(canvas.size), isFocused: true, title: ["State at v4 · account.js"],
      corner: ["1 changed"])
    expectNoDifference(
      canvas.rows(),
      [
        "┏ State at v4 · account.js ━━━━━━━ 1 changed ┓",
        "┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛",
      ])
  }

  @Test("in ASCII both are told apart too")
  func ascii() {
    var canvas = Canvas(size: Size(columns: 10, rows: 3), glyphs: .ascii)
    canvas.box(Rect(column: 0, row: 0, columns: 5, rows: 3), title: ["a"])
    canvas.box(Rect(column: 5, row: 0, columns: 5, rows: 3), isFocused: true, title: ["b"])
    expectNoDifference(canvas.rows(), ["+ a +# b #", "|   |#   #", "+---+#===#"])
  }

  static let narrow: [(columns: Int, top: String)] = [
    (24, "┌ A long title ─ 9 of 9 ┐"), (25, "┌ A long title ── 9 of 9 ┐"),
    (23, "┌ A long tit… ─ 9 of 9 ┐"), (20, "┌ A long … ─ 9 of 9 ┐"),
    (18, "┌ A long title ──┐"), (16, "┌ A long title ┐"), (12, "┌ A long t… ┐"),
    (5, "┌ … ┐"), (4, "┌──┐"), (2, "┌┐"),
  ]

  @Test("where it is narrow the corner text goes, then the title is cut", arguments: narrow)
  func narrowBox(columns: Int, top: String) {
    let width = TextWidth.columns(of: top)
    var canvas = Canvas(size: Size(columns: width, rows: 2))
    canvas.box(Rect(canvas.size), title: ["A long title"], corner: ["9 of 9"])
    #expect(canvas.rows()[0] == top)
  }

  @Test("titles keep their styles, and the inside is left alone")
  func styles() {
    var canvas = Canvas(size: Size(columns: 12, rows: 3))
    canvas.fill(Rect(canvas.size), with: "x")
    canvas.box(
      Rect(canvas.size), title: [StyledText("ab", style: .bold), StyledText("c")], style: .dim)
    expectNoDifference(canvas.rows(), ["┌ abc ─────┐", "│xxxxxxxxxx│", "└──────────┘"])
    #expect(
      [0, 1, 2, 4, 5, 6].map { canvas[$0, 0].style } == [.dim, .dim, .bold, .plain, .dim, .dim])
  }

  @Test("a box without room draws nothing, one half outside what is inside")
  func degenerate() {
    var canvas = Canvas(size: Size(columns: 3, rows: 2))
    canvas.box(Rect(column: 0, row: 0, columns: 1, rows: 2))
    canvas.box(Rect(column: 0, row: 0, columns: 3, rows: 1))
    #expect(canvas.rows() == ["   ", "   "])
    canvas.box(Rect(column: 1, row: 1, columns: 5, rows: 5), title: ["t"])
    #expect(canvas.rows() == ["   ", " ┌ "])
  }

  @Test("a hostile title is visible, not obeyed")
  func hostile() {
    var canvas = Canvas(size: Size(columns: 14, rows: 2))
    canvas.box(Rect(canvas.size), title: ["a\u{1B}[2Jb\u{202E}"])
    #expect(canvas.rows()[0] == "┌ a␛[2Jb⇄ ───┐")
  }
}
