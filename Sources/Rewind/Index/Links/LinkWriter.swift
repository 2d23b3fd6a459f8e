internal import Platform

/// Adds to an index on disk which ids the events of further lines carry; see ``IndexFolder``.
///
/// The lock is held meanwhile.
struct LinkWriter {
  private let folder: IndexFolder
  private let before: IndexManifest

  /// - Parameter before: what is there.
  init(after before: IndexManifest, in folder: IndexFolder) {
    (self.before, self.folder) = (before, folder)
  }

  /// Writes the entries of the lines behind those that the link index is of, together with the runs before
  /// that are not much longer, and then the manifest, which it answers.
  ///
  /// - Parameters:
  ///   - lists: the entries, each list ascending.
  ///   - end: behind the last of the lines.
  /// - Throws: `SystemError`; ``DamagedIndexError`` where a run that is there cannot be read. What was there
  ///   before is as it was then.
  func write(_ lists: [[LinkEntry]], through end: Int) throws -> IndexManifest {
    var manifest = before
    var line = before.linkedCount
    var merged: [LinkRun] = []
    while let last = manifest.links.last,
      last.extent.lines.count < IndexManifest.runFactor * (end - line)
    {
      merged.append(try LinkRun(last, of: before, in: folder.path, health: .unasked))
      line = last.extent.lines.lowerBound
      manifest.links.removeLast()
    }
    let merge = LinkMerge(merged, lists)
    let extent = LinkRun.Extent(lines: line..<end, entryCount: merge.count)
    let path = "\(folder.path)/\(before.fileName(of: extent))"
    return try folder.publish {
      FileSystem.removeFile(path)
      var file = try SummedFile(path, after: FileSums())
      try merge.write(to: &file)
      manifest.links.append(IndexManifest.Links(extent: extent, sums: try file.end()))
      return manifest
    }
  }
}

extension IndexHealth {
  /// Of files that are read to write others: what cannot be read is an error, and nothing answers in its place.
  fileprivate static var unasked: IndexHealth { IndexHealth { .empty } }
}

extension LinkRun {
  /// Maps a run's file.
  ///
  /// - Throws: `SystemError` where it is not there, or shorter than the manifest says.
  init(
    _ links: IndexManifest.Links, of manifest: IndexManifest, in folder: String,
    health: IndexHealth
  ) throws(SystemError) {
    let file = try SystemFile("\(folder)/\(manifest.fileName(of: links.extent))", .readingFile)
    self.init(
      links.extent,
      try CheckedBytes(
        file, count: links.sums.byteCount, sums: links.sums.sums, health: health))
  }
}
