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

  /// The same, where the log has at least so many bytes that the index on disk lacks.
  @discardableResult
  func keepIndex(beyond bytes: Int, goesOn: Bool = true) -> KeptIndex {
    guard let (index, generation, found) = indexToKeep(beyond: bytes) else { return .upToDate }
    var reason: String?
    for folder in indexFolders.withLock(\.self) {
      do {
        guard let lock = try folder.tryLock() else { return .leftToAnother }
        defer { lock.unlock() }
        return try keep(index, generation, found, in: folder, goesOn: goesOn)
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
  private struct Found {
    var files: HeldFiles
    var list: [LogFile]
    var ends: [Int]
    var isByTime: Bool
  }

  /// The index, the log's generation and what was read of its files; nil where little is to be written.
  private func indexToKeep(beyond bytes: Int) -> (LogIndex, LogGeneration, Found)? {
    guard indexFolders.withLock({ !$0.isEmpty }), files.staysOnDisk else { return nil }
    return reading.withLock { reading in
      let (index, isSettled) = indexer.withLock {
        ($0.snapshot(), $0.isSettled && $0.isReproducible)
      }
      let disk = index.disk.flatMap { $0.health.isBroken ? nil : $0 }
      let kept = disk?.manifest.log.files.reduce(0) { $0 + $1.end } ?? 0
      let ends = reading.cursors.map(\.end)
      guard index.disk?.health.isOutdated != true, isSettled, ends.reduce(0, +) - kept >= bytes
      else { return nil }
      let found = Found(
        files: reading.files, list: reading.cursors.map(\.file), ends: ends,
        isByTime: reading.isByTime)
      return (index, reading.generation, found)
    }
  }

  private func keep(
    _ index: LogIndex, _ generation: LogGeneration, _ found: Found, in folder: IndexFolder,
    goesOn: Bool
  ) throws -> KeptIndex {
    let there = try? folder.manifest()
    let isOurs = there.map { there in index.disk?.manifest.hasLines(of: there) == true } ?? true
    let log = try IndexedLog(
      reading: readingKey, isByTime: found.isByTime, found.list, ends: found.ends,
      in: found.files)
    if !isOurs, let there, there.log.fits(reading: readingKey, found.list, in: found.files),
      folder.hasFiles(of: there)
    {
      if goesOn { _ = try goOn(with: there, generation, found.files, in: folder) }
      return .leftToAnother
    }
    let isBroken = index.disk?.health.isBroken ?? false
    let before = isOurs && !isBroken ? there : nil
    let manifest: IndexManifest
    do {
      manifest = try IndexWriter(index, of: log, after: before, in: folder).write()
    } catch is DamagedIndexError where before != nil {
      // What is there cannot be added to.
      manifest = try IndexWriter(index, of: log, after: nil, in: folder).write()
    }
    if goesOn { _ = try goOn(with: manifest, generation, found.files, in: folder) }
    return .written
  }

  /// Goes on with an index on disk in place of the lines in memory that it has; false where it has others.
  func goOn(
    with manifest: IndexManifest, _ generation: LogGeneration, _ files: HeldFiles,
    in folder: IndexFolder
  ) throws -> Bool {
    let rescan = LogRescan(
      files: files, mapping: compiledMapping, singleCategory: singleCategory)
    let health = IndexHealth { rescan.index(of: manifest) }
    let disk = try DiskIndex(manifest, in: folder.path, health: health)
    return reading.withLock { reading in
      guard reading.generation == generation else { return false }
      let isDone = indexer.withLock { $0.rebase(on: disk, singleCategory: singleCategory) }
      guard isDone else { return false }
      indexFaults.withLock { $0 = IndexFaults(health: health) }
      publish(indexer.withLock { $0.snapshot() }, reading)
      return true
    }
  }
}
