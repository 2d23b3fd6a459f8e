internal import Platform

/// A script's code, of which top-level `export` was taken: the only module syntax there is.
///
/// JavaScriptCore's C interface runs scripts, not modules. A real `export` is where its parser stumbles over
/// one; each such word gives way to others of its length, so that lines and columns stay what they are in
/// the file.
struct ModuleSyntax {
  /// What is exported: the name outside, what it is inside, and the line that says so.
  private(set) var exports: [(name: String, inside: String, line: Int)] = []
  /// The variables that are declared where a line begins, as those at top level are, and their lines.
  private(set) var variables: [(name: String, line: Int)] = []
  private(set) var bytes: [UInt8]
  /// Where each line begins.
  let lineStarts: [Int]

  /// The variable that is assigned what `export default` exports; it is as long as the word, with `=`.
  static let defaultName = "$_out_"

  /// Finds out what a script exports.
  ///
  /// - Parameter syntaxError: what a parser of scripts says of code.
  init(
    _ code: String, named name: String, syntaxError: (String) -> ScriptException?
  ) throws(ScriptException) {
    let bytes = Self.withPlainLines(code)
    self.bytes = bytes
    lineStarts = [0] + bytes.withUnsafeBytes { $0.offsets(of: UInt8(ascii: "\n")) }.map { $0 + 1 }
    if bytes.starts(with: "#!".utf8) { blank(0..<lineEnd(1)) }
    while let error = syntaxError(self.code) {
      guard (1...lineStarts.count).contains(error.line) else {
        throw placed(error, syntaxError)
      }
      if isImport(at: error.line) || error.text.contains("import call expects") {
        throw Self.bundleFirst(name, line: error.line)
      }
      guard try takeExport(in: error.line, name, error, syntaxError) else {
        throw placed(error, syntaxError)
      }
    }
    for (line, start) in lineStarts.enumerated()
    where Self.declarations.contains(word(at: start)) {
      if let name = declaredName(at: start, Self.declarations) {
        variables.append((name, line + 1))
      }
    }
  }

  /// The code without module syntax.
  var code: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Exports

  /// Takes an `export` from a line where the parser stumbles; whether there was one.
  private mutating func takeExport(
    in line: Int, _ name: String, _ error: ScriptException,
    _ syntaxError: (String) -> ScriptException?
  ) throws(ScriptException) -> Bool {
    // What bundles export stands at the end of a line that may be very long.
    for place in places(of: "export", in: line).reversed() {
      let next = skippingSpace(from: place + 6)
      if byte(next) == UInt8(ascii: "*") || leadsElsewhere(from: next) {
        throw Self.bundleFirst(name, line: line)
      }
      // In a string or a comment it is none: what stands there is all the same to the parser.
      var other = self
      other.put(")     ", at: place)
      if let found = syntaxError(other.code), found.text == error.text, found.line == error.line {
        continue
      }
      try take(place, in: line)
      return true
    }
    return false
  }

  private mutating func take(_ place: Int, in line: Int) throws(ScriptException) {
    blank(place..<place + 6)
    let next = skippingSpace(from: place + 6)
    if word(at: next) == "default" {
      try takeDefault(next, in: line)
    } else if byte(next) == UInt8(ascii: "{") {
      try takeList(next, in: line)
    } else {
      if let name = declaredName(at: next, ["function", "class"]) {
        try export(name, name, in: line)
      }
      if Self.declarations.contains(word(at: next)) { try takeVariables(next, in: line) }
    }
  }

  private mutating func export(
    _ name: String, _ inside: String, in line: Int
  ) throws(ScriptException) {
    guard !exports.contains(where: { $0.name == name }) else {
      let text =
        name == "default"
        ? "SyntaxError: Only one 'default' export is allowed."
        : "SyntaxError: Cannot export a duplicate name '\(name)'."
      throw ScriptException(line: line, column: 0, text: text)
    }
    exports.append((name, inside, line))
  }

  private mutating func takeDefault(_ place: Int, in line: Int) throws(ScriptException) {
    let next = skippingSpace(from: place + 7)
    if let name = declaredName(at: next, ["function", "class"]) {
      blank(place..<place + 7)
      try export("default", name, in: line)
    } else {
      put(Self.defaultName + "=", at: place)
      try export("default", Self.defaultName, in: line)
    }
  }

  /// The names that `const` and its like declare, also those of patterns.
  private mutating func takeVariables(_ place: Int, in line: Int) throws(ScriptException) {
    for name in declaredVariables(at: place) {
      // A pattern has names that it does not declare.
      try export(name, "typeof \(name)===\"undefined\"?undefined:\(name)", in: line)
      variables.append((name, line))
    }
  }

  /// `export { a, b as c }`, which may go over several lines.
  private mutating func takeList(_ place: Int, in line: Int) throws(ScriptException) {
    var entry: [String] = []
    var end = place
    for token in ScriptTokens(bytes, from: place + 1) {
      end = token.range.upperBound
      let text = text(of: token)
      guard text == "," || text == "}" else {
        entry.append(token.kind == .text ? String(text.dropFirst().dropLast()) : text)
        continue
      }
      if let inside = entry.first {
        try export(entry.count == 3 ? entry[2] : inside, inside, in: line)
      }
      entry = []
      if text == "}" { break }
    }
    // What is left ends the statement, as the list did.
    blank(place..<end)
    put(";", at: place)
  }

  // MARK: Words

  private static let declarations = ["const", "let", "var"]
  private static let statements = ["export", "function", "async", "class", "const", "let", "var"]

  private func text(of token: ScriptTokens.Token) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  /// The name that is declared at a place, where one of some kinds is.
  private func declaredName(at place: Int, _ kinds: [String]) -> String? {
    var words = Array(ScriptTokens(bytes, from: place).prefix(5))[...]
    if words.first.map(text) == "async" { words = words.dropFirst() }
    guard let kind = words.popFirst(), kinds.contains(text(of: kind)) else { return nil }
    if words.first.map(text) == "*" { words = words.dropFirst() }
    guard let name = words.first, name.kind == .name, text(of: name) != "extends" else {
      return nil
    }
    return text(of: name)
  }

  /// The names of a declaration of variables, one or several, each once.
  private func declaredVariables(at place: Int) -> [String] {
    var names: [String] = []
    var isDeclaring = true
    var tokens = ScriptTokens(bytes, from: skippingSpace(from: place + word(at: place).count))
    var last: ScriptTokens.Token?
    while let token = tokens.next() {
      let text = text(of: token)
      if tokens.open.isEmpty {
        let isNext = token.isFirstOfLine && last?.kind != .sign && Self.statements.contains(text)
        if isNext || text == ";" || tokens.closerOfNothing != nil { break }
        if text == "," { isDeclaring = true }
        if text == "=" { isDeclaring = false }
      }
      if isDeclaring, token.kind == .name, !names.contains(text) { names.append(text) }
      last = token
    }
    return names
  }

  private func word(at place: Int) -> String {
    String(decoding: bytes[place...].prefix { ScriptTokens.isNamePart($0) }, as: UTF8.self)
  }

  private func isImport(at line: Int) -> Bool {
    let place = skippingSpace(from: lineStarts[line - 1])
    return word(at: place) == "import" && byte(skippingSpace(from: place + 6)) != UInt8(ascii: "(")
  }

  /// Whether it is `export {…} from "elsewhere"`, seen from the brace on.
  private func leadsElsewhere(from place: Int) -> Bool {
    guard byte(place) == UInt8(ascii: "{"),
      let end = bytes[place...].firstIndex(of: UInt8(ascii: "}"))
    else { return false }
    return word(at: skippingSpace(from: end + 1)) == "from"
  }

  /// Where a word stands in a line, by itself.
  private func places(of word: String, in line: Int) -> [Int] {
    let (start, end) = (lineStarts[line - 1], lineEnd(line))
    let letters = Array(word.utf8)
    let begun = bytes.withUnsafeBytes {
      UnsafeRawBufferPointer(rebasing: $0[start..<end]).offsets(of: letters[0])
    }
    return begun.map { start + $0 }.filter { place in
      bytes[place..<end].starts(with: letters)
        && byte(place + letters.count).map(ScriptTokens.isNamePart) != true
        && (place == 0 || !ScriptTokens.isNamePart(bytes[place - 1]))
    }
  }

  // MARK: Bytes

  /// The bytes of code, without a byte order mark, whose lines all end with a line feed.
  private static func withPlainLines(_ code: String) -> [UInt8] {
    var bytes = Array(code.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      if byte != UInt8(ascii: "\r") {
        plain.append(byte)
      } else if place + 1 == bytes.count || bytes[place + 1] != UInt8(ascii: "\n") {
        plain.append(UInt8(ascii: "\n"))
      }
    }
    return plain
  }

  private func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  /// Where the next word, text or sign is.
  private func skippingSpace(from place: Int) -> Int {
    var tokens = ScriptTokens(bytes, from: min(place, bytes.count))
    return tokens.next()?.range.lowerBound ?? bytes.count
  }

  /// Where a line ends, before its line feed.
  private func lineEnd(_ line: Int) -> Int {
    line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
  }

  private mutating func blank(_ range: Range<Int>) {
    for place in range where !ScriptTokens.isSpace(bytes[place]) {
      bytes[place] = UInt8(ascii: " ")
    }
  }

  private mutating func put(_ text: String, at place: Int) {
    bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
  }

  private static func bundleFirst(_ name: String, line: Int) -> ScriptException {
    ScriptException(
      line: line, column: 1,
      text: "SyntaxError: a script imports nothing; bundle it first: esbuild SOURCE.js --bundle"
        + " --format=esm --outfile=\(name)")
  }
}
