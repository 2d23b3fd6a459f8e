import Platform

/// The read models of other programs' logs, all of them together: the oldest go when they take too
/// much room.
struct ReadModelCache {
  /// How much room they may take, in bytes.
  static let limit = 2 << 30

  /// The folder in which each log has one.
  let folder: String

  /// Removes those that were not written for longest, until the others take no more than a limit.
  ///
  /// - Parameter kept: a folder that stays, as do those that another process is at work in.
  func trim(keeping kept: String, limit: Int = limit) {
    var entries = names(in: folder).map { Entry(folder + "/" + $0) }.sorted { $0.time < $1.time }
    var size = entries.reduce(0) { $0 + $1.size }
    while size > limit, !entries.isEmpty {
      let oldest = entries.removeFirst()
      if oldest.path != kept, remove(oldest.path) { size -= oldest.size }
    }
  }

  private struct Entry {
    var path: String
    var size = 0
    var time = 0

    init(_ path: String) {
      self.path = path
      for folder in [path, path + "/index"] {
        for name in names(in: folder) {
          guard let status = try? FileStatus(ofLink: folder + "/" + name) else { continue }
          size += status.sizeOnDisk
          time = max(time, status.modified.seconds)
        }
      }
    }
  }

  /// Removes a log's folder, unless one of its locks is held.
  private func remove(_ path: String) -> Bool {
    var locks: [SystemFile] = []
    for name in names(in: path + "/locks") {
      guard let lock = try? SystemFile(path + "/locks/" + name, .updating) else { continue }
      guard (try? lock.tryLock()) == true else { return false }
      locks.append(lock)
    }
    // The locks are held until all is gone.
    withExtendedLifetime(locks) { FileSystem.removeTree(at: path) }
    return true
  }
}

/// What is in a folder; nothing where it cannot be read.
private func names(in folder: String) -> [String] { (try? FileSystem.names(in: folder)) ?? [] }
