/// A script's code, of which top-level `export` was taken: the only module syntax there is.
///
/// JavaScriptCore's C interface runs scripts, not modules. A real `export` is where its parser stumbles over
/// one; each such word gives way to others of its length, so that lines and columns stay what they are in
/// the file.
struct ModuleSyntax {
  /// What is exported, by the name outside: the name inside.
  private(set) var exports: [(name: String, inside: String)] = []
  /// The variables that are declared where a line begins, as those at top level are, and their lines.
  private(set) var variables: [(name: String, line: Int)] = []
  private var bytes: [UInt8]
  /// Where each line begins.
  private let lineStarts: [Int]

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
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    if bytes.starts(with: "#!".utf8) { blank(0..<lineEnd(1)) }
    while let error = syntaxError(self.code) {
      guard (1...lineStarts.count).contains(error.line) else { throw error }
      if isImport(at: error.line) || error.text.contains("import call expects") {
        throw Self.bundleFirst(name, line: error.line)
      }
      guard try takeExport(in: error.line, name, error, syntaxError) else { throw error }
    }
    for (line, start) in lineStarts.enumerated() where byte(start).map(Self.isSpace) == false {
      if let name = Self.declaredName(words(at: start), Self.declarations) {
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
      take(place, in: line)
      return true
    }
    return false
  }

  private mutating func take(_ place: Int, in line: Int) {
    blank(place..<place + 6)
    let next = skippingSpace(from: place + 6)
    if word(at: next) == "default" {
      takeDefault(next)
    } else if byte(next) == UInt8(ascii: "{") {
      takeList(next)
    } else {
      let words = words(at: next)
      if let name = Self.declaredName(words, ["function", "class"]) {
        exports.append((name, name))
      }
      if Self.declarations.contains(words.first ?? "") { takeVariables(next, words, in: line) }
    }
  }

  private mutating func takeDefault(_ place: Int) {
    let next = skippingSpace(from: place + 7)
    if let name = Self.declaredName(words(at: next), ["function", "class"]) {
      blank(place..<place + 7)
      exports.append(("default", name))
    } else {
      put(Self.defaultName + "=", at: place)
      exports.append(("default", Self.defaultName))
    }
  }

  /// The names that `const` and its like declare: one, or those of a line that declares several.
  private mutating func takeVariables(_ place: Int, _ words: [String], in number: Int) {
    let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let line = bytes[place..<end]
    if let name = Self.declaredName(words, Self.declarations) {
      exports.append((name, name))
      variables.append((name, number))
    }
    for name in ["evolve", "initialState", "upcast"]
    where line.split(whereSeparator: { !Self.isNamePart($0) }).contains(where: {
      $0.elementsEqual(name.utf8)
    }) && !exports.contains(where: { $0.name == name }) {
      exports.append((name, "typeof \(name)===\"undefined\"?undefined:\(name)"))
    }
  }

  /// `export { a, b as c }`, which may go over several lines.
  private mutating func takeList(_ place: Int) {
    let end = bytes[place...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.endIndex - 1
    for entry in String(decoding: bytes[place + 1..<end], as: UTF8.self).split(separator: ",") {
      let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let inside = words.first else { continue }
      exports.append((words.count == 3 ? words[2] : inside, inside))
    }
    // What is left ends the statement, as the list did.
    blank(place..<end + 1)
    put(";", at: place)
  }

  // MARK: Words

  private static let declarations = ["const", "let", "var"]

  /// The first words from a place on, a name with what stands behind it as one.
  private func words(at place: Int) -> [String] {
    let part = String(decoding: bytes[place..<min(place + 400, bytes.count)], as: UTF8.self)
    return part.split(maxSplits: 4, whereSeparator: \.isWhitespace).prefix(4).map(String.init)
  }

  /// The name that words declare, where they begin with one of some kinds.
  private static func declaredName(_ words: [String], _ kinds: [String]) -> String? {
    var words = words[...]
    if words.first == "async" { words = words.dropFirst() }
    guard let kind = words.popFirst(), kinds.contains(where: { kind == $0 || kind == $0 + "*" })
    else { return nil }
    if words.first == "*" { words = words.dropFirst() }
    let name = words.first?.drop { $0 == "*" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
    return name.flatMap { $0.isEmpty || $0 == "extends" ? nil : String($0) }
  }

  private func word(at place: Int) -> String {
    String(decoding: bytes[place...].prefix { Self.isNamePart($0) }, as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
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
    let end = lineEnd(line)
    let letters = Array(word.utf8)
    return (lineStarts[line - 1]..<end).filter { place in
      bytes[place] == letters[0] && bytes[place..<end].starts(with: letters)
        && byte(place + letters.count).map(Self.isNamePart) != true
        && (place == 0 || !Self.isNamePart(bytes[place - 1]))
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

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  private func skippingSpace(from place: Int) -> Int {
    bytes[min(place, bytes.count)...].firstIndex { !Self.isSpace($0) } ?? bytes.count
  }

  /// Where a line ends, before its line feed.
  private func lineEnd(_ line: Int) -> Int {
    line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
  }

  private mutating func blank(_ range: Range<Int>) {
    for place in range where !Self.isSpace(bytes[place]) { bytes[place] = UInt8(ascii: " ") }
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
