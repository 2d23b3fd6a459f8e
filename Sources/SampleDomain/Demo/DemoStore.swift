internal import Rewind
internal import Synchronization

/// The sample store on disk: ``DemoHistory``, appended event by event.
public enum DemoStore {
  /// The version of the history; a later one is made in a folder of another name.
  public static let version = 2
  /// What the store is called where the user has not named a folder for it.
  private static let name = "demo"
  /// Where in a cache it is put then; each version has a folder of its own.
  public static let cachePath = "sample-\(version)/\(name)"

  /// Whether a sample store, of any version, is in a folder; one made to be measured is one too.
  public static func isMade(at path: String) -> Bool {
    SampleStamp.isSet(at: path)
  }

  /// Whether the demo history, of any version, is in a folder: what ``upcasters`` are for.
  ///
  /// A store made to be measured has no events of an old schema.
  public static func hasHistory(at path: String) -> Bool {
    SampleStamp.isOfDemo(at: path)
  }

  /// Makes the sample store in a folder that is not there yet or is empty; where a sample store is
  /// there already, it is left as it is.
  ///
  /// The store is made beside its place and then put there whole: however the making ends, the folder
  /// holds all of it or nothing. Folders above it are made as they are needed.
  ///
  /// - Returns: whether it was made now.
  /// - Throws: ``DemoStoreError``, or what the store throws.
  @discardableResult
  public static func make(at path: String) async throws -> Bool {
    let place = DemoPlace(path)
    guard !isMade(at: place.path) else { return false }
    try place.checkIsFree()
    try place.makeFolderAbove()
    place.removeLeftovers()
    removeTree(at: place.workshop)
    do {
      try await fill(place.workshop)
      try place.moveIn()
    } catch {
      removeTree(at: place.workshop)
      // Another process was faster: what it made is the same.
      guard isMade(at: place.path) else { throw error }
      return false
    }
    return true
  }

  /// Appends the whole history to a new store, at the times it tells of, and syncs once at the end.
  private static func fill(_ path: String) async throws {
    let history = try DemoHistory()
    try EventStore.create(at: path)
    let clock = DemoClock()
    let store = EventStore(
      storage: try FileLogStorage(store: path), name: name,
      settings: StoreSettings(sync: .never), clock: { clock.now })
    for append in history.appends {
      clock.set(append.time)
      try await store.append(
        append.events, to: append.stream, expected: .exactly(append.version))
    }
    try await store.sync()
    try SampleStamp.demo(version: version, events: history.eventCount).set(at: path)
  }
}

/// The history's own time, for the store to stamp its events with.
private final class DemoClock: Sendable {
  private let time = Mutex(Timestamp(microseconds: 0))

  var now: Timestamp { time.withLock { $0 } }

  func set(_ time: Timestamp) {
    self.time.withLock { $0 = time }
  }
}
