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

  mutating func add(_ argument: String) throws(ParsingError) {
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
