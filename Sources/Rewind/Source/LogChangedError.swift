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

/// A position that the index does not have.
public struct NoSuchPosition: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for.
  public let position: Int
  /// The last position there is; 0 in an empty log.
  public let last: Int

  /// One line: what was asked for, and what there is.
  public var description: String {
    "no position \(position): the log "
      + (last == 0 ? "is empty" : "has 1 to \(last)") + "; refresh it where it may have grown"
  }
}
