import Testing
import TextUI

@Suite("Sizes, places and glyphs")
struct GeometryTests {
  @Test("a negative extent is none")
  func negative() {
    #expect(Size(columns: -1, rows: -2) == Size(columns: 0, rows: 0))
    #expect(Rect(column: 0, row: 0, columns: -3, rows: 1).isEmpty)
    #expect(Rect(column: 0, row: 0, columns: 1, rows: 1).inset().isEmpty)
  }

  @Test("a rectangle knows what lies in it")
  func contains() {
    let rect = Rect(column: 2, row: 1, columns: 3, rows: 2)
    #expect(rect.contains(Point(column: 2, row: 1)) && rect.contains(Point(column: 4, row: 2)))
    #expect(!rect.contains(Point(column: 5, row: 1)) && !rect.contains(Point(column: 2, row: 3)))
    #expect(rect.inset(columns: 1, rows: 0) == Rect(column: 3, row: 1, columns: 1, rows: 2))
  }

  @Test("rectangles intersect where both are")
  func intersection() {
    let a = Rect(column: 0, row: 0, columns: 4, rows: 4)
    let b = Rect(column: 2, row: -1, columns: 4, rows: 3)
    #expect(a.intersection(b) == Rect(column: 2, row: 0, columns: 2, rows: 2))
    #expect(a.intersection(Rect(column: 9, row: 9, columns: 1, rows: 1)).isEmpty)
  }

  @Test(
    "every glyph is one column wide, and ASCII in the ASCII set",
    arguments: [GlyphSet.unicode, .ascii])
  func glyphs(set: GlyphSet) {
    let all = [
      set.ellipsis, set.pointer, set.knob, set.link, set.separator, set.folded, set.unfolded,
      set.up, set.down, set.left, set.right,
    ]
    for glyph in all {
      #expect(TextWidth.columns(of: glyph) == 1)
      #expect(glyph.isASCII == (set == .ascii))
    }
    #expect(set.arrow.allSatisfy(\.isASCII) == (set == .ascii))
  }
}
