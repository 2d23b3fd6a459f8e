internal import Platform

/// Where an error is, which the engine's parser tells by its line alone.
extension ModuleSyntax {
  /// An error with the column of the token at which the parser stumbles, or with the place of what is never
  /// closed.
  func placed(
    _ error: ScriptException, _ syntaxError: (String) -> ScriptException?
  ) -> ScriptException {
    var tokens = ScriptTokens(bytes)
    var words: [(text: String, start: Int)] = []
    while let token = tokens.next() {
      guard line(of: token.range.lowerBound) == error.line else { continue }
      words.append((String(decoding: bytes[token.range], as: UTF8.self), token.range.lowerBound))
    }
    if error.text.contains("Unexpected EOF") || error.text.contains("Unterminated"),
      let text = tokens.unclosedTexts.first(where: { line(of: $0) == error.line })
    {
      return error.at(position(of: text), "the text that begins here does not end in its line")
    }
    if error.text.contains("Parser error"), let closer = tokens.closerOfNothing {
      return error.at(position(of: closer), "nothing is open that this closes")
    }
    if Self.isAboutTheEnd(error), let open = tokens.suspect ?? tokens.open.last?.place,
      !tokens.open.isEmpty
    {
      return error.at(position(of: open), "what is opened here is never closed")
    }
    // What begins a line moves the error to the next: the last token that does is the one.
    let behind = words.partitioningIndex { word in
      let found = syntaxError(broken(at: word.start))
      return found?.line == error.line && found?.text == error.text
    }
    let found = words[..<behind].suffix(2)
    // A name that is declared twice is told of at what follows it.
    let isNamed =
      found.count == 2 && error.text.contains("'\(found[behind - 2].text)'")
      && !error.text.contains("'\(found[behind - 1].text)'")
    return (isNamed ? found.first : found.last).map { error.at(position(of: $0.start)) } ?? error
  }

  private static func isAboutTheEnd(_ error: ScriptException) -> Bool {
    ["Unexpected end of script", "Unexpected EOF", "comment was not closed"]
      .contains { error.text.contains($0) }
  }

  /// The code with a line that ends before a place.
  private func broken(at place: Int) -> String {
    String(decoding: bytes[..<place] + [UInt8(ascii: "\n")] + bytes[place...], as: UTF8.self)
  }

  /// The line of a place, from 1.
  private func line(of place: Int) -> Int {
    lineStarts.partitioningIndex { $0 > place }
  }

  private func position(of place: Int) -> (line: Int, column: Int) {
    let line = line(of: place)
    let before = String(decoding: bytes[lineStarts[line - 1]..<place], as: UTF8.self)
    return (line, before.utf16.count + 1)
  }
}

extension ScriptException {
  /// The same, said of a place.
  fileprivate func at(
    _ position: (line: Int, column: Int), _ more: String? = nil
  ) -> ScriptException {
    ScriptException(
      line: position.line, column: position.column, text: text + (more.map { "; \($0)" } ?? ""))
  }
}
