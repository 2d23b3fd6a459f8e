/// One cell of a screen.
public struct Cell: Hashable, Sendable {
  /// What stands in it: one scalar and its combining ones, or a picture that several make together; nothing a
  /// terminal obeys or hides.
  public private(set) var character: Character
  /// 1, or 2 where the character covers the next cell too; 0 for that covered cell.
  public private(set) var width: UInt8
  /// Its look.
  public var style: Style

  /// What takes the place of a picture of several scalars in a terminal that does not know it.
  public struct StandIn: Hashable, Sendable {
    /// One cell or two, together as wide as the picture.
    public let cells: [Cell]
    /// The columns that such a terminal may write over when it is sent the picture: it shows the parts side by
    /// side.
    public let spread: Int
  }

  /// Its stand-in, where a picture of several scalars stands in it; nil for anything else.
  public var standIn: StandIn? {
    guard width == JoinedPicture.width, character.unicodeScalars.count > 1 else { return nil }
    return JoinedPicture(character).map { picture in
      let width = picture.standIn.count == 1 ? JoinedPicture.width : 1
      let cells = picture.standIn.map {
        Cell(CellPiece(character: $0, width: width), style: style)
      }
      return StandIn(cells: cells, spread: picture.spread)
    }
  }

  init(_ piece: CellPiece, style: Style) {
    character = piece.character
    width = piece.width
    self.style = style
  }

  static func blank(_ style: Style) -> Cell {
    Cell(CellPiece(character: " ", width: 1), style: style)
  }

  static func covered(_ style: Style) -> Cell {
    Cell(CellPiece(character: " ", width: 0), style: style)
  }
}
