extension JSONPath {
  /// Reads a path in jq's spelling.
  ///
  /// The leading dot may be left out, and a key needs quotes only where it contains a dot, an opening
  /// bracket or a quote. An empty text and a lone dot are the root.
  ///
  /// - Throws: ``ParsingError``.
  public init(parsing text: String) throws(ParsingError) {
    components = []
    // By scalars: a mark that combines with a quote or a dot would hide it in one character.
    var rest = text[...].unicodeScalars
    var mayStartKey = true
    while let character = rest.first {
      switch character {
      case ".":
        rest.removeFirst()
        if rest.isEmpty, !components.isEmpty || text != "." {
          throw Self.problem("a key is missing at its end", in: text)
        }
        if rest.first == "." { throw Self.problem("a key is missing between two dots", in: text) }
        mayStartKey = true
      case "[":
        components.append(try Self.takeBracket(&rest, of: text))
        mayStartKey = false
      default:
        guard mayStartKey else {
          throw Self.problem("a dot is missing before \(character)", in: text)
        }
        components.append(.key(try Self.takeKey(&rest, of: text)))
        mayStartKey = false
      }
    }
  }

  /// Takes `[0]` or `["key"]`.
  private static func takeBracket(
    _ rest: inout Substring.UnicodeScalarView, of text: String
  ) throws(ParsingError) -> Component {
    rest.removeFirst()
    let component: Component
    if rest.first == "\"" {
      component = .key(try takeKey(&rest, of: text))
    } else {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard let index = Int(Substring(digits)) else {
        throw problem("a whole number or a quoted key is missing after [", in: text)
      }
      rest = rest.dropFirst(digits.count)
      component = .index(index)
    }
    guard rest.first == "]" else { throw problem("a ] is missing", in: text) }
    rest.removeFirst()
    return component
  }

  /// Takes a key, in quotes or plain.
  private static func takeKey(
    _ rest: inout Substring.UnicodeScalarView, of text: String
  ) throws(ParsingError) -> String {
    guard rest.first == "\"" else {
      let key = rest.prefix { $0 != "." && $0 != "[" && $0 != "\"" }
      rest = rest.dropFirst(key.count)
      return String(Substring(key))
    }
    let bytes = Array(Substring(rest).utf8)
    let quote = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { JSONScanner.endOfString(in: $0, from: 1, to: buffer.count) }
    }
    guard let quote else { throw problem("a closing quote is missing", in: text) }
    guard let key = try? JSONText(validating: bytes[...quote]).string else {
      throw problem("the quoted key is no JSON string", in: text)
    }
    rest = Substring(Substring(rest).utf8.dropFirst(quote + 1)).unicodeScalars
    return key
  }

  private static func problem(_ what: String, in text: String) -> ParsingError {
    ParsingError("no path: \(JSONValue.string(text)), \(what); a path is like .items[0].\"a.b\"")
  }
}
