import TestSupport
import Testing
import TextUI

@Suite("Comparing in tests")
struct TestSupportTests {
  @Test("equal texts have no difference")
  func equalTexts() {
    #expect(LineDifference.text("a\nb", "a\nb") == "")
  }

  @Test("a difference shows changed lines with what is around them, and leaves the rest out")
  func changedLine() {
    let old = (1...9).map(String.init).joined(separator: "\n")
    let new = old.replacing("5", with: "five")
    #expect(LineDifference.text(old, new, context: 1) == "  ⋮\n  4\n- 5\n+ five\n  6")
  }

  @Test("a screen is written as rows, a letter for each style, and a legend")
  func screenText() {
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    canvas.write("ab", at: Point(column: 0, row: 0), style: .bold)
    canvas.write("日", at: Point(column: 2, row: 0))
    let selected = Style(foreground: .red, isReversed: true)
    canvas.write("x", at: Point(column: 5, row: 1), style: selected)
    canvas.cursor = Point(column: 5, row: 1)
    expectNoDifference(
      ScreenText.text(of: canvas),
      """
      +------+
      |ab日  |
      |     x|
      +------+
      |aa....|
      |.....b|
      +------+
      a bold
      b red reversed
      cursor at column 5, row 1

      """)
  }

  @Test("a screen unlike the recorded one, or never recorded, fails with the difference")
  func failingScreen() {
    let canvas = Canvas(size: Size(columns: 5, rows: 1))
    withKnownIssue {
      expectScreen(canvas, matches: "never-recorded")
    } matching: {
      $0.comments.contains { "\($0)".contains("RECORD_SCREENS=1") }
    }
    withKnownIssue {
      expectScreen(canvas, matches: "hello")
    } matching: {
      $0.comments.contains { "\($0)".contains("- |hello|\n+ |     |") }
    }
  }

  @Test("a screen like the recorded one passes")
  func recordedScreen() {
    var canvas = Canvas(size: Size(columns: 5, rows: 1))
    canvas.write("hello", at: Point(column: 0, row: 0))
    expectScreen(canvas, matches: "hello")
  }

  @Test("a failed equality shows the difference")
  func failedEquality() {
    withKnownIssue {
      expectNoDifference(["a", "b"], ["a", "c"])
    } matching: {
      $0.comments.contains { "\($0)".contains("  a\n- b\n+ c") }
    }
  }
}
