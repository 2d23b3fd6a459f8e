/// Makes and keeps up one projection's read model.
///
///     let runner = ProjectionRunner(source: log, definition: balances, store: readModels)
///     try runner.rebuild()
///
/// Its calls block until they are done; a task makes them through ``onThread``. What
/// keeps the read model up takes its lease, a rebuild that of its shadow: no two processes write one copy, and
/// a read model is rebuilt while it is followed.
public final class ProjectionRunner: Sendable {
  /// Called now and then during long work; returns false to stop it, so that it can be resumed.
  public typealias Report = @Sendable (ProjectionProgress) -> Bool

  let source: any EventSource
  /// What is projected.
  public let definition: ProjectionDefinition
  let store: any ReadModelStore
  let memoryLimit: MemoryLimit
  let onNote: @Sendable (ProjectionNote) -> Void

  /// How many bytes of memory folding takes at most where nothing else is said: 512 MiB.
  public static let usualMemoryLimit = 512 << 20

  /// A runner; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - source: the log.
  ///   - definition: what is projected.
  ///   - store: where the read model is kept.
  ///   - memoryLimit: how many bytes of memory a rebuild or a run takes at most, beside what the process had. Rows
  ///     beyond it are written, and read again when events of theirs come, which costs time and changes nothing
  ///     else. Not among them are the names of the log's streams, about 150 bytes each, and a single row that is
  ///     larger by itself.
  ///   - onNote: called with what a projection's script says while it folds, by the thread that folds.
  public convenience init(
    source: any EventSource, definition: ProjectionDefinition, store: any ReadModelStore,
    memoryLimit: Int = ProjectionRunner.usualMemoryLimit,
    onNote: @escaping @Sendable (ProjectionNote) -> Void = { _ in }
  ) {
    self.init(
      source: source, definition: definition, store: store,
      memoryLimit: MemoryLimit(bytes: memoryLimit), onNote: onNote)
  }

  init(
    source: any EventSource, definition: ProjectionDefinition, store: any ReadModelStore,
    memoryLimit: MemoryLimit, onNote: @escaping @Sendable (ProjectionNote) -> Void = { _ in }
  ) {
    self.source = source
    self.definition = definition
    self.store = store
    self.memoryLimit = memoryLimit
    self.onNote = onNote
  }

  /// A text that tells what this definition makes of this log from what others make.
  ///
  /// Another log's mapping decides which events there are, upcasters what they say.
  var fingerprint: String {
    source.upcasters.isEmpty
      ? ownFingerprint : ownFingerprint + Self.upcastersMark + source.upcasters.fingerprint
  }

  /// The fingerprint without what it says of upcasters.
  private var ownFingerprint: String {
    ([definition.fingerprint] + source.mappingWords).joined(separator: Self.fingerprintSeparator)
  }

  /// What stands between a definition's fingerprint and what it is told of the log.
  static let fingerprintSeparator = " | "
  private static let upcastersMark = fingerprintSeparator + "upcasters "

  /// Makes a copy anew, with no rows.
  func begin(_ copy: ReadModelCopy, in store: any ReadModelStore) throws -> ReadModelHeader {
    let header = ReadModelHeader(
      fingerprint: fingerprint, text: definition.text, checkpoint: .start, writtenAt: .now(),
      generation: Self.newGeneration())
    try store.begin(definition, copy, header: header)
    return header
  }

  /// A number for a copy that no other has.
  static func newGeneration() -> Int { .random(in: 1...Int.max) }

  /// Why a copy is not what the definition makes of a log; nil where it is.
  func staleness(of header: ReadModelHeader, in snapshot: LogSnapshot) throws -> String? {
    guard header.fingerprint == fingerprint else {
      let isSame =
        header.fingerprint == ownFingerprint
        || header.fingerprint.hasPrefix(ownFingerprint + Self.upcastersMark)
      return isSame ? "the upcasters have changed" : "its definition has changed"
    }
    let checkpoint = header.checkpoint
    guard checkpoint.position > 0 else { return nil }
    let index = snapshot.index
    guard checkpoint.position <= index.eventCount else {
      return "it was made from a log of at least \(checkpoint.position) events, this one has "
        + "\(index.eventCount)"
    }
    let now = Checkpoint(
      position: checkpoint.position, line: try snapshot.line(at: checkpoint.position),
      order: snapshot.order(through: checkpoint.position))
    guard now != checkpoint else { return nil }
    return snapshot.isOfSeveralFiles
      ? "up to @\(checkpoint.position) it was made from other events, or from these in another order,"
        + " as they are where an earlier file of the log grows after a later one has begun"
      : "it was made from a log with another event at @\(checkpoint.position)"
  }
}

extension LogSnapshot {
  /// Whether its lines come from several files, each of which may grow.
  fileprivate var isOfSeveralFiles: Bool {
    fileReader.map { !$0.isStore && $0.found.count > 1 } ?? false
  }
}
