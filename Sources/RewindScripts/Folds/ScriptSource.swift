internal import Platform
internal import Rewind

/// A script's text, as it was when it was read.
struct ScriptSource: Sendable {
  /// What errors call it: `account.js`.
  let name: String
  /// What it is about.
  let category: String
  private let code: [UInt8]
  /// Tells its text from others.
  let digest: String

  /// The most bytes that a script has.
  static let sizeLimit = 16 << 20

  /// Reads a script.
  ///
  /// - Throws: ``ScriptError`` where it cannot be read, or is larger than 16 MiB.
  init(_ file: CodeFile, category: String) throws(ScriptError) {
    let code: [UInt8]
    do throws(SystemError) {
      code = try SystemFile.contents(of: file.path)
    } catch {
      throw ScriptError(
        file: file.name, line: 0, column: 0, text: "cannot be read: \(error.reason)", code: nil)
    }
    try self.init(named: file.name, category: category, code)
  }

  /// A script of a text that was read.
  ///
  /// - Throws: ``ScriptError`` where it is larger than 16 MiB.
  init(named name: String, category: String, _ code: [UInt8]) throws(ScriptError) {
    guard code.count <= Self.sizeLimit else {
      throw ScriptError(
        file: name, line: 0, column: 0, text: "a script has at most 16 MiB", code: nil)
    }
    self.name = name
    self.category = category
    self.code = code
    digest = SHA1.digest(code).map { HexDigits.text(of: $0) }.joined()
  }

  /// The text, to be kept; nil where it is no UTF-8.
  var definitionText: DefinitionText? {
    String(validating: code, as: UTF8.self).map { DefinitionText(fileName: name, text: $0) }
  }

  /// What a child is told to take it in.
  func frame(_ kind: HostFrame.Kind) -> HostFrame {
    HostFrame(kind: kind, bytes: Array(name.utf8) + [0] + Array(category.utf8) + [0] + code)
  }

  /// A line of it, without the space around it; nil where it has none of that number.
  func line(_ number: Int) -> String? {
    let lines = code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard (1...max(1, lines.count)).contains(number), number <= lines.count else { return nil }
    let text = String(decoding: lines[number - 1].prefix(400), as: UTF8.self)
    let trimmed = text.drop(while: \.isWhitespace)
    return trimmed.isEmpty ? nil : String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// A warning of a code about a line of it; 0 where the line is not known.
  func warning(_ code: String, line: Int = 0, _ text: String) -> String {
    (line == 0 ? name : "\(name):\(line)") + ": \(code): \(text)"
  }

  /// An error at a place of it.
  func error(line: Int, column: Int, _ text: String) -> ScriptError {
    ScriptError(file: name, line: line, column: column, text: text, code: self.line(line))
  }
}

/// What is wrong with a script, or what it threw.
public struct ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  public let file: String
  /// The line, from 1; 0 where it is not known.
  public let line: Int
  /// The column, from 1; 0 where it is not known.
  public let column: Int
  /// What is wrong.
  public let text: String
  /// The line itself, without the space around it; nil where it is not known.
  public let code: String?

  /// One line: `account.js:7:12: TypeError: … · state.balance += data.amount.value`.
  public var description: String {
    let place = line == 0 ? "" : column == 0 ? ":\(line)" : ":\(line):\(column)"
    return "\(file)\(place): \(text)" + (code.map { " · \($0)" } ?? "")
  }
}
