import TextUI

/// A line of text that is being typed.
struct TextField: Hashable, Sendable {
  /// The most characters that typing and pasting lead to: what is looked for is shorter, and all of it is
  /// looked at with every key.
  static let limit = 4_096
  /// What is said where a line would become longer than that.
  static let cutRemark = "cut: a line holds \(Format.grouped(limit)) characters"

  private(set) var characters: [Character] = []
  /// Before which character the next one goes.
  private(set) var cursor = 0
  /// Whether the last key or paste had more than there was room for, which was left out.
  private(set) var isCut = false

  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }

  /// The part that is shown in so many columns, and the column of the cursor in it.
  ///
  /// Of a long text it is the part before the cursor; an ellipsis says that it is not the beginning. No more is
  /// looked at than is shown.
  func shown(in columns: Int, ellipsis: Character) -> (text: String, cursor: Int) {
    var start = cursor
    var width = 0
    while start > 0 {
      let next = width + TextWidth.columns(of: characters[start - 1])
      // The ellipsis takes a column where anything is left before it.
      guard next + (start > 1 ? 1 : 0) <= columns else { break }
      (start, width) = (start - 1, next)
    }
    let end = min(characters.count, cursor + max(0, columns) + 1)
    let text = String(characters[start..<end])
    return start > 0 ? (String(ellipsis) + text, width + 1) : (text, width)
  }

  /// The text in rows of at most so many columns, broken behind spaces where it can be, and where the cursor is
  /// in them.
  func rows(_ columns: Int) -> (lines: [String], cursor: Point) {
    // The cursor may stand behind the last character, and needs a column there.
    let all = characters + [" "]
    var starts = [0]
    var used = 0
    var behindSpace: Int?
    for (number, character) in all.enumerated() {
      let width = TextWidth.columns(of: character)
      while used + width > columns, used > 0 {
        let start = behindSpace ?? number
        starts.append(start)
        used = TextWidth.columns(of: String(all[start..<number]))
        behindSpace = nil
      }
      used += width
      if character == " " { behindSpace = number + 1 }
    }
    let ends = starts.dropFirst() + [characters.count]
    let row = starts.lastIndex { $0 <= cursor } ?? 0
    let before = String(characters[starts[row]..<cursor])
    return (
      zip(starts, ends).map { String(characters[$0..<$1]) },
      Point(column: TextWidth.columns(of: before), row: row)
    )
  }

  /// Puts a text where the cursor is, as far as there is room; line breaks become spaces.
  mutating func insert(_ text: String) {
    let taken = text.prefix(max(0, Self.limit - characters.count))
    isCut = taken.endIndex < text.endIndex
    characters.insert(contentsOf: taken.map { $0.isNewline ? " " : $0 }, at: cursor)
    cursor += taken.count
  }

  /// Takes a key; one that is not for typing or editing has no effect.
  mutating func take(_ key: Key) {
    isCut = false
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: delete(from: cursor - 1)
    case .delete: delete(from: cursor, to: cursor + 1)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): delete(from: 0)
    case .control("w"): delete(from: startOfWord)
    default: break
    }
  }

  private var startOfWord: Int {
    let before = characters[..<cursor]
    guard let end = before.lastIndex(where: { $0 != " " }) else { return 0 }
    return before[...end].lastIndex(of: " ").map { $0 + 1 } ?? 0
  }

  private mutating func delete(from start: Int, to end: Int? = nil) {
    let end = min(end ?? cursor, characters.count)
    guard start >= 0, start < end else { return }
    characters.removeSubrange(start..<end)
    cursor = start
  }
}
