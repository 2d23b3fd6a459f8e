/// One cell of a screen.
public struct Cell: Hashable, Sendable {
  /// What stands in it: one scalar and its combining ones; nothing a terminal obeys or hides.
  public private(set) var character: Character
  /// 1, or 2 where the character covers the next cell too; 0 for that covered cell.
  public private(set) var width: UInt8
  /// Its look.
  public var style: Style

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
