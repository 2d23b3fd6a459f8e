internal import Platform
internal import Synchronization

extension EventLog {
  /// As many bytes of the log are read again at the next opening rather than written into the index.
  private static let quickBytes = 1 << 20

  /// Writes to disk what the index there lacks, where that is worth it, and goes on with what is there.
  ///
  /// Nothing of the log waits for it but a refresh, for an instant. It is for a thread that has time: behind a
  /// refresh in a program that stays, at the end of one that does not.
  @discardableResult
  public func keepIndex() -> KeptIndex { keepIndex(beyond: Self.quickBytes) }

  /// The same for a process that ends: it does not go on with what is there.
  @discardableResult
  package func leaveIndex() -> KeptIndex { keepIndex(beyond: Self.quickBytes, goesOn: false) }

  /// The same, where the log has at least so many bytes that the index on disk lacks, or was written in parts.
  @discardableResult
  func keepIndex(beyond bytes: Int, goesOn: Bool = true) -> KeptIndex {
    guard let (index, generation, found) = indexToKeep(beyond: bytes) else { return .upToDate }
    return inFolder { folder in
      let kept = try keep(index, found, in: folder)
      if goesOn { _ = try goOn(with: kept.manifest, generation, found.files, in: folder) }
      return kept.isOurs ? .written : .leftToAnother
    }
  }

  /// What a refresh does with an index that it is making.
  enum KeptPart {
    /// It is on disk as far as it goes.
    case written
    /// It cannot be written as it is now: in the midst of an append, or while its lines may be put in another order.
    case notYet
    /// It stays in memory.
    case impossible
  }

  /// Writes to disk what a refresh, which is at work, has taken in, and lets go of what is known of each line
  /// in memory.
  func keepPart(_ found: FilesRead) -> KeptPart {
    let (index, isSettled, isReproducible) = indexer.withLock {
      ($0.read(\.self), $0.isSettled && !$0.mayBeReordered, $0.isReproducible)
    }
    guard isSettled else { return .notYet }
    guard isReproducible, found.files.staysOnDisk, index.disk?.health.isBroken != true else {
      return .impossible
    }
    let kept = inFolder { folder in
      let kept = try keep(index, found, isPart: true, in: folder)
      guard kept.isOurs else { return .leftToAnother }
      let disk = try opened(kept.manifest, found.files, in: folder)
      indexer.withLock { $0.readLines(from: disk) }
      indexFaults.withLock { $0.health = disk.health }
      return .written
    }
    return kept == .written ? .written : .impossible
  }

  /// Does a thing in the first of the folders in which it can be done.
  private func inFolder(_ body: (IndexFolder) throws -> KeptIndex) -> KeptIndex {
    var reason: String?
    for folder in indexFolders.withLock(\.self) {
      do {
        guard let lock = try folder.tryLock() else { return .leftToAnother }
        defer { lock.unlock() }
        return try body(folder)
      } catch let error as SystemError {
        reason = error.description
      } catch {
        reason = "\(error)"
      }
    }
    indexFaults.withLock { $0.unwritable = reason.map { "the index cannot be kept: \($0)" } }
    return .impossible(reason)
  }

  /// What was read of the log's files.
  struct FilesRead {
    var files: HeldFiles
    var list: [LogFile]
    var ends: [Int]
    var isByTime: Bool

    init(_ reading: Reading) {
      files = reading.files
      list = reading.cursors.map(\.file)
      ends = reading.cursors.map(\.end)
      isByTime = reading.isByTime
    }
  }

  /// The index, the log's generation and what was read of its files; nil where little is to be written.
  private func indexToKeep(beyond bytes: Int) -> (LogIndex, LogGeneration, FilesRead)? {
    guard indexFolders.withLock({ !$0.isEmpty }), files.staysOnDisk else { return nil }
    return reading.withLock { reading in
      let (index, isSettled) = indexer.withLock {
        ($0.read(\.self), $0.isSettled && $0.isReproducible)
      }
      let disk = index.disk.flatMap { $0.health.isBroken ? nil : $0 }
      let kept = disk?.manifest.log.files.reduce(0) { $0 + $1.end } ?? 0
      let found = FilesRead(reading)
      guard index.disk?.health.isOutdated != true, isSettled,
        found.ends.reduce(0, +) - kept >= bytes || disk?.manifest.isInParts == true
      else { return nil }
      return (index, reading.generation, found)
    }
  }

  /// What is on disk of an index.
  private struct Kept {
    var manifest: IndexManifest
    /// Whether it was written now.
    var isOurs: Bool
  }

  private func keep(
    _ index: LogIndex, _ found: FilesRead, isPart: Bool = false, in folder: IndexFolder
  ) throws -> Kept {
    let there = try? folder.manifest()
    let isOurs = there.map { there in index.disk?.manifest.hasLines(of: there) == true } ?? true
    let log = try IndexedLog(
      reading: readingKey, isByTime: found.isByTime, found.list, ends: found.ends,
      in: found.files)
    if !isOurs, let there, there.log.fits(reading: readingKey, found.list, in: found.files),
      folder.hasFiles(of: there)
    {
      return Kept(manifest: there, isOurs: false)
    }
    let isBroken = index.disk?.health.isBroken ?? false
    let before = isOurs && !isBroken ? there : nil
    func manifest(after before: IndexManifest?) throws -> IndexManifest {
      try IndexWriter(index, of: log, after: before, isPart: isPart, in: folder).write()
    }
    do {
      return Kept(manifest: try manifest(after: before), isOurs: true)
    } catch is DamagedIndexError where before != nil {
      // What is there cannot be added to.
      return Kept(manifest: try manifest(after: nil), isOurs: true)
    }
  }

  /// The files of a manifest, mapped; the log is scanned where they are damaged.
  private func opened(
    _ manifest: IndexManifest, _ files: HeldFiles, in folder: IndexFolder
  ) throws(SystemError) -> DiskIndex {
    let rescan = LogRescan(
      files: files, mapping: compiledMapping, singleCategory: singleCategory)
    let health = IndexHealth { rescan.index(of: manifest) }
    return try DiskIndex(manifest, in: folder.path, health: health)
  }

  /// Goes on with an index on disk in place of the lines in memory that it has; false where it has others.
  func goOn(
    with manifest: IndexManifest, _ generation: LogGeneration, _ files: HeldFiles,
    in folder: IndexFolder
  ) throws -> Bool {
    let disk = try opened(manifest, files, in: folder)
    // What the lines took in memory, and what is known of streams.
    defer { ProcessMemory.giveBack() }
    return reading.withLock { reading in
      guard reading.generation == generation else { return false }
      let isDone = indexer.withLock { $0.rebase(on: disk, singleCategory: singleCategory) }
      guard isDone else { return false }
      indexFaults.withLock { $0 = IndexFaults(health: disk.health) }
      publish(indexer.withLock { $0.snapshot() }, reading)
      return true
    }
  }
}
