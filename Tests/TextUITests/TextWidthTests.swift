import Testing
import TextUI

@Suite("How wide text is")
struct TextWidthTests {
  static let widths: [(text: String, columns: Int)] = [
    ("", 0), ("a", 1), ("hello", 5), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("Ω", 1), ("—", 1),
    ("日本", 4), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1), ("Ａ", 2), ("　", 2),
    ("〈", 2), ("\u{303F}", 1),
    ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🫨", 2), ("⌚", 2), ("❤️", 2), ("❤", 1), ("☎️", 2), ("1️⃣", 2),
    ("🏳️‍🌈", 2),
    ("🇩🇪", 2), ("🇩", 1), ("🏽", 2), ("𠀀", 2),
    ("─", 1), ("┃", 1), ("⣿", 1), ("▶", 1), ("→", 1), ("…", 1),
    ("नि", 2), ("\u{915}\u{94D}", 1), ("ก็", 1), ("שָׁ", 1), ("\u{301}", 1),
    ("\u{1B}[31m", 5), ("\r\n", 2), ("\u{9B}", 1), ("\u{202E}a", 2), ("a\u{200D}b", 3),
    ("\u{200B}", 1), ("\u{E000}", 1), ("\u{FFFD}", 1), ("\u{FEFF}x", 2),
  ]

  @Test("text has the width that terminals give it", arguments: widths)
  func width(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
    #expect(text.reduce(0) { $0 + TextWidth.columns(of: $1) } == columns)
  }

  @Test("text has the width that a canvas gives it", arguments: widths)
  func written(text: String, columns: Int) {
    for glyphs in [GlyphSet.unicode, .ascii] {
      var canvas = Canvas(size: Size(columns: 20, rows: 1), glyphs: glyphs)
      #expect(canvas.write(text, at: Point(column: 0, row: 0)) == columns)
      #expect((columns..<20).allSatisfy { canvas[$0, 0].character == " " })
    }
  }

  static let fitted: [(text: String, limit: Int, result: String)] = [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("abcd", 0, ""), ("", 0, ""),
    ("日本", 4, "日本"), ("日本", 3, "日…"), ("日本", 2, "…"), ("a\tb", 3, "a\tb"),
  ]

  @Test("text is cut at its end to fit", arguments: fitted)
  func fit(text: String, limit: Int, result: String) {
    #expect(TextWidth.fitted(text, to: limit) == result)
  }

  static let middles: [(text: String, limit: Int, result: String)] = [
    ("order-3f29c1", 12, "order-3f29c1"), ("order-3f29c1", 9, "orde…29c1"),
    ("order-3f29c1", 8, "orde…9c1"), ("order-3f29c1", 2, "o…"), ("order-3f29c1", 1, "…"),
    ("order-3f29c1", 0, ""), ("日本語日本語", 8, "日本…語"), ("日本語", 6, "日本語"),
  ]

  @Test("text is cut in its middle to keep both ends", arguments: middles)
  func middle(text: String, limit: Int, result: String) {
    #expect(TextWidth.middleCut(text, to: limit) == result)
    #expect(TextWidth.columns(of: result) <= limit)
  }

  static let wrapped: [(text: String, limit: Int, lines: [String])] = [
    ("", 5, [""]), ("abc", 5, ["abc"]), ("abcdefg", 3, ["abc", "def", "g"]),
    ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two", "three"]),
    ("one two", 3, ["one", "two"]), ("a bcdefg h", 4, ["a", "bcde", "fg h"]),
    ("a\nb\n\nc", 5, ["a", "b", "", "c"]), ("a\r\nb", 5, ["a", "b"]),
    ("日本語", 4, ["日本", "語"]), ("日本", 1, ["日", "本"]), ("ab", 0, ["a", "b"]),
    ("aa bb cc dd", 5, ["aa bb", "cc dd"]),
  ]

  @Test("text is wrapped after spaces, long words anywhere", arguments: wrapped)
  func wrap(text: String, limit: Int, lines: [String]) {
    #expect(TextWidth.wrapped(text, to: limit).map { $0.trimmed } == lines)
  }

  @Test("wrapped lines keep every character but the spaces they break at, and fit")
  func wrapKeeps() {
    let text = "The quick brown fox — 速い茶色の狐 — jumps over  the lazy dog 👍👍👍 and_goes_on_and_on"
    for limit in 2...40 {
      let lines = TextWidth.wrapped(text, to: limit)
      #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= limit })
      #expect(
        lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "limit \(limit)")
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
