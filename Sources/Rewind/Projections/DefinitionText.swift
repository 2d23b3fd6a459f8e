/// The text that a projection's definition is: a script, kept with the read model that it made.
///
/// By it what made a read model is known after the script was changed, and can be compared with what it is now; see
/// ``ProjectionCatalog/definition(thatMade:of:)``.
public struct DefinitionText: Hashable, Sendable {
  /// The name of its file, without folders: `balances.js`.
  public let fileName: String
  /// All of it.
  public let text: String

  /// A text of a file.
  public init(fileName: String, text: String) {
    (self.fileName, self.text) = (fileName, text)
  }
}
