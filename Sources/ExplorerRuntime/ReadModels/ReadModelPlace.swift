import Platform
import Rewind

/// Where the read models of a log are kept, and the locks for writing them.
package struct ReadModelPlace: Hashable, Sendable {
  /// The folder of the database; it and the locks may be removed at any time, and are made again.
  package var folder: String
  var locks: String
  /// A note that tells a person which log the folder is of; nil in a store, where that is plain.
  var note: String?

  var database: String { folder + "/readmodels.sqlite" }

  /// Where an index of the log is kept.
  var indexFolder: String { folder + "/index" }

  /// The place in a store, whatever path led to it.
  init(inStore path: String) {
    let store = Self.realPath(path)
    folder = store + "/cache"
    locks = store + "/locks"
  }

  /// The place of a log that belongs to another program, below the user's cache.
  init(ofLogAt paths: [String], mapping: EnvelopeMapping, cache: String) {
    let note = (paths.map(Self.realPath) + mapping.arguments).joined(separator: "\n")
    folder = "\(cache)/logs/\(UserCache.name(for: note))"
    locks = folder + "/locks"
    self.note = note
  }

  /// Makes the folders where they are missing.
  ///
  /// Where that fails, the database says what is wrong.
  func makeFolders() {
    guard let note else {
      for folder in [folder, locks] { try? FileSystem.makeFolder(folder) }
      return
    }
    UserCache.makeFolder(locks)
    let file = folder + "/log.txt"
    if !FileSystem.exists(file) { UserCache.replaceFile(file, with: note + "\n") }
  }

  /// The path without links; of a pattern, that of its folder with the pattern behind it.
  package static func realPath(_ path: String) -> String {
    if let real = FileSystem.realPath(path) { return real }
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let last = parts.popLast() else { return path }
    let folder = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    return (parts.isEmpty && folder.isEmpty ? realPath(".") : realPath(folder)) + "/" + last
  }
}
