/// Why a text cannot be read as a moment, a path or a mapping.
public struct ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: what is wrong, and what can be written.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
