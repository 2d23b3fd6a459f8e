/// A yes to a program cannot be remembered.
public struct ProgramTrustError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line: the file, and why.
  public let description: String
}
