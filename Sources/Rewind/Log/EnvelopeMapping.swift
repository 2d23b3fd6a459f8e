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
    /// Whose stream it is, where several have streams of the same name: it stands before that name.
    case tenant
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
    /// What the event belongs to together with others: `correlation_id` of its metadata.
    case correlation
    /// What the event follows from: `causation_id` of its metadata.
    case causation
  }

  /// A short name for the mapping, such as `KurrentDB`; `own` for one that a person gave.
  public var name: String
  /// Where each role is found.
  public var sources: [Role: EnvelopeSource]
  /// Where the array of the events is in the documents of a log that is no lines, the root for the
  /// documents themselves; nil to find it.
  public var each: JSONPath?

  /// Makes a mapping of sources by role.
  public init(name: String, sources: [Role: EnvelopeSource], each: JSONPath? = nil) {
    self.name = name
    self.sources = sources
    self.each = each
  }

  /// Reads a mapping of `role=source` pairs, as given on the command line.
  ///
  /// `each=PATH` names the array of the events; where nothing else is given, the roles are recognised.
  ///
  /// - Throws: ``ParsingError`` where a role is unknown or given twice, a source cannot be read, or
  ///   the roles `stream` and `type` are not both there.
  public init(arguments: [String], name: String = "own") throws(ParsingError) {
    self.init(name: name, sources: [:])
    for argument in arguments { try add(argument) }
    if isToBeRecognised { return }
    for role in [Role.stream, .type] where sources[role] == nil {
      throw ParsingError("a mapping needs the role \(role.rawValue): add \(role.rawValue)=SOURCE")
    }
  }

  /// Whether no more is given than where the events are.
  var isToBeRecognised: Bool { each != nil && sources.isEmpty }

  mutating func add(_ argument: String) throws(ParsingError) {
    guard let equals = argument.firstIndex(of: "=") else {
      throw ParsingError("\"\(argument)\" is no mapping: write ROLE=SOURCE, as in stream=stream_id")
    }
    let name = String(argument[..<equals])
    let source = String(argument[argument.index(after: equals)...])
    if name == "each" { return try addEach(source) }
    guard let role = Role(rawValue: name) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw ParsingError("there is no role \"\(name)\"; the roles are \(known), each")
    }
    guard sources[role] == nil else {
      throw ParsingError("the role \(name) is mapped twice; use a,b for the first that is present")
    }
    sources[role] = try EnvelopeSource(parsing: source)
  }

  private mutating func addEach(_ source: String) throws(ParsingError) {
    guard each == nil else { throw ParsingError("each is given twice; it is one path") }
    let path = try JSONPath(parsing: source)
    guard path.keys != nil else {
      throw ParsingError(
        "each=\(source) is no way to an array: it is keys, as in each=response.items")
    }
    each = path
  }

  /// The mapping as `role=source` pairs, in the order of the roles.
  public var arguments: [String] {
    let roles = Role.allCases.compactMap { role in
      sources[role].map { "\(role.rawValue)=\($0)" }
    }
    return (each.map { ["each=\($0)"] } ?? []) + roles
  }
}

extension JSONPath {
  /// The keys that it leads through; nil where it leads through an array.
  var keys: [String]? {
    let keys = components.compactMap { if case .key(let key) = $0 { key } else { nil } }
    return keys.count == components.count ? keys : nil
  }
}
