internal import Platform

/// Where a log's index is kept on disk: a folder of files that can be made again at any time.
///
/// Any number of processes read it without a lock. Who extends it holds a lock that it does not wait for, adds
/// to the files that grow, makes others under new names, and puts a new manifest in place of the old one; what
/// a manifest names of a file is never changed while that manifest is there.
struct IndexFolder: Sendable {
  let path: String

  /// The manifest that is there; nil where there is none.
  ///
  /// - Throws: `SystemError` where it cannot be read, ``DamagedIndexError`` where it is none of this version.
  func manifest() throws -> IndexManifest? {
    do {
      return try IndexManifest(SystemFile.contents(of: manifestPath))
    } catch let error as SystemError where error.code == ErrorCode.noSuchFile {
      return nil
    }
  }

  /// Opens the index that is there; nil where there is none, or it is of another log than the one given.
  ///
  /// - Parameters:
  ///   - isOfLog: whether the log is the one that a manifest is of, and begins with what was indexed.
  ///   - scan: indexes the lines of a manifest again, should its files be damaged.
  /// - Throws: `SystemError` where a file is missing, too short, or cannot be read; ``DamagedIndexError``.
  func open(
    where isOfLog: (IndexedLog) -> Bool,
    scan: @escaping @Sendable (IndexManifest) -> LogIndex
  ) throws -> DiskIndex? {
    var last: IndexManifest?
    // Where a file is gone, another process may have put a new manifest in place.
    while let manifest = try manifest(), isOfLog(manifest.log) {
      do {
        return try DiskIndex(manifest, in: path, health: IndexHealth { scan(manifest) })
      } catch {
        if manifest == last { throw error }
      }
      last = manifest
    }
    return nil
  }

  /// Puts a manifest in place of the one that is there, and removes the files that no longer count, or, where
  /// anything fails, those that were written for it.
  ///
  /// The lock is held meanwhile.
  ///
  /// - Parameter write: writes the files that the manifest names.
  func publish(_ write: () throws -> IndexManifest) throws -> IndexManifest {
    do {
      let manifest = try write()
      let new = manifestPath + ".new"
      try SystemFile(new, .replacing, permissions: 0o600).write(manifest.encoded)
      try FileSystem.rename(new, to: manifestPath)
      removeAllBut(manifest.fileNames)
      return manifest
    } catch {
      // They may have taken the last room there was.
      removeAllBut((try? manifest())?.fileNames ?? [])
      throw error
    }
  }

  /// Whether the files that a manifest names are there, as long as it says.
  func hasFiles(of manifest: IndexManifest) -> Bool {
    (try? DiskIndex(manifest, in: path, health: IndexHealth { .empty })) != nil
  }

  /// Removes a manifest, if it is still there, so that the log is scanned when it is opened next.
  func discard(_ known: IndexManifest) {
    if (try? manifest()) == known { FileSystem.removeFile(manifestPath) }
  }

  private func removeAllBut(_ files: Set<String>) {
    let needed = files.union(["index", "lock", Self.checkpointName])
    for name in (try? FileSystem.names(in: path)) ?? [] where !needed.contains(name) {
      FileSystem.removeFile("\(path)/\(name)")
    }
  }

  private var manifestPath: String { path + "/index" }

  /// The folder of the checkpoints of the log's streams.
  var checkpointPath: String { "\(path)/\(Self.checkpointName)" }

  static let checkpointName = "checkpoints"

  /// Takes the lock of those that extend it, until the file is let go; nil where another has it.
  func tryLock() throws(SystemError) -> SystemFile? {
    try FileSystem.makeFolders(path, permissions: 0o700)
    let file = try SystemFile(path + "/lock", .updatingOrMaking, permissions: 0o600)
    return try file.tryLock() ? file : nil
  }
}
