/// What an index knows of one category.
public struct CategoryEntry: Hashable, Sendable {
  /// The category's number.
  public let id: CategoryID
  /// Its name.
  public let name: String
  /// How many streams belong to it.
  public let streamCount: Int
  /// How many events its streams have.
  public let eventCount: Int
}
