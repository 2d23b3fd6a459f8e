import Rewind

/// The projections of a log, and where their read models are.
struct LogProjections: Sendable {
  let source: any EventSource
  /// In the order in which they are listed.
  let definitions: [ProjectionDefinition]
  let models: LogReadModels

  /// The projection of a name.
  ///
  /// - Throws: `ReadModelError.unknown`.
  func definition(named name: String) throws(ReadModelError) -> ProjectionDefinition {
    if let found = definitions.first(where: { $0.name == name }) { return found }
    throw .unknown(projection: name, known: definitions.map(\.name))
  }

  func runner(_ definition: ProjectionDefinition) -> ProjectionRunner {
    ProjectionRunner(source: source, definition: definition, store: models.store)
  }
}
