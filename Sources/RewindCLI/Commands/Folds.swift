import Rewind
import SampleDomain

/// How this program folds a category's events.
enum Folds {
  /// A store's categories go by the sample's aggregates where they have one; a log that another
  /// system wrote never does, since its `order` is another thing.
  static func catalog(for log: EventLog) -> FoldCatalog {
    FoldCatalog(aggregates: log.isStore ? SampleDomain.aggregates : [])
  }

  static func fold(of stream: StreamID, in log: EventLog) -> StateFold {
    let index = log.index
    return catalog(for: log).fold(
      forCategory: index.categoryName(index.stream(stream).category))
  }
}
