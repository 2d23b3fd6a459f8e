/// What is stored is no longer what the index was made from; a refresh reads it again.
public struct LogChangedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file that changed, or what a source calls itself.
  public let file: String

  /// Describes a change.
  public init(file: String) {
    self.file = file
  }

  /// One line: which file, and what is done about it.
  public var description: String {
    "\(file): the file changed under the index; it is being read again"
  }
}
