/// Code was still at work when its file changed, and has been ended; what the file holds now is asked next.
public struct ReplacedCodeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  public let file: String

  /// One line: the file, and what to do.
  public var description: String { "\(file): it was changed while it was at work; ask again" }
}
