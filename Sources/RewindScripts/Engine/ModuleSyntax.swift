/// A script's code, of which top-level `export` was taken: the only module syntax there is.
///
/// JavaScriptCore's C interface runs scripts, not modules. A real `export` is where its parser stumbles over
/// one; each such word gives way to spaces, so that lines and columns stay what they are in the file.
struct ModuleSyntax {
  /// What is exported, by the name outside: the name inside.
  private(set) var exports: [(name: String, inside: String)] = []
  /// The names of the variables that are declared where a line begins, as those at top level are.
  private(set) var variables: [String]
  private var lines: [String]

  /// Finds out what a script exports.
  ///
  /// - Parameter syntaxError: what a parser of scripts says of code.
  init(
    _ code: String, named name: String, syntaxError: (String) -> ScriptException?
  ) throws(ScriptException) {
    lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.first?.hasPrefix("#!") == true { lines[0] = Self.blank(lines[0]) }
    variables = lines.compactMap { Self.declaredName(Self.words($0[...]), ["let", "var"]) }
    while let error = syntaxError(self.code) {
      guard (1...lines.count).contains(error.line) else { throw error }
      let line = lines[error.line - 1]
      if Self.isImport(line) { throw Self.bundleFirst(name, line: error.line) }
      guard try takeExport(at: error.line - 1, name, error, syntaxError) else { throw error }
    }
  }

  /// The code without module syntax.
  var code: String { lines.joined(separator: "\n") }

  // MARK: Exports

  /// Takes an `export` from a line where the parser stumbles; whether there was one.
  private mutating func takeExport(
    at number: Int, _ name: String, _ error: ScriptException,
    _ syntaxError: (String) -> ScriptException?
  ) throws(ScriptException) -> Bool {
    let line = lines[number]
    for place in Self.places(of: "export", in: line) {
      let rest = line[line.index(place, offsetBy: 6)...]
      if rest.drop(while: \.isWhitespace).hasPrefix("*") || Self.leadsElsewhere(rest) {
        throw Self.bundleFirst(name, line: number + 1)
      }
      // In a string or a comment it is none: what stands there is all the same to the parser.
      var other = self
      other.lines[number] = String(line[..<place]) + ")" + rest
      if let next = syntaxError(other.code), next.text == error.text { continue }
      take(number, place)
      return true
    }
    return false
  }

  private mutating func take(_ number: Int, _ place: String.Index) {
    let line = lines[number]
    let before = line[..<place]
    let rest = line[line.index(place, offsetBy: 6)...]
    let words = Self.words(rest)
    if words.first == "default" || words.first?.hasPrefix("default{") == true {
      // `export default` is as long as what takes its place.
      let end = rest.range(of: "default").upperBound
      let width = line.distance(from: place, to: end)
      let marker = "$default" + String(repeating: " ", count: max(0, width - 9)) + "="
      lines[number] = before + marker + rest[end...]
      exports.append((name: "$default", inside: "$default"))
    } else if rest.drop(while: \.isWhitespace).first == "{" {
      takeList(number, place)
    } else {
      lines[number] = before + "      " + rest
      if let declared = Self.declaredName(words, Self.declarations) {
        exports.append((name: declared, inside: declared))
      }
      if let variable = Self.declaredName(words, ["let", "var"]) { variables.append(variable) }
    }
  }

  /// `export { a, b as c }`, which may go over several lines.
  private mutating func takeList(_ number: Int, _ place: String.Index) {
    var names = ""
    var number = number
    var start = place
    while number < lines.count {
      let line = lines[number]
      let end = line[start...].firstIndex(of: "}").map { line.index(after: $0) } ?? line.endIndex
      names += line[start..<end] + " "
      lines[number] = line[..<start] + Self.blank(String(line[start..<end])) + line[end...]
      if line[start..<end].contains("}") { break }
      number += 1
      if number < lines.count { start = lines[number].startIndex }
    }
    for entry in names.split(whereSeparator: { "{},".contains($0) }).dropFirst() {
      let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let inside = words.first else { continue }
      let outside = words.count == 3 ? words[2] : inside
      exports.append((name: outside == "default" ? "$default" : outside, inside: inside))
    }
  }

  // MARK: Words

  private static let declarations = ["const", "let", "var", "function", "class"]

  private static func words(_ line: Substring) -> [Substring] {
    line.split(maxSplits: 3) { $0 == " " || $0 == "\t" }
  }

  /// The name that words declare, where they begin with one of some kinds.
  private static func declaredName(_ words: [Substring], _ kinds: [String]) -> String? {
    var words = words[...]
    if words.first == "async" { words = words.dropFirst() }
    guard let kind = words.popFirst(), kinds.contains(String(kind)) else { return nil }
    let name = words.first?.drop { $0 == "*" }.prefix { isNamePart($0) }
    return name.flatMap { $0.isEmpty ? nil : String($0) }
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "$"
  }

  private static func isImport(_ line: String) -> Bool {
    let line = line.drop(while: \.isWhitespace)
    return line.hasPrefix("import ") || line.hasPrefix("import{") || line.hasPrefix("import\"")
      || line.hasPrefix("import'") || line.hasPrefix("import*")
  }

  /// Whether it is `export … from "elsewhere"`.
  private static func leadsElsewhere(_ rest: Substring) -> Bool {
    rest.drop(while: \.isWhitespace).first == "{" && rest.contains("from")
      && rest.split(separator: "}", maxSplits: 1).dropFirst().first?
        .drop(while: \.isWhitespace).hasPrefix("from") == true
  }

  private static func places(of word: String, in line: String) -> [String.Index] {
    line.indices.filter { line[$0...].hasPrefix(word) }
  }

  private static func blank(_ text: String) -> String { String(repeating: " ", count: text.count) }

  private static func bundleFirst(_ name: String, line: Int) -> ScriptException {
    ScriptException(
      line: line, column: 1,
      text: "SyntaxError: a script imports nothing; bundle it first: esbuild SOURCE.js --bundle"
        + " --format=esm --outfile=\(name)")
  }
}

extension Substring {
  /// The first place of a text, which must be there.
  fileprivate func range(of text: String) -> Range<Index> {
    let start = indices.first { self[$0...].hasPrefix(text) } ?? endIndex
    return start..<(index(start, offsetBy: text.count, limitedBy: endIndex) ?? endIndex)
  }
}
