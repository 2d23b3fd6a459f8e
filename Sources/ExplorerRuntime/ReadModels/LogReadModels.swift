import Platform
package import Rewind
import RewindSQLite

/// The read models of a log, wherever they are kept.
package struct LogReadModels: Sendable {
  package let store: any ReadModelStore
  /// Where they are kept; nil for those that a program keeps itself, or that go with the process.
  package let place: ReadModelPlace?
  private let cache: ReadModelCache?

  private init(
    store: any ReadModelStore, place: ReadModelPlace? = nil, cache: ReadModelCache? = nil
  ) {
    self.store = store
    self.place = place
    self.cache = cache
  }

  /// Those at a place; nothing is there yet, or what others left.
  init(at place: ReadModelPlace, cache: ReadModelCache? = nil) {
    self.init(
      store: SQLiteReadModels(path: place.database, locks: place.locks), place: place, cache: cache)
  }

  /// Those in a store of the program's own.
  init(in store: any ReadModelStore) {
    self.init(store: store)
  }

  /// Those of a log to be explored: where it cannot be read again, or there is nowhere to keep them, they
  /// go with the process.
  package static func forExploring(
    _ log: EventLog, at paths: [String], cache: String?
  ) throws -> LogReadModels {
    let isKept = log.isStore || cache != nil && log.input == nil && !isReadOnce(paths)
    return isKept ? try LogReadModels(of: log, at: paths, cache: cache) : try .temporary()
  }

  /// Whether a log at some paths cannot be read again: one leads to a pipe.
  package static func isReadOnce(_ paths: [String]) -> Bool {
    paths.contains { (try? FileStatus(of: $0))?.kind == .pipe }
  }

  /// Read models of a log that cannot be read a second time: they go with the process.
  package static func temporary() throws -> LogReadModels {
    LogReadModels(store: try SQLiteReadModels.temporary())
  }

  /// The read models of the log at some paths: in the store, or in the user's cache.
  ///
  /// - Parameter cache: the user's cache; nil where there is none.
  /// - Throws: ``NoUserCacheError`` where they are to be kept there.
  package init(of log: EventLog, at paths: [String], cache: String?) throws(NoUserCacheError) {
    if log.isStore {
      self.init(at: ReadModelPlace(inStore: paths[0]))
      return
    }
    guard let cache else { throw NoUserCacheError(log: log.name) }
    self.init(
      at: ReadModelPlace(ofLogAt: paths, mapping: log.mapping, cache: cache),
      cache: ReadModelCache(folder: cache + "/logs"))
  }

  /// Makes the folders for what will be written, and removes those of other logs that take too much room.
  package func makeRoom() {
    guard let place else { return }
    place.makeFolders()
    cache?.trim(keeping: place.folder)
  }
}

/// The user has no cache folder, since there is no home.
package struct NoUserCacheError: Error, CustomStringConvertible {
  let log: String

  package var description: String {
    "there is no HOME to keep the read models of \(log) in; set XDG_CACHE_HOME to a folder"
  }
}
