internal import Platform
internal import Synchronization

/// What went wrong with a log's index on disk.
struct IndexFaults: Sendable {
  /// The index was of no use, or is so by now.
  var damaged: String?
  /// It cannot be written.
  var unwritable: String?
  /// What is mapped of it now.
  var health: IndexHealth?
}

extension EventLog {
  /// What was wrong with the index on disk, as one line; nil where nothing was.
  ///
  /// The log was scanned then: no answer lacks anything for it.
  public var indexFault: String? {
    indexFaults.withLock { faults in
      if let unwritable = faults.unwritable { return unwritable }
      return faults.health?.isBroken == true ? Self.isDamaged : faults.damaged
    }
  }

  /// Adds a folder in which an index of the log is kept, or is to be, behind those that it has: a store has
  /// one of its own.
  ///
  /// The first refresh begins with the index that is there. It is written by ``keepIndex()`` alone, to the first
  /// folder that can be written. A ``Timeline`` that took over 50 ms to fold the events of a stream keeps states
  /// there as well, for the next one of the same fold.
  ///
  /// - Parameter path: a folder for this log and this mapping alone; it need not be there.
  public func useIndex(in path: String) {
    indexFolders.withLock { $0.append(IndexFolder(path: path)) }
  }

  /// Has it use no index on disk, so that all that is asked for is read from the log itself.
  package func useNoIndex() {
    indexFolders.withLock { $0 = [] }
  }

  /// Where checkpoints of its streams are kept: in folders of those of its index.
  var checkpointFolders: [CheckpointFolder] {
    guard files.staysOnDisk else { return [] }
    return indexFolders.withLock(\.self).map {
      CheckpointFolder(path: $0.checkpointPath, reading: readingKey)
    }
  }

  static let isDamaged = "the index on disk is damaged; the log was scanned instead"

  /// Begins with the lines of the index on disk, where there is one of this log.
  ///
  /// Files keep the order in which they were indexed.
  func beginOnDisk(_ list: inout [LogFile], _ reading: inout Reading) throws(LogFileError) {
    for folder in indexFolders.withLock(\.self) {
      if list.count > 1, let names = (try? folder.manifest())?.log.files.map(\.file.name),
        !list.map(\.name).starts(with: names)
      {
        files.putFirst(names)
        list = try files.list()
      }
      guard let disk = openIndex(in: folder, list, reading.files) else { continue }
      reading.cursors = try cursors(of: disk, list, in: reading.files)
      reading.isByTime = disk.manifest.log.isByTime
      begin(with: disk)
      return
    }
  }

  private func begin(with disk: DiskIndex) {
    indexer.withLock { $0 = LogIndexer(disk, singleCategory: singleCategory) }
    indexFaults.withLock { $0.health = disk.health }
  }

  private func openIndex(
    in folder: IndexFolder, _ list: [LogFile], _ files: HeldFiles
  ) -> DiskIndex? {
    let rescan = LogRescan(files: files, mapping: compiledMapping, singleCategory: singleCategory)
    do {
      return try folder.open(
        where: { $0.fits(reading: readingKey, list, in: files) }, scan: rescan.index)
    } catch let error as SystemError where error.code != ErrorCode.outOfRange {
      indexFaults.withLock {
        $0.damaged = "the index on disk is of no use (\(error)); the log was scanned instead"
      }
    } catch {
      indexFaults.withLock { $0.damaged = Self.isDamaged }
    }
    return nil
  }

  private func cursors(
    of disk: DiskIndex, _ list: [LogFile], in files: HeldFiles
  ) throws(LogFileError) -> [FileCursor] {
    var cursors: [FileCursor] = []
    for (indexed, file) in zip(disk.manifest.log.files, list) {
      var cursor = FileCursor(file)
      try cursor.move(to: indexed.end, in: files)
      cursors.append(cursor)
    }
    return cursors
  }

  /// How lines are made into events: an index is of use only where this is the same.
  var readingKey: String {
    let words = isStore ? ["store"] : mapping.arguments + [singleCategory ?? ""]
    return words.joined(separator: "\u{0}")
  }
}
