/// What events are read from: the files of a log, a store, memory, a database.
///
/// Everything that reads events takes one: timelines, subscriptions, projections, repositories,
/// ``LogVerifier``. An index and the events that belong to it come together, as a ``LogSnapshot``.
///
///     let log = try EventLog.open(["orders.jsonl"])
///     try log.refresh()
///     let snapshot = log.snapshot()
///     let last = try snapshot.event(at: snapshot.index.eventCount)
///
/// A source of one's own keeps a ``LogIndex/Builder``, takes in what is new in ``refresh(progress:)`` and
/// says so with ``SourceChanges/signal()``. Calls come from several threads at once. Those that read may
/// block: Rewind makes them on threads of its own.
public protocol EventSource: Sendable {
  /// Its name for people: a file's name without its ending, a store's folder.
  var name: String { get }

  /// What lifts old events when they are folded; the events that are read are as they are stored.
  var upcasters: Upcasters { get }

  /// The arguments of the mapping that its events are read through; empty where there is only one way.
  ///
  /// Snapshots of aggregates and read models are kept for one mapping.
  var mappingWords: [String] { get }

  /// Counts the changes that ``refresh(progress:)`` found, and wakes the tasks that wait for more.
  var changes: SourceChanges { get }

  /// The source as the last refresh left it, or the one that is at work so far. Does not block.
  func snapshot() -> LogSnapshot

  /// Takes in what any process appended since the last refresh.
  ///
  /// - Parameter progress: called now and then on a thread of the reading, with the index so far where
  ///   it has grown by enough to be worth showing; returns false to stop, which leaves the index short
  ///   of the end until the next refresh.
  /// - Throws: ``LogFileError`` or what else the source throws; what was taken in before stays.
  @discardableResult
  func refresh(progress: @escaping @Sendable (IndexingProgress) -> Bool) throws -> SourceChange

  /// A snapshot that has all that was appended to a stream before the call.
  ///
  /// - Throws: as ``refresh(progress:)``.
  func snapshot(of stream: StreamName) async throws -> LogSnapshot

  /// Makes a watch that waits until a refresh is likely to find something.
  func makeWatch() -> any ChangeWatch
}

extension EventSource {
  /// None.
  public var upcasters: Upcasters { .none }

  /// None: there is one way to read the events.
  public var mappingWords: [String] { [] }

  /// A watch that looks every ``PollingWatch/interval`` milliseconds.
  public func makeWatch() -> any ChangeWatch { PollingWatch() }

  /// Takes in what was appended since the last time, without reporting progress.
  @discardableResult
  public func refresh() throws -> SourceChange {
    try refresh { _ in true }
  }

  /// The index as it is now.
  ///
  /// To read events by it, take a ``snapshot()`` instead.
  public var index: LogIndex { snapshot().index }

  /// Reads the lines at positions as they are now; see ``LogSnapshot/events(at:)``.
  public func events(at positions: [Int]) throws -> [StoredEvent] {
    try snapshot().events(at: positions)
  }

  /// Reads the line at a position as it is now.
  public func event(at position: Int) throws -> StoredEvent {
    try snapshot().event(at: position)
  }

  /// Reads a stream as it is now; see ``LogSnapshot/events(of:versions:)-(StreamName,_)``.
  public func events(
    of stream: StreamName, versions: some RangeExpression<Int> = 1...
  ) throws -> [StoredEvent] {
    try snapshot().events(of: stream, versions: versions)
  }
}
