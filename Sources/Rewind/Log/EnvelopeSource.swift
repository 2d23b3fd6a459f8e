/// Where one role is found: `event."$type"`, `subject,source`, `kind+=-+id`, `*Attributes`, `@file`.
public struct EnvelopeSource: Hashable, Sendable {
  /// One value that a source is made of.
  public enum Part: Hashable, Sendable {
    /// The value at a path: `event.type`, `logs[0].sev`; the whole line at the root, which is `.`.
    case path(JSONPath)
    /// A text as it stands: `=text`.
    case constant(String)
    /// The name of the file without its ending: `@file`.
    case file
    /// The name of the folder that the file is in: `@folder`.
    case folder
    /// The value of the one key with an ending: `*Attributes`.
    case suffix(String)
    /// The name of the one key of an object that no other role uses: `key event`, `key .`.
    case keyName(JSONPath)
    /// The value of that key: `value event`.
    case keyValue(JSONPath)
    /// What the base64 at a path stands for: `base64 message.data`.
    case base64(JSONPath)
    /// An object without the leaves that other roles use: `rest gig`; of the line it is `rest`.
    case rest(JSONPath)
  }

  /// The alternatives, the first present one counts; the parts of each are joined.
  public var alternatives: [[Part]]

  /// Makes a source of alternatives, each of parts that are joined.
  public init(alternatives: [[Part]]) {
    self.alternatives = alternatives
  }

  /// Reads a source: `a,b` the first present, `a+b` joined.
  ///
  /// - Throws: ``ParsingError`` where a part is empty or a path cannot be read.
  public init(parsing text: String) throws(ParsingError) {
    var alternatives: [[Part]] = []
    for alternative in Self.split(text, at: ",") {
      var parts: [Part] = []
      for part in Self.split(alternative, at: "+") { parts.append(try Part(parsing: part)) }
      alternatives.append(parts)
    }
    self.init(alternatives: alternatives)
  }

  /// Splits at a character, but not inside quotes.
  static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var isQuoted = false
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" && !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && scalar == "\\" && !isEscaped
      if scalar == separator && !isQuoted {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    return parts.map { String($0) }
  }
}

extension EnvelopeSource {
  /// Whether it says the same of every line.
  var isConstant: Bool {
    if case .constant? = alternatives.first?.first { alternatives[0].count == 1 } else { false }
  }

  /// Whether it takes a value by the name of a key.
  var readsKeys: Bool {
    alternatives.joined().contains { part in
      switch part {
      case .path(let path), .base64(let path): path != .root
      case .suffix: true
      case .constant, .file, .folder, .keyName, .keyValue, .rest: false
      }
    }
  }
}

extension EnvelopeSource: CustomStringConvertible {
  /// The source as it is written.
  public var description: String {
    alternatives.map { $0.map(\.text).joined(separator: "+") }.joined(separator: ",")
  }
}

extension EnvelopeSource.Part {
  /// What stands before a path, each with a space behind it; a key that begins so needs quotes.
  private static let words: [(word: String, part: @Sendable (JSONPath) -> Self)] = [
    ("key", Self.keyName), ("value", Self.keyValue), ("base64", Self.base64), ("rest", Self.rest),
  ]

  fileprivate init(parsing text: String) throws(ParsingError) {
    switch text.unicodeScalars.first {
    case nil: throw ParsingError("a source is empty: name a key, as in stream=stream_id")
    case "=":
      let constant = String(text.unicodeScalars.dropFirst())
      let isQuoted = constant.unicodeScalars.first == "\""
      self = .constant(isQuoted ? (try? JSONText(constant))?.string ?? constant : constant)
    case "*": self = .suffix(String(text.unicodeScalars.dropFirst()))
    case _ where text == "@file": self = .file
    case _ where text == "@folder": self = .folder
    case _ where text == "rest": self = .rest(.root)
    default:
      for (word, part) in Self.words where text.hasPrefix(word + " ") {
        self = part(try Self.path(String(text.dropFirst(word.count + 1))))
        return
      }
      self = .path(try Self.path(text))
    }
  }

  private static func path(_ text: String) throws(ParsingError) -> JSONPath {
    do {
      return try JSONPath(parsing: text)
    } catch {
      throw ParsingError("\"\(text)\" is no path: \(error)")
    }
  }

  fileprivate var text: String {
    switch self {
    case .path(let path):
      let text = Self.text(of: path)
      return text == "rest" ? "\"\(text)\"" : text
    case .constant(let text):
      let needsQuotes = text.unicodeScalars.contains { [",", "+", "\"", " "].contains($0) }
      return "=" + (needsQuotes ? JSONValue.string(text).text() : text)
    case .file: return "@file"
    case .folder: return "@folder"
    case .suffix(let ending): return "*\(ending)"
    case .keyName(let path): return "key \(Self.text(of: path))"
    case .keyValue(let path): return "value \(Self.text(of: path))"
    case .base64(let path): return "base64 \(Self.text(of: path))"
    case .rest(let path): return path.isRoot ? "rest" : "rest \(Self.text(of: path))"
    }
  }

  /// A path without its leading dot, save for the root.
  private static func text(of path: JSONPath) -> String {
    path.isRoot ? "." : String(path.description.unicodeScalars.dropFirst())
  }
}
