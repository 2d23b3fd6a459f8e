import TextUI

/// A line of text that is being typed.
struct TextField: Hashable, Sendable {
  private(set) var characters: [Character] = []
  /// Before which character the next one goes.
  private(set) var cursor = 0

  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var textBeforeCursor: String { String(characters[..<cursor]) }

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

  /// Puts a text where the cursor is; line breaks become spaces.
  mutating func insert(_ text: String) {
    let inserted = text.map { $0.isNewline ? " " : $0 }
    characters.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
  }

  /// Takes a key; false where it is not for typing or editing.
  mutating func take(_ key: Key) -> Bool {
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
    default: return false
    }
    return true
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
