/// A `Character` of several scalars that is one picture, two columns wide: a family, a skin tone, a flag, a
/// key cap, or a sign that a variation selector makes a picture (UTS 51, "Emoji sequences").
///
/// Terminals disagree about them: one shows the picture, another its parts side by side. So each has a
/// ``standIn`` of the same width, about which none can be wrong, and which stands where the picture cannot.
struct JoinedPicture {
  /// How many columns each takes.
  static let width: UInt8 = 2
  /// The longest that Unicode recommends: two people of two skin tones, and a kiss.
  ///
  /// What is longer is made up, and shows no more than its first picture.
  private static let scalarLimit = 10

  /// The picture, nothing in it that is hidden.
  let character: Character
  /// One or two characters that take its columns together: the first picture, or a flag's letters.
  let standIn: [Character]
  /// The columns it takes, at most, where each of its parts is shown.
  let spread: Int

  /// Nil where the character is none.
  init?(_ character: Character) {
    let scalars = Array(character.unicodeScalars)
    guard 2...Self.scalarLimit ~= scalars.count else { return nil }
    self.character = character
    spread = scalars.reduce(0) { $0 + ($1.properties.isEmoji ? Int(Self.width) : 0) }
    let letters = scalars.compactMap(\.flagLetter)
    if letters.count == scalars.count {
      guard letters.count == 2 else { return nil }
      standIn = letters.map { Character($0) }
      return
    }
    guard Self.isKeyCap(scalars) || Self.isSequence(scalars[...]) else { return nil }
    let isWide = TextWidth.columns(of: scalars[0]) == 2
    standIn = [Character(scalars[0])] + (isWide ? [] : [" "])
  }

  private static func isKeyCap(_ scalars: [Unicode.Scalar]) -> Bool {
    scalars.count == 3 && "0123456789#*".unicodeScalars.contains(scalars[0])
      && scalars[1] == "\u{FE0F}" && scalars[2] == "\u{20E3}"
  }

  /// Whether the scalars are pictures with a joiner between each two, each with a skin tone, or with the selector
  /// of pictures, or alone.
  private static func isSequence(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = scalars
    while let picture = rest.popFirst() {
      guard VisibleText.isPictographic(picture), picture.flagLetter == nil else { return false }
      if let next = rest.first, next == "\u{FE0F}" || next.properties.isEmojiModifier {
        rest.removeFirst()
      }
      if rest.isEmpty { return true }
      guard rest.popFirst() == "\u{200D}" else { return false }
    }
    // It ends in a joiner.
    return false
  }
}

extension Unicode.Scalar {
  /// The letter that a regional indicator stands for, two of which are a flag; nil for any other scalar.
  var flagLetter: Unicode.Scalar? {
    guard (0x1F1E6...0x1F1FF).contains(value) else { return nil }
    return Unicode.Scalar(0x41 + value - 0x1F1E6)
  }
}
