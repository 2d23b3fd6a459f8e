import Platform
import Rewind
import SampleDomain
import Synchronization

/// The sample store on disk: `DemoHistory`, appended event by event.
enum DemoStore {
  /// What the store is called where the user has not named a folder for it.
  private static let name = "demo"
  /// Where in a cache it is put then; each version has a folder of its own.
  static let cachePath = "sample-\(DemoHistory.version)/\(name)"

  /// Whether a sample store, of any version, is in a folder; one made to be measured is one too.
  static func isMade(at path: String) -> Bool {
    FileSystem.exists(stamp(at: path))
  }

  /// Whether the demo history, of any version, is in a folder: what the sample's upcasters are for.
  ///
  /// A store made to be measured has no events of an old schema.
  static func hasHistory(at path: String) -> Bool {
    let text = try? SystemFile.contents(of: stamp(at: path))
    return text?.starts(with: SampleStamp.demoStart.utf8) ?? false
  }

  private static func stamp(at store: String) -> String {
    "\(store)/\(SampleStamp.fileName)"
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
  static func make(at path: String) async throws -> Bool {
    let place = DemoPlace(path)
    guard !isMade(at: place.path) else { return false }
    try place.checkIsFree()
    try place.makeFolderAbove()
    place.removeLeftovers()
    FileSystem.removeTree(at: place.workshop)
    do {
      try await fill(place.workshop)
      try place.moveIn()
    } catch {
      FileSystem.removeTree(at: place.workshop)
      // Another process was faster: what it made is the same.
      guard isMade(at: place.path) else { throw error }
      return false
    }
    return true
  }

  /// Appends the whole history to a new store, at the times it tells of, and syncs once at the end.
  private static func fill(_ path: String) async throws {
    let history = try DemoHistory()
    try FileEventStore.create(at: path)
    let clock = DemoClock()
    let store = FileEventStore(
      storage: try FileLogStorage(store: path), name: name,
      settings: StoreSettings(sync: .never), clock: { clock.now })
    for append in history.appends {
      clock.set(append.time)
      try await store.append(
        append.events, to: append.stream, expected: .exactly(append.version))
    }
    try await store.sync()
    do {
      for (folder, scripts) in SampleScripts.byFolder {
        try FileSystem.makeFolders("\(path)/\(folder)")
        for (name, text) in scripts {
          try SystemFile.replace("\(path)/\(folder)/\(name)", holding: text)
        }
      }
      try SystemFile.replace(
        stamp(at: path), holding: Array(SampleStamp.demo(history).text.utf8))
    } catch {
      throw DemoStoreError("cannot write \(error.path)", error)
    }
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
