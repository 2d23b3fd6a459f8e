import Explorer
import Rewind

/// The projections of a log, and where their read models are.
struct LogProjections: Sendable {
  let source: any EventSource
  let catalog: ProjectionCatalog
  let models: LogReadModels
  /// What is known of them; it is learnt beside the loop.
  let known: KnownProjections

  init(source: any EventSource, catalog: ProjectionCatalog, models: LogReadModels) {
    self.source = source
    self.catalog = catalog
    self.models = models
    known = KnownProjections(catalog.listed)
  }

  /// The projection of a name, as its code is now; a script that was not yet is taken in.
  ///
  /// - Throws: as `ProjectionCatalog.definition(named:)`.
  func definition(named name: String) throws -> ProjectionDefinition {
    try catalog.definition(named: name)
  }

  /// The projection of a name as it is listed, for what is asked of its read model alone: nothing is waited for, and
  /// a script that was broken since takes nothing away.
  ///
  /// - Throws: as ``definition(named:)``, where it is not listed as one that could ever be used.
  func listedDefinition(named name: String) throws -> ProjectionDefinition {
    try known.definition(named: name) ?? definition(named: name)
  }

  /// - Parameter onNote: takes what the projection's script says while it folds.
  func runner(
    _ definition: ProjectionDefinition,
    onNote: @escaping @Sendable (ProjectionNote) -> Void = { _ in }
  ) -> ProjectionRunner {
    ProjectionRunner(
      source: source, definition: definition, store: models.store, onNote: onNote)
  }
}

extension ProjectionCatalog {
  /// The projections as they are listed before any script is taken in.
  var listed: [ListedProjection] {
    let found = Set(finder?.names() ?? [])
    return names.compactMap { name in
      found.contains(name)
        ? ListedProjection(script: name)
        : definitions.first { $0.name == name }.map { ListedProjection($0) }
    }
  }
}
