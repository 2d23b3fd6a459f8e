/// What a worker begins with.
package struct WorkerStart: Sendable {
  /// Answers the values after the key of each row, nil where it has none; two keys are one where their bytes are
  /// the same.
  package typealias Rows = @Sendable (_ keys: [String]) throws -> [[ReadModelValue]?]

  /// Reads the rows to go on with, and later those that the worker has let go of; nil where there are none.
  var rows: Rows?
  /// Whether none is stored yet.
  var isNew = false
  /// The half of the state that all rows share, as it is stored; nil where none is.
  var shared: [ReadModelValue]?
  /// The keys of rows with dead letters.
  var parkedKeys: [String] = []
  /// What is done where an event cannot be taken in.
  var onError: ErrorPolicy
}

extension EngineStart {
  /// What the engine of a worker begins with.
  init(_ start: WorkerStart, names: FeedNames) {
    self.init()
    rows = start.rows
    isNew = start.isNew
    shared = start.shared
    parkedKeys = start.parkedKeys
    onFault = start.onError == .park ? .park : .stop
    category = { [names] in names.category(of: $0) }
  }
}
