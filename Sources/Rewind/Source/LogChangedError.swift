/// What is stored is no longer what the index was made from; a refresh reads it again.
public struct LogChangedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file that changed, or what a source calls itself.
  public let file: String

  /// Describes a change.
  public init(file: String) {
    self.file = file
  }

  /// One line: which file, and what to do.
  public var description: String {
    "\(file): the log was changed while it was read; read it again"
  }
}
