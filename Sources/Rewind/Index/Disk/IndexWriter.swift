internal import Platform

/// Writes to disk what an index has beyond what is there; see ``IndexFolder``.
///
/// The lock is held meanwhile. Nothing is synced: what a crash leaves half-written fails its checks.
struct IndexWriter: Sendable {
  /// A run is made anew together with the one before it where that is not so many times as long: a log of n
  /// lines has O(log n) runs, and a line is packed O(log n) times.
  static let runFactor = 4

  private let folder: IndexFolder
  private let index: LogIndex
  /// What is there already of it.
  private let before: IndexManifest?
  /// The manifest, with the files that are there already.
  private let begun: IndexManifest

  /// - Parameters:
  ///   - index: what is to be on disk.
  ///   - log: the files that it is of.
  ///   - before: what is there already and begins the index; nil to write it all.
  init(_ index: LogIndex, of log: IndexedLog, after before: IndexManifest?, in folder: IndexFolder)
  {
    self.folder = folder
    self.index = index
    self.before = before
    begun = IndexManifest(
      generation: before?.generation ?? .random(in: 1...UInt64.max), log: log,
      lineCount: index.eventCount, streamCount: index.streamCount, facts: IndexFacts(index),
      growing: before?.growing ?? [:], runs: before?.runs ?? [], links: before?.links ?? [])
  }

  /// Writes the files, on two threads, then the manifest, and removes the files that no longer count.
  ///
  /// - Throws: `SystemError`, such as of a full disk, or ``DamagedIndexError``; what was there before is whole
  ///   then, or was not before.
  func write() throws -> IndexManifest {
    try folder.publish {
      var manifest = begun
      let (columns, streams) = try runBeside(
        { try self.columns() }, { (names: try self.names(), runs: try self.runs()) })
      manifest.growing.merge(columns) { $1 }
      manifest.growing.merge(streams.names) { $1 }
      manifest.runs = streams.runs
      return manifest
    }
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }
}

// MARK: - Files that grow

extension IndexWriter {
  /// Adds what the columns have beyond their files.
  private func columns() throws -> [GrowingKind: FileSums] {
    let lines = index.lines
    var files = [
      GrowingKind.locators: try extend(.locators, lines.locators),
      .lengths: try extend(.lengths, lines.lengths), .times: try extend(.times, lines.times),
      .streams: try extend(.streams, lines.stream), .types: try extend(.types, lines.type),
    ]
    for (kind, column) in [
      (GrowingKind.versions, lines.versions), (.positions, lines.positions),
      (.unread, lines.unread),
    ] {
      if let exceptions = column.exceptions { files[kind] = try extend(kind, exceptions) }
    }
    return files
  }

  private func extend<Element>(
    _ kind: GrowingKind, _ column: AppendOnlyColumn<Element>
  ) throws -> FileSums {
    let known = begun.growing[kind] ?? FileSums()
    var file = try SummedFile(path(begun.fileName(of: kind)), after: known)
    var failure: SystemError?
    column.forEachRun(from: known.byteCount / MemoryLayout<Element>.stride) { run, _ in
      do throws(SystemError) {
        if failure == nil { try file.add(run) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return try file.end()
  }

  /// Adds the names of new streams.
  private func names() throws -> [GrowingKind: FileSums] {
    var bytes: [UInt8] = []
    var ends: [UInt64] = []
    let known = begun.growing[.names]?.byteCount ?? 0
    index.streams.names.forEach(of: (before?.streamCount ?? 0)..<index.streamCount) { _, name in
      bytes += name
      ends.append(UInt64(known + bytes.count))
      return true
    }
    return [.names: try extend(.names, bytes), .nameEnds: try extend(.nameEnds, ends)]
  }

  private func extend(
    _ kind: GrowingKind, _ values: [some BitwiseCopyable]
  ) throws -> FileSums {
    var file = try SummedFile(
      path(begun.fileName(of: kind)), after: begun.growing[kind] ?? FileSums())
    try values.withUnsafeBufferPointer { values throws(SystemError) in try file.add(values) }
    return try file.end()
  }
}

// MARK: - Runs

extension IndexWriter {
  /// Makes a run of the lines behind the last one, and of those before it that are not much more; answers all
  /// runs that there are then.
  private func runs() throws -> [IndexManifest.Run] {
    var runs = begun.runs
    var (line, stream) = (before?.lineCount ?? 0, before?.streamCount ?? 0)
    while let last = runs.last?.extent,
      last.lines.count < Self.runFactor * (index.eventCount - line)
    {
      (line, stream) = (last.lines.lowerBound, last.newStreams.lowerBound)
      runs.removeLast()
    }
    guard line < index.eventCount || stream < index.streamCount else { return runs }
    return runs + [try run(from: line, newStreams: stream..<index.streamCount)]
  }

  private func run(from line: Int, newStreams: Range<Int>) throws -> IndexManifest.Run {
    let packed = packed(from: line, newStreams)
    let extent = StreamRun.Extent(
      lines: line..<index.eventCount, newStreams: newStreams, streamCount: packed.streams.count,
      eventCount: packed.positions.count)
    let path = path(begun.fileName(of: extent))
    FileSystem.removeFile(path)
    var file = try SummedFile(path, after: FileSums())
    try file.addSection(packed.streams)
    try file.addSection(facts(of: packed.streams))
    try file.addSection(packed.starts)
    try file.addSection(packed.positions)
    let hashed = hashedNames(newStreams)
    try file.addSection(hashed.map { UInt32(truncatingIfNeeded: $0 >> 32) })
    try file.addSection(hashed.map { UInt32(truncatingIfNeeded: $0) })
    try file.addSection(index.streams.names.sorted(Array(newStreams)).map(UInt32.init))
    return IndexManifest.Run(extent: extent, sums: try file.end())
  }

  /// The positions of the lines from one on, of all new streams and of the others that have any.
  private func packed(from line: Int, _ newStreams: Range<Int>) -> PackedPostings {
    if let packed = index.postings.packed(from: line, of: index.eventCount),
      packed.streams.count(where: { $0 >= newStreams.lowerBound }) == newStreams.count
    {
      return packed
    }
    return PackedPostings(
      index.lines.stream, from: line, streamCount: index.streamCount,
      alwaysFrom: newStreams.lowerBound)
  }

  private func facts(of streams: [UInt32]) -> [StreamFacts] {
    if streams.count == index.streamCount { return index.streams.facts.all() }
    return streams.map { index.streams.facts[Int($0)] }
  }

  /// Each stream's number below the hash of its name, ascending.
  private func hashedNames(_ streams: Range<Int>) -> [UInt64] {
    var hashed: [UInt64] = []
    hashed.reserveCapacity(streams.count)
    index.streams.names.forEach(of: streams) { stream, name in
      hashed.append(UInt64(HashedName(name).hash) << 32 | UInt64(stream))
      return true
    }
    return hashed.sorted()
  }
}
