import Rewind
import SampleDomain

/// How this program folds a category's events.
enum Folds {
  /// The sample's aggregates fold the sample store alone: another log's `order` is another thing.
  static func catalog(for paths: [String]) -> FoldRegistry {
    let isSample = paths.count == 1 && DemoStore.isMade(at: paths[0])
    return FoldRegistry(aggregates: isSample ? SampleDomain.aggregates : [])
  }

  /// How a stream's states are made.
  static func fold(of stream: StreamID, in index: LogIndex, at paths: [String]) throws -> any Fold {
    try catalog(for: paths).fold(forCategory: index.categoryName(index.stream(stream).category))
  }

  /// What a person is told of how the states of a category's streams are made.
  static func title(of fold: some Fold, category: String) -> String {
    fold.isStandIn ? "Last values · no aggregate for \(category)" : fold.name
  }
}
