/// What a worker goes on with, and how.
struct WorkerStart: Sendable {
  /// Answers the values after the key of each partition's row, nil where it has none.
  typealias Rows = @Sendable (_ keys: [String]) throws -> [[ReadModelValue]?]

  /// Where rows come from; nil where nothing is there to go on with.
  var rows: Rows?
  /// The partitions with dead letters.
  var parkedKeys: Set<String> = []
  /// What is done where an event cannot be taken in.
  var onError: ErrorPolicy
}
