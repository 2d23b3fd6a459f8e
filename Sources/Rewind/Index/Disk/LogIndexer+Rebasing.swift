extension LogIndexer {
  /// Begins with an index on disk in place of the lines that it has; those behind them are taken in again.
  ///
  /// - Returns: false where the index on disk has lines that are not here, or another order of files.
  mutating func rebase(on disk: DiskIndex, singleCategory: String?) -> Bool {
    let known = read { $0 }
    let isBeginning =
      disk.lineCount <= known.eventCount && known.begins(withFilesOf: disk.manifest)
      && disk.manifest.streamCount <= known.streamCount
    guard isSettled, isBeginning else { return false }
    var rebased = LogIndexer(disk, singleCategory: singleCategory)
    rebased.takeAgain(known, from: disk.lineCount)
    self = rebased
    return true
  }
}

extension LogIndex {
  /// Whether its lines come from the files of a manifest in the same order, as far as that goes.
  fileprivate func begins(withFilesOf manifest: IndexManifest) -> Bool {
    let end = manifest.lineCount
    return manifest.facts.fileRuns == fileRunStarts.filter { $0.line < end }
  }
}
