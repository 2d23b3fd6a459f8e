/// The words, texts and signs of JavaScript's code, one after the other.
///
/// It knows as much of the language as it takes to tell code from texts and comments, and which bracket
/// belongs to which. What is wrong with code is the parser's to say.
struct ScriptTokens: Sequence, IteratorProtocol {
  /// A word, a text or a sign.
  struct Token {
    enum Kind {
      case name, number, text, sign
    }

    let kind: Kind
    /// Where it stands among the bytes.
    let range: Range<Int>
    /// Whether it is the first of its line.
    let isFirstOfLine: Bool
  }

  /// What is open where the tokens are: where each bracket, template or comment begins, the outermost first.
  private(set) var open: [(place: Int, lineStart: Int)] = []
  /// A closing bracket for which none was open, the first.
  private(set) var closerOfNothing: Int?
  /// Where texts and regular expressions begin that do not end in their line.
  private(set) var unclosedTexts: [Int] = []
  /// An open bracket whose line is indented more than that of what closes it, the first: most often the one that
  /// was forgotten to be closed.
  private(set) var suspect: Int?
  private let bytes: [UInt8]
  private var place: Int
  private var lineStart: Int
  private var isFirstOfLine = true
  private var mayDivide = false

  /// - Parameter place: where to begin, at the beginning of a token.
  init(_ bytes: [UInt8], from place: Int = 0) {
    self.bytes = bytes
    self.place = place
    lineStart = place
  }

  mutating func next() -> Token? {
    skipSpace()
    guard let byte = byte(place) else { return nil }
    let start = place
    let isFirst = isFirstOfLine
    isFirstOfLine = false
    let kind = take(byte, isFirst)
    let token = Token(kind: kind, range: start..<place, isFirstOfLine: isFirst)
    mayDivide = Self.mayDivide(after: token, in: bytes)
    return token
  }

  // MARK: Tokens

  private mutating func take(_ byte: UInt8, _ isFirst: Bool) -> Token.Kind {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      skip { Self.isNamePart($0) || $0 == UInt8(ascii: ".") }
      return .number
    case _ where Self.isNamePart(byte):
      skip(while: Self.isNamePart)
      return .name
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      takeText(byte)
      return .text
    case UInt8(ascii: "`"):
      open.append((place, lineStart))
      place += 1
      takeTemplate()
      return .text
    case UInt8(ascii: "/") where !mayDivide:
      return takeExpression() ? .text : .sign
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
      open.append((place, lineStart))
      place += 1
      return .sign
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      return close(isFirst)
    default:
      place += 1
      return .sign
    }
  }

  private mutating func close(_ isFirst: Bool) -> Token.Kind {
    let closer = place
    place += 1
    guard let opener = open.popLast() else {
      if closerOfNothing == nil { closerOfNothing = closer }
      return .sign
    }
    if bytes[opener.place] == UInt8(ascii: "$") {
      takeTemplate()
      return .text
    }
    if suspect == nil, isFirst, closer - lineStart < indentation(of: opener.lineStart) {
      suspect = opener.place
    }
    return .sign
  }

  private mutating func takeText(_ quote: UInt8) {
    let start = place
    place += 1
    while let byte = byte(place), byte != UInt8(ascii: "\n") {
      place += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote { return }
    }
    unclosedTexts.append(start)
  }

  /// A template from within on, up to its end or to an expression in it.
  private mutating func takeTemplate() {
    while let byte = byte(place) {
      if byte == UInt8(ascii: "`") {
        place += 1
        open.removeLast()
        return
      }
      if byte == UInt8(ascii: "$"), self.byte(place + 1) == UInt8(ascii: "{") {
        open.append((place, lineStart))
        place += 2
        return
      }
      if byte == UInt8(ascii: "\n") { lineStart = place + 1 }
      place += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    place = bytes.count
  }

  /// A regular expression; whether it is one, which ends in its line.
  private mutating func takeExpression() -> Bool {
    var end = place + 1
    var isInClass = false
    while let byte = byte(end), byte != UInt8(ascii: "\n") {
      end += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "[") { isInClass = true }
      if byte == UInt8(ascii: "]") { isInClass = false }
      if byte == UInt8(ascii: "/"), !isInClass {
        place = end
        skip(while: Self.isNamePart)
        return true
      }
    }
    unclosedTexts.append(place)
    place = end
    return false
  }

  private static let wordsBeforeExpressions: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "else",
    "do", "yield", "await", "default",
  ]

  /// Whether a slash behind a token divides; otherwise a regular expression begins with it.
  private static func mayDivide(after token: Token, in bytes: [UInt8]) -> Bool {
    switch token.kind {
    case .number, .text: true
    case .name:
      !wordsBeforeExpressions.contains(String(decoding: bytes[token.range], as: UTF8.self))
    case .sign: ")]}".utf8.contains(bytes[token.range.lowerBound])
    }
  }

  // MARK: Space

  /// Goes over spaces, line ends and comments.
  private mutating func skipSpace() {
    while let byte = byte(place) {
      if byte == UInt8(ascii: "\n") {
        lineStart = place + 1
        isFirstOfLine = true
        place += 1
      } else if Self.isSpace(byte) {
        place += 1
      } else if byte == UInt8(ascii: "/"), self.byte(place + 1) == UInt8(ascii: "/") {
        skip { $0 != UInt8(ascii: "\n") }
      } else if byte == UInt8(ascii: "/"), self.byte(place + 1) == UInt8(ascii: "*") {
        skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    let start = place
    place += 2
    while let byte = byte(place) {
      if byte == UInt8(ascii: "*"), self.byte(place + 1) == UInt8(ascii: "/") {
        place += 2
        return
      }
      if byte == UInt8(ascii: "\n") { lineStart = place + 1 }
      place += 1
    }
    open.append((start, lineStart))
  }

  /// How many spaces a line begins with.
  private func indentation(of lineStart: Int) -> Int {
    (bytes[lineStart...].firstIndex { !Self.isSpace($0) } ?? lineStart) - lineStart
  }

  private mutating func skip(while isPart: (UInt8) -> Bool) {
    while let byte = byte(place), isPart(byte) { place += 1 }
  }

  private func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
