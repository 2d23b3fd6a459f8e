internal import Glibc
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
  /// - Parameter kept: a folder that stays, as do those in which somebody is at work.
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
      for name in names(in: path) {
        var status = stat()
        guard lstat(path + "/" + name, &status) == 0 else { continue }
        size += Int(status.st_blocks) * 512
        time = max(time, status.st_mtim.tv_sec)
      }
    }
  }

  /// Removes a log's folder, unless one of its locks is held.
  private func remove(_ path: String) -> Bool {
    var held: [Int32] = []
    defer { for descriptor in held { close(descriptor) } }
    for name in names(in: path + "/locks") {
      let descriptor = open(path + "/locks/" + name, O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      held.append(descriptor)
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
    }
    FileSystem.removeTree(at: path)
    return true
  }
}

/// What is in a folder; nothing where it cannot be read.
private func names(in folder: String) -> [String] {
  guard let handle = opendir(folder) else { return [] }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
