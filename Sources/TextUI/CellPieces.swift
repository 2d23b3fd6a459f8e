/// What one `Character` becomes on a screen: a row of cells, each of one or two columns.
///
/// A piece is a scalar with the zero-width ones that follow it, on which all terminals agree: a spacing
/// vowel sign has a cell of its own, a lone variation selector goes. Only what ``JoinedPicture`` knows is one
/// piece of several scalars that have a width: families, skin tones, flags.
struct CellPiece: Equatable {
  var character: Character
  var width: UInt8

  /// As many combining scalars stay with a base as a terminal library can hold.
  static let combiningLimit = 4

  /// Calls `body` with each piece in turn until it answers false.
  static func forEach(
    of character: Character, glyphs: GlyphSet, _ body: (CellPiece) -> Bool
  ) {
    let scalars = character.unicodeScalars
    let first = scalars.first!
    if first.value >= 0x20 && first.value < 0x7F && scalars.count == 1 {
      _ = body(CellPiece(character: character, width: 1))
      return
    }
    if let picture = JoinedPicture(character) {
      _ = body(CellPiece(character: picture.character, width: JoinedPicture.width))
      return
    }
    var pending = Pending()
    var isEmoji = false
    for index in scalars.indices {
      let scalar = scalars[index]
      if isEmoji && scalar.properties.isEmojiModifier { continue }
      if isEmoji && VisibleText.isJoiner(at: index, in: scalars) { break }
      if VisibleText.isVariationSelector(scalar) && pending.takesSelector {
        pending.takesSelector = false
        continue
      }
      if let glyph = VisibleText.glyph(for: scalar, in: glyphs) {
        guard pending.flush(to: body) else { return }
        guard body(CellPiece(character: glyph, width: 1)) else { return }
        isEmoji = false
        continue
      }
      let width = TextWidth.columns(of: scalar)
      if width == 0 {
        pending.add(scalar, glyphs: glyphs)
        continue
      }
      guard pending.flush(to: body) else { return }
      pending.start(scalar, width: UInt8(width))
      isEmoji = VisibleText.isPictographic(scalar)
    }
    _ = pending.flush(to: body)
  }

  /// The piece being put together.
  private struct Pending {
    var scalars = String.UnicodeScalarView()
    var width: UInt8 = 1
    var combining = 0
    var takesSelector = false

    mutating func start(_ scalar: Unicode.Scalar, width: UInt8) {
      self.width = width
      combining = 0
      takesSelector = true
      scalars.append(scalar.flagLetter ?? scalar)
    }

    mutating func add(_ scalar: Unicode.Scalar, glyphs: GlyphSet) {
      if scalars.isEmpty { start(glyphs == .unicode ? "◌" : "?", width: 1) }
      takesSelector = false
      combining += 1
      if combining <= combiningLimit { scalars.append(scalar) }
    }

    mutating func flush(to body: (CellPiece) -> Bool) -> Bool {
      takesSelector = false
      guard !scalars.isEmpty else { return true }
      defer { scalars = String.UnicodeScalarView() }
      // A lone vowel of Hangul does not combine with its stand-in: that alone is shown.
      return body(CellPiece(character: String(scalars).first!, width: width))
    }
  }
}
