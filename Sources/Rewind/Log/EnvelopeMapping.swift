/// Where each role of an event is found in the lines of a log.
///
///     try EnvelopeMapping(
///       arguments: ["stream=history", "type=eventType", "version=eventId", "data=*EventAttributes"])
///
/// A role without a source is derived where it can be: the version by counting in the stream, the
/// position by line, the category from the stream's name.
public struct EnvelopeMapping: Hashable, Sendable {
  /// What a mapping finds in a line.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// The name of the event's stream.
    case stream
    /// The category of the stream.
    case category
    /// What happened.
    case type
    /// The place in the stream, as the log numbers it.
    case version
    /// The place in the log, as the log numbers it.
    case position
    /// When the event was recorded.
    case timestamp
    /// The event's id.
    case id
    /// The facts.
    case data
    /// What is known about the event beside the facts.
    case metadata
  }

  /// A short name for the mapping, such as `KurrentDB`; `own` for one that a person gave.
  public var name: String
  /// Where each role is found.
  public var sources: [Role: EnvelopeSource]

  /// Makes a mapping of sources by role.
  public init(name: String, sources: [Role: EnvelopeSource]) {
    self.name = name
    self.sources = sources
  }

  /// Reads a mapping of `role=source` pairs, as given on the command line.
  ///
  /// - Throws: ``ParsingError`` where a role is unknown or given twice, a source cannot be read, or
  ///   the roles `stream` and `type` are not both there.
  public init(arguments: [String], name: String = "own") throws(ParsingError) {
    self.init(name: name, sources: [:])
    for argument in arguments { try add(argument) }
    for role in [Role.stream, .type] where sources[role] == nil {
      throw ParsingError("a mapping needs the role \(role.rawValue): add \(role.rawValue)=SOURCE")
    }
  }

  private mutating func add(_ argument: String) throws(ParsingError) {
    guard let equals = argument.firstIndex(of: "=") else {
      throw ParsingError("\"\(argument)\" is no mapping: write ROLE=SOURCE, as in stream=stream_id")
    }
    let name = String(argument[..<equals])
    guard let role = Role(rawValue: name) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw ParsingError("there is no role \"\(name)\"; the roles are \(known)")
    }
    guard sources[role] == nil else {
      throw ParsingError("the role \(name) is mapped twice; use a,b for the first that is present")
    }
    sources[role] = try EnvelopeSource(parsing: String(argument[argument.index(after: equals)...]))
  }

  /// The mapping as `role=source` pairs, in the order of the roles.
  public var arguments: [String] {
    Role.allCases.compactMap { role in
      sources[role].map { "\(role.rawValue)=\($0)" }
    }
  }
}

/// Where one role is found: `event."$type"`, `subject,source`, `kind+=-+id`, `*Attributes`, `@file`.
public struct EnvelopeSource: Hashable, Sendable {
  /// One value that a source is made of.
  public enum Part: Hashable, Sendable {
    /// The value at a path: `event.type`.
    case path(JSONPath)
    /// A text as it stands: `=text`.
    case constant(String)
    /// The name of the file without its ending: `@file`.
    case file
    /// The value of the one key with an ending: `*Attributes`.
    case suffix(String)
    /// All keys that no other role uses, as one object: `rest`.
    case rest
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
      for part in Self.split(alternative, at: "+") { parts.append(try Self.part(part)) }
      alternatives.append(parts)
    }
    self.init(alternatives: alternatives)
  }

  /// Splits at a character, but not inside quotes.
  private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
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

  private static func part(_ text: String) throws(ParsingError) -> Part {
    switch text.unicodeScalars.first {
    case nil: throw ParsingError("a source is empty: name a key, as in stream=stream_id")
    case "=": return .constant(String(text.unicodeScalars.dropFirst()))
    case "*": return .suffix(String(text.unicodeScalars.dropFirst()))
    default: break
    }
    if text == "@file" { return .file }
    if text == Part.restText { return .rest }
    let path: JSONPath
    do {
      path = try JSONPath(parsing: text)
    } catch {
      throw ParsingError("\"\(text)\" is no path: \(error)")
    }
    if path.isRoot { throw ParsingError("\"\(text)\" is the whole line: name a key of it") }
    return .path(path)
  }
}

extension EnvelopeSource: CustomStringConvertible {
  /// The source as it is written.
  public var description: String {
    alternatives.map { $0.map(\.text).joined(separator: "+") }.joined(separator: ",")
  }
}

extension EnvelopeSource.Part {
  /// How ``rest`` is written; a key of that name needs quotes.
  fileprivate static let restText = "rest"

  fileprivate var text: String {
    switch self {
    case .path(let path):
      let text = String(path.description.unicodeScalars.dropFirst())
      return text == Self.restText ? "\"\(text)\"" : text
    case .constant(let text): return "=\(text)"
    case .file: return "@file"
    case .suffix(let ending): return "*\(ending)"
    case .rest: return Self.restText
    }
  }
}
