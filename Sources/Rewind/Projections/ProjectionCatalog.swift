/// The projections that are offered of a log: those that lie beside it, and those of the program.
public struct ProjectionCatalog: Sendable {
  /// Those of the program, in the order in which they are listed.
  public let definitions: [ProjectionDefinition]
  /// What finds those that lie beside the log, which come before others of their names.
  public var finder: (any ProjectionFinder)?

  /// A catalog of a program's own projections, and of those that a finder finds.
  public init(_ definitions: [ProjectionDefinition], finder: (any ProjectionFinder)? = nil) {
    self.definitions = definitions
    self.finder = finder
  }

  /// The names of all, each once: those beside the log first.
  public var names: [String] {
    let found = finder?.names() ?? []
    return found + definitions.map(\.name).filter { !found.contains($0) }
  }

  /// The projection of a name.
  ///
  /// - Throws: ``ReadModelError/unknown(projection:known:)`` where there is none; what the finder throws where there is
  ///   one that cannot be used.
  public func definition(named name: String) throws -> ProjectionDefinition {
    if let found = try finder?.definition(named: name) { return found }
    if let own = definitions.first(where: { $0.name == name }) { return own }
    throw ReadModelError.unknown(projection: name, known: names)
  }

  /// What a person should know of a projection, a line each.
  public func warnings(of name: String, in index: LogIndex) -> [String] {
    finder?.warnings(of: name, in: index) ?? []
  }
}
