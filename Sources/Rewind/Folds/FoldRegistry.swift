/// The folds that a program knows, each for the streams of a category.
public struct FoldRegistry: Sendable {
  private var folds: [String: any Fold] = [:]

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

  /// How a category's states are made: by its fold, or by last values where it has none.
  public func fold(forCategory category: String) -> any Fold {
    folds[category] ?? AggregateFold.lastValues
  }
}
