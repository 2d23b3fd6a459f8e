/// A log has no stream of a category.
public struct NoSuchCategoryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line: the category, and some that the log has.
  public let description: String
}
