/// The folds that a program knows, each for the streams of a category.
public struct FoldRegistry: Sendable {
  private var folds: [String: any Fold] = [:]
  /// What finds folds that come before those of the program, such as scripts beside the log.
  public var finder: (any FoldFinder)?

  /// No folds: all states are last values.
  public init() {}

  /// The folds of aggregates, each for its category.
  public init(aggregates: [any Aggregate.Type]) {
    for aggregate in aggregates { register(aggregate) }
  }

  /// Makes an aggregate the fold of its category.
  public mutating func register(_ aggregate: any Aggregate.Type) {
    func add<A: Aggregate>(_ aggregate: A.Type) {
      register(AggregateFold(aggregate), forCategory: A.category)
    }
    add(aggregate)
  }

  /// Makes a fold that of a category, in place of the one that it had.
  public mutating func register(_ fold: some Fold, forCategory category: String) {
    folds[category] = fold
  }

  /// How a category's states are made: by what the finder finds, by the program's fold, or by last values
  /// where there is neither.
  ///
  /// - Throws: what the finder throws; no other fold takes the place of one that cannot be used.
  public func fold(forCategory category: String) throws -> any Fold {
    if let found = try finder?.fold(forCategory: category) { return found }
    return folds[category] ?? AggregateFold.lastValues
  }

  /// What a person should know of code that is probably meant for a stream's category, and is not used; each
  /// is a line.
  public func hints(ofStream stream: StreamID, in index: LogIndex) -> [String] {
    guard let finder, stream.rawValue < index.streamCount else { return [] }
    let entry = index.stream(stream)
    return finder.hints(
      for: entry.name, ofCategory: index.categoryName(entry.category),
      among: index.categories.map(\.name))
  }
}

/// Finds folds that lie outside the program.
public protocol FoldFinder: Sendable {
  /// The fold of a category; nil where there is none.
  ///
  /// - Throws: where there is one that cannot be used, and why.
  func fold(forCategory category: String) throws -> (any Fold)?

  /// What a person should know of code that is probably meant for a stream's category, and is not used; each is
  /// a line.
  ///
  /// - Parameter categories: those that the log has.
  func hints(
    for stream: StreamName, ofCategory category: String, among categories: [String]
  ) -> [String]
}

extension FoldFinder {
  /// Nothing.
  public func hints(
    for stream: StreamName, ofCategory category: String, among categories: [String]
  ) -> [String] { [] }
}
