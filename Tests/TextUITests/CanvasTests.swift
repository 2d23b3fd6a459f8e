import Testing
import TextUI

@Suite("Canvas")
struct CanvasTests {
  @Test("a box has its title on the left and its corner text on the right")
  func boxTitles() {
    var canvas = Canvas(size: Size(columns: 34, rows: 3))
    canvas.box(Rect(canvas.size), title: ["Events"], corner: ["4 of 5"])
    #expect(
      canvas.rows() == [
        "┌ Events ──────────────── 4 of 5 ┐",
        "│                                │",
        "└────────────────────────────────┘",
      ])
  }

  @Test("the focused box is heavy")
  func focusedBox() {
    var canvas = Canvas(size: Size(columns: 46, rows: 2))
    canvas.box(
      Rect(canvas.size), isFocused: true, title: ["State at v4 · account.js"],
      corner: ["1 changed"])
    #expect(
      canvas.rows() == [
        "┏ State at v4 · account.js ─────── 1 changed ┓".replacing("─", with: "━"),
        "┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛",
      ])
  }
}
