import Rewind
import RewindSQLite

/// The read models of a log, wherever they are kept.
struct ReadModels: Sendable {
  let store: any ReadModelStore
  /// Where they are kept; nil for those that go with the process.
  let place: ReadModelPlace?
  private let cache: ReadModelCache?

  /// Those at a place; nothing is there yet, or what others left.
  init(at place: ReadModelPlace, cache: ReadModelCache? = nil) {
    store = SQLiteReadModels(path: place.database, locks: place.locks)
    self.place = place
    self.cache = cache
  }

  /// Those of a log that is not there a second time.
  init(ofPassingLog: Void) throws {
    store = try SQLiteReadModels.temporary()
    place = nil
    cache = nil
  }

  /// Makes room for what will be written: the folders, and those of other logs out of the way.
  func makeRoom() {
    guard let place else { return }
    place.makeFolders()
    cache?.trim(keeping: place.folder)
  }
}

extension Invocation {
  /// The read models of the log at these paths: in the store, or in the user's cache; those of
  /// standard input go with the process.
  func readModels(of log: EventLog, at paths: [String]) throws -> ReadModels {
    if log.isStore { return ReadModels(at: ReadModelPlace(inStore: paths[0])) }
    if paths == ["-"] { return try ReadModels(ofPassingLog: ()) }
    guard let folder = environment.cacheDirectory else {
      throw Failure(
        "there is no HOME to keep the read models of \(log.name) in; set XDG_CACHE_HOME to a folder"
      )
    }
    return ReadModels(
      at: ReadModelPlace(ofLogAt: paths, mapping: log.mapping, cache: folder),
      cache: ReadModelCache(folder: folder + "/logs"))
  }

  /// Calls to propose, about the log as this one names it.
  var proposed: ProposedCalls {
    ProposedCalls(logWords: namedLogs.flatMap { ["-l", $0] } + mappingWords)
  }

  /// The log that is named; of several to be explored, the first.
  private var namedLogs: [String] {
    if shared.logs.isEmpty, case .open(let open) = arguments.command {
      return Array(open.logs.prefix(1))
    }
    return shared.logs
  }

  /// How the call says that the log is mapped.
  var mappingWords: [String] {
    let file = shared.mappingFile.map { ["--mapping", $0] } ?? []
    return file + shared.mappings.flatMap { ["--map", $0] }
  }
}
