/// Finds the projections that lie beside a log, as code that is no part of the program.
public protocol ProjectionFinder: Sendable {
  /// The names of the projections that there are now, sorted.
  ///
  /// Nothing is run for it.
  func names() -> [String]

  /// The projection of a name, as its code is now; nil where there is none.
  ///
  /// What takes a script in may take some time, the first time and whenever its file was changed.
  ///
  /// - Throws: where there is one that cannot be used, and why.
  func definition(named name: String) throws -> ProjectionDefinition?

  /// The projection that a text is which a read model keeps, whatever the code is now.
  ///
  /// - Throws: where it cannot be used, and why.
  func definition(of text: DefinitionText) throws -> ProjectionDefinition

  /// What a person should know of a projection beside the others, a line each: of code that will bite, and of sources
  /// that the log does not have.
  func warnings(of name: String, in index: LogIndex) -> [String]
}
