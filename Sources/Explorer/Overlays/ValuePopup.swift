import Rewind
import TextUI

/// A value shown whole, old above new, over the screen.
struct ValuePopup: Sendable {
  /// A text with the part in which it differs from another.
  struct Part: Sendable {
    var title: String?
    var mark: ChangeMark?
    var text: String
    /// The characters that differ; empty where none differ.
    var difference: Range<Int> = 0..<0
    /// Whether lines break at spaces, as in what is written for people.
    var isProse = false
  }
  /// One line as wide as the popup.
  struct Line: Hashable, Sendable {
    var text: String
    var mark: ChangeMark?
    var isTitle = false
    /// The characters of the line that differ.
    var difference: Range<Int> = 0..<0
  }
  /// More than this is not laid out; the copy is whole.
  private static let longestText = 200_000

  let title: String
  let parts: [Part]
  /// What a copy takes.
  let copy: String
  /// Whether it stands without borders, for selecting in the terminal.
  var isPlain = false
  private(set) var lines: [Line] = []
  private(set) var columns = 0
  var top = 0

  init(title: String, parts: [Part], copy: String, isPlain: Bool = false) {
    self.title = title
    self.parts = parts
    self.copy = copy
    self.isPlain = isPlain
  }

  /// A value.
  init(title: String, value: JSONValue, mark: ChangeMark? = nil) {
    self.init(
      title: title, parts: [Part(mark: mark, text: value.wholeText)], copy: value.copyText)
  }

  /// A value that changed.
  static func change(title: String, from old: String, to new: String) -> ValuePopup {
    let (oldPart, newPart) = difference(
      Array(old.prefix(longestText)), Array(new.prefix(longestText)))
    return ValuePopup(
      title: title,
      parts: [
        Part(title: "was", mark: .removed, text: old, difference: oldPart),
        Part(title: "is", mark: .added, text: new, difference: newPart),
      ], copy: new)
  }

  /// Where two texts differ: all but what they start and end with alike.
  static func difference(_ old: [Character], _ new: [Character]) -> (Range<Int>, Range<Int>) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    return (start..<old.count - end, start..<new.count - end)
  }

  /// Breaks the text into lines as wide as there is room for, and keeps the scroll within them.
  mutating func settle(in layout: Layout) {
    let columns = isPlain ? layout.size.columns : layout.popup.size.columns - 4
    if columns != self.columns {
      self.columns = columns
      lines = parts.flatMap { Self.lines(of: $0, columns: columns) }
    }
    top = max(0, min(top, lines.count - Self.rows(in: layout)))
  }

  /// Scrolls as a key says.
  mutating func move(_ command: Command, count: Int?, in layout: Layout) {
    let rows = Self.rows(in: layout)
    var cursor = ListCursor(row: top)
    cursor.move(command, count: count, of: max(1, lines.count - rows + 1), height: rows)
    top = cursor.row
  }

  /// How many lines are visible at once.
  private static func rows(in layout: Layout) -> Int { layout.popup.size.rows - 2 }

  private static func lines(of part: Part, columns: Int) -> [Line] {
    var lines = part.title.map { [Line(text: $0, mark: part.mark, isTitle: true)] } ?? []
    var offset = 0
    for row in part.text.prefix(longestText).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      for text in part.isProse
        ? TextWidth.wrapped(row, to: columns) : wrapped(row, to: columns)
      {
        let range = offset..<offset + text.count
        let difference = part.difference.clamped(to: range)
        lines.append(
          Line(
            text: text, mark: part.mark,
            difference: difference.lowerBound - offset..<difference.upperBound - offset))
        offset += text.count
      }
      offset += 1
    }
    if part.text.utf8.count > longestText { lines.append(Line(text: "… yv copies the whole")) }
    return lines
  }

  /// Breaks a text after every so many columns; no character is lost, so that places stay places.
  private static func wrapped(_ text: Substring, to columns: Int) -> [String] {
    guard columns > 1 else { return [String(text)] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for character in text {
      let width = TextWidth.columns(of: character)
      if used + width > columns {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.append(character)
      used += width
    }
    return lines + [line]
  }
}

extension JSONValue {
  /// The value for reading: a string as it is, anything else as JSON over several lines.
  var wholeText: String { string ?? text(pretty: true) }

  /// The value for pasting: a string as it is, anything else as JSON on one line.
  var copyText: String { string ?? text() }
}
