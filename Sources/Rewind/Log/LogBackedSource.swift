/// A source whose events are those of a log's files, such as a store in a folder.
public protocol LogBackedSource: EventSource {
  /// The log.
  var log: EventLog { get }
}

extension LogBackedSource {
  /// The log's name.
  public var name: String { log.name }
  /// What lifts old events when they are folded.
  public var upcasters: Upcasters { log.upcasters }
  /// The words of the log's mapping; none of a store.
  public var mappingWords: [String] { log.mappingWords }
  /// Counts what refreshes and appends brought.
  public var changes: SourceChanges { log.changes }

  /// The log as the last refresh or append left it.
  public func snapshot() -> LogSnapshot { log.snapshot() }

  /// Takes in what the log's files hold now.
  @discardableResult
  public func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws -> SourceChange {
    try log.refresh(progress: progress)
  }

  /// Watches the folders of the log's files.
  public func makeWatch() -> any ChangeWatch { log.makeWatch() }
}
