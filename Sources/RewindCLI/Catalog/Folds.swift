import Explorer
import Rewind
import RewindScripts
import SampleDomain

/// How this program folds a category's events.
enum Folds {
  /// What lies beside the log comes first.
  ///
  /// The sample's aggregates fold the sample store alone: another log's `order` is another thing.
  ///
  /// - Parameter code: what lies beside it.
  static func catalog(for paths: [String], _ code: LogCode) -> FoldRegistry {
    let isSample = paths.count == 1 && DemoStore.isMade(at: paths[0])
    var registry = FoldRegistry(aggregates: isSample ? SampleDomain.aggregates : [])
    registry.finder = CodeFinder(code)
    return registry
  }

  /// The code that belongs to a log.
  ///
  /// - Parameters:
  ///   - code: the folder that `--with` names.
  ///   - beginsFolder: whether that may have no code yet.
  static func code(
    for paths: [String], with code: String?, beginsFolder: Bool = false
  ) throws(CodeFileError) -> LogCode {
    try LogCode(store: store(at: paths), with: code, beginsFolder: beginsFolder)
  }

  /// The folder of the store that paths are; nil where they are another program's log.
  private static func store(at paths: [String]) -> String? {
    guard paths.count == 1, FileEventStore.exists(at: paths[0]) else { return nil }
    return paths[0]
  }

  /// How a stream's states are made in the log that a call is about; code that is probably meant for them, and
  /// is not used, is named on standard error.
  static func fold(
    of stream: StreamID, in index: LogIndex, _ call: Invocation
  ) throws -> any Fold {
    let paths = try call.log().paths
    let folds = catalog(for: paths, try code(for: paths, with: call.shared.code))
    let fold = try folds.fold(forCategory: index.categoryName(index.stream(stream).category))
    for hint in folds.hints(ofStream: stream, in: index) { call.note(hint) }
    call.noteOrder(of: stream, in: index)
    return fold
  }

  /// What a person is told of how the states of a category's streams are made.
  static func title(of fold: some Fold, category: String) -> String {
    fold.isStandIn ? "Last values · no fold for \(category)" : fold.name
  }
}
