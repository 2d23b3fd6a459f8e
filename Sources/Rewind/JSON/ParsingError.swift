/// Why a text is not what it is to be read as: a moment, a path, a mapping.
public struct ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: what is wrong, and what can be written.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
