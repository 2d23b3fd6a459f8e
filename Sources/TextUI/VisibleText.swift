/// Makes untrusted text harmless: what a terminal would obey or hide becomes a visible glyph.
///
/// | in the text | glyph | in ASCII |
/// | --- | --- | --- |
/// | C0 controls, DEL | `␀` to `␟`, `␡` | `?` |
/// | C1 controls | `␦` | `?` |
/// | line and paragraph separators | `␤` | `?` |
/// | marks, embeddings, overrides and isolates of direction | `⇄` | `?` |
/// | zero width characters, tags, other formatting and ignorable characters | `␢` | `?` |
/// | private use, unassigned, surrogates, what was no UTF-8 | `�` | `?` |
///
/// Each glyph is one column wide.
public enum VisibleText {
  /// The text with a glyph for each scalar that must not reach a terminal, all on one line.
  ///
  /// Joined emoji, flags and combining characters stay as they are.
  public static func escaped(
    _ text: some StringProtocol, glyphs: GlyphSet = .unicode
  ) -> String {
    let text = String(text)
    if text.printableASCIICount(limit: .max) != nil { return text }
    var result = ""
    for character in text {
      append(character, to: &result, glyphs: glyphs)
    }
    return result
  }

  private static func append(
    _ character: Character, to result: inout String, glyphs: GlyphSet
  ) {
    let scalars = character.unicodeScalars
    var takesSelector = false
    var joins = false
    for index in scalars.indices {
      let scalar = scalars[index]
      if takesSelector && isVariationSelector(scalar) {
        takesSelector = false
      } else if joins && isJoiner(at: index, in: scalars) {
        joins = false
      } else if let glyph = glyph(for: scalar, in: glyphs) {
        result.append(glyph)
        takesSelector = false
        joins = false
        continue
      } else {
        takesSelector = true
        joins = isPictographic(scalar)
      }
      result.unicodeScalars.append(scalar)
    }
  }

  /// What is shown instead of the scalar, or nil where it may be shown as it is.
  public static func glyph(for scalar: Unicode.Scalar, in glyphs: GlyphSet = .unicode) -> Character?
  {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return nil }
    guard let glyph = unicodeGlyph(for: scalar) else { return nil }
    return glyphs == .unicode ? Character(glyph) : "?"
  }

  private static func unicodeGlyph(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: return "␡"
    case 0x80..<0xA0: return "␦"
    case 0xA0..<0x300: return scalar.value == 0xAD ? "␢" : nil
    case 0x2028, 0x2029: return "␤"
    case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return "⇄"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .unassigned, .privateUse, .surrogate, .control: return "�"
    case .format, .lineSeparator, .paragraphSeparator: return "␢"
    default: return scalar.properties.isDefaultIgnorableCodePoint ? "␢" : nil
    }
  }

  /// Whether a zero width joiner stands there with a picture behind it.
  static func isJoiner(
    at index: String.UnicodeScalarView.Index, in scalars: String.UnicodeScalarView
  ) -> Bool {
    guard scalars[index] == "\u{200D}" else { return false }
    let next = scalars.index(after: index)
    return next < scalars.endIndex && isPictographic(scalars[next])
  }

  /// The two selectors that choose between an emoji's text and picture form.
  static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0E || scalar.value == 0xFE0F
  }

  /// Whether a zero width joiner can join it to another picture.
  static func isPictographic(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x203C && scalar.properties.isEmoji
  }
}
