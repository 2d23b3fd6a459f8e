/// What a worker begins with.
struct WorkerStart: Sendable {
  /// Answers the values after the key of each partition's row, nil where it has none.
  typealias Rows = @Sendable (_ keys: [String]) throws -> [[ReadModelValue]?]

  /// Reads the rows to go on with, and later those that the worker has let go of; nil where there are none.
  var rows: Rows?
  /// Whether none is stored yet.
  var isNew = false
  /// The partitions with dead letters.
  var parkedKeys: Set<String> = []
  /// What is done where an event cannot be taken in.
  var onError: ErrorPolicy
}
