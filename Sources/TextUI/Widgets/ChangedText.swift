/// An old and a new text that have no room beside each other, cut so that what differs is seen.
enum ChangedText {
  /// So much of what both begin with stays before what differs.
  private static let kept = 2
  /// A common beginning that is shorter stays whole.
  private static let longEnough = 6

  /// The texts without what both begin with, where they have no room with it.
  static func cut(
    _ old: String, _ new: String, to columns: Int, glyphs: GlyphSet
  ) -> (old: String, new: String) {
    let needed = TextWidth.columns(of: old) + TextWidth.columns(of: new)
    let common = zip(old, new).prefix { $0 == $1 }.count
    guard needed > columns, common > longEnough else { return (old, new) }
    func rest(_ text: String) -> String {
      String(glyphs.ellipsis) + text.dropFirst(common - kept)
    }
    return (rest(old), rest(new))
  }
}
