import Testing
import TextUI

@Suite("Untrusted text")
struct VisibleTextTests {
  static let glyphs: [(scalars: ClosedRange<UInt32>, glyph: Character)] = [
    (0x00...0x00, "␀"), (0x07...0x07, "␇"), (0x09...0x09, "␉"), (0x0A...0x0A, "␊"),
    (0x0D...0x0D, "␍"), (0x1B...0x1B, "␛"), (0x1F...0x1F, "␟"), (0x7F...0x7F, "␡"),
    (0x80...0x9F, "␦"), (0xAD...0xAD, "␢"), (0x61C...0x61C, "⇄"), (0x200E...0x200F, "⇄"),
    (0x202A...0x202E, "⇄"), (0x2066...0x2069, "⇄"), (0x200B...0x200D, "␢"),
    (0x2060...0x2064, "␢"), (0xFEFF...0xFEFF, "␢"), (0x180E...0x180E, "␢"),
    (0x3164...0x3164, "␢"), (0x115F...0x1160, "␢"), (0xFFA0...0xFFA0, "␢"),
    (0x2028...0x2029, "␤"), (0xE0001...0xE0001, "␢"), (0xE0020...0xE007F, "␢"),
    (0xE0100...0xE01EF, "␢"), (0xFE00...0xFE0D, "␢"), (0xFFF9...0xFFFB, "␢"),
    (0xE000...0xE001, "�"), (0xF8FF...0xF8FF, "�"), (0xF0000...0xF0001, "�"),
    (0x10FFFD...0x10FFFF, "�"), (0xFFFE...0xFFFF, "�"), (0x378...0x379, "�"),
  ]

  @Test("what a terminal obeys or hides has a glyph, alone and in a text", arguments: glyphs)
  func glyph(range: ClosedRange<UInt32>, glyph: Character) throws {
    for value in range {
      let scalar = try #require(Unicode.Scalar(value))
      #expect(VisibleText.glyph(for: scalar) == glyph, "U+\(String(value, radix: 16))")
      #expect(VisibleText.glyph(for: scalar, in: .ascii) == "?")
      let text = "a\(scalar)b"
      #expect(VisibleText.escaped(text) == "a\(glyph)b")
      var canvas = Canvas(size: Size(columns: 4, rows: 1))
      canvas.write(text, at: Point(column: 0, row: 0))
      #expect(canvas.rows() == ["a\(glyph)b "])
    }
  }

  @Test(
    "what people write stays as it is",
    arguments: [
      "plain ASCII ~", "é ñ ß Ω Ж", "日本語", "العربية", "עִבְרִית", "हिन्दी", "ไทย", "👍", "👨‍👩‍👧",
      "👍🏽", "❤️", "🏳️‍🌈", "🇩🇪", "1️⃣", "e\u{301}", "─┃⣿", "\u{A0}", "→",
    ])
  func harmless(text: String) {
    #expect(Array(VisibleText.escaped(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test("a joiner that joins no pictures is shown")
  func joiner() {
    #expect(VisibleText.escaped("a\u{200D}b") == "a␢b")
    #expect(VisibleText.escaped("\u{200D}") == "␢")
  }

  @Test("line ends are glyphs, so that the text stays on one line")
  func lines() {
    #expect(VisibleText.escaped("a\r\nb\n\tc") == "a␍␊b␊␉c")
    #expect(VisibleText.escaped("a\r\nb", glyphs: .ascii) == "a??b")
  }

  @Test("bytes that are no UTF-8 are visible")
  func invalid() {
    #expect(VisibleText.escaped(String(decoding: [0x61, 0xFF, 0x62], as: UTF8.self)) == "a�b")
  }

  static let cells: [(text: String, cells: [String])] = [
    ("e\u{301}x", ["e\u{301}", "x"]), ("👨‍👩‍👧x", ["👨‍👩‍👧", "", "x"]), ("👍🏽", ["👍🏽", ""]),
    ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", ["👨‍👩‍👧‍👦", "", "👨‍👩‍👧‍👦", ""]), ("🏳️‍🌈", ["🏳️‍🌈", ""]), ("👩🏻‍❤️‍💋‍👩🏼", ["👩🏻‍❤️‍💋‍👩🏼", ""]),
    (String(repeating: "👨\u{200D}", count: 6) + "👨", ["👨", ""]),
    ("❤️x", ["❤️", "", "x"]), ("🇩🇪", ["🇩🇪", ""]), ("🇩", ["D"]), ("🇩🇪🇫", ["🇩🇪", "", "F"]),
    ("कि", ["क", "\u{93F}"]),
    ("\u{301}", ["◌\u{301}"]),
    ("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}b", ["a\u{301}\u{301}\u{301}\u{301}", "b"]),
    ("👨\u{200D}", ["👨", "", "␢"]), ("👨\u{200D}\u{1B}", ["👨", "", "␢", "␛"]),
    ("a\u{FE0F}b", ["a", "b"]), ("a\u{FE0F}\u{FE0F}", ["a", "␢"]), ("1️⃣", ["1️⃣", ""]),
    ("1\u{20E3}", ["1\u{20E3}"]),
    ("🏴\u{E0067}\u{E007F}", ["🏴", "", "␢", "␢"]),
  ]

  @Test(
    "a cell holds one scalar and what combines with it, or a whole picture of several",
    arguments: cells)
  func cell(text: String, cells: [String]) {
    var canvas = Canvas(size: Size(columns: 10, rows: 1))
    #expect(canvas.write(text, at: Point(column: 0, row: 0)) == cells.count)
    for (column, expected) in cells.enumerated() {
      let cell = canvas[column, 0]
      let shown = cell.width == 0 ? "" : String(cell.character)
      #expect(Array(shown.unicodeScalars) == Array(expected.unicodeScalars))
    }
  }

  @Test("no scalar whatever gets into a cell raw, alone or after another")
  func nothingRaw() {
    for lead in ["", "a", "👍", "e\u{301}"] {
      for block in stride(from: UInt32(0), to: 0x11_0000, by: 0x100) {
        // A whole block in one row. Planes 4 to 13 are empty, 15 and 16 all private.
        let isUsed = block < 0x3_2000 || (0xE_0000...0xE_01FF).contains(block)
        guard lead.isEmpty ? isUsed || block % 0x1_0000 == 0 : isUsed && block < 0x3000 else {
          continue
        }
        let text = (block..<block + 0x100).compactMap(Unicode.Scalar.init)
          .map { "\(lead)\($0) " }.joined()
        var canvas = Canvas(size: Size(columns: 2000, rows: 1))
        canvas.write(text, at: Point(column: 0, row: 0))
        let raw = (0..<2000).lazy.flatMap { canvas[$0, 0].character.unicodeScalars }
          .first { VisibleText.glyph(for: $0) != nil }
        #expect(raw == nil)
      }
    }
  }
}
