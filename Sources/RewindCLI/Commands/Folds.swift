import Rewind
import SampleDomain

/// How this program folds a category's events.
enum Folds {
  /// The sample's aggregates fold the sample store alone: another log's `order` is another thing.
  static func catalog(for paths: [String]) -> FoldCatalog {
    let isSample = paths.count == 1 && DemoStore.isMade(at: paths[0])
    return FoldCatalog(aggregates: isSample ? SampleDomain.aggregates : [])
  }

  static func fold(of stream: StreamID, in index: LogIndex, at paths: [String]) -> StateFold {
    catalog(for: paths).fold(forCategory: index.categoryName(index.stream(stream).category))
  }
}
