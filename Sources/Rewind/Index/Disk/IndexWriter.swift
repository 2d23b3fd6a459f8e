internal import Platform
internal import Synchronization

/// Writes to disk what an index has beyond what is there; see ``IndexFolder``.
///
/// The lock is held meanwhile. Nothing is synced: what a crash leaves half-written fails its checks.
struct IndexWriter: Sendable {
  private let folder: IndexFolder
  private let index: LogIndex
  /// What is there already of it.
  private let before: IndexManifest?
  /// The manifest, with the files that are there already.
  private let begun: IndexManifest
  private let isPart: Bool

  /// - Parameters:
  ///   - index: what is to be on disk.
  ///   - log: the files that it is of.
  ///   - before: what is there already and begins the index; nil to write it all.
  ///   - isPart: whether more will come soon: runs that are there are not made anew for it then.
  init(
    _ index: LogIndex, of log: IndexedLog, after before: IndexManifest?, isPart: Bool = false,
    in folder: IndexFolder
  ) {
    self.folder = folder
    self.index = index
    self.before = before
    self.isPart = isPart
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
    try file.add(values)
    return try file.end()
  }
}

// MARK: - Runs

extension IndexWriter {
  /// Makes a run of the lines behind the last one, and of those before it that are not much more; answers all
  /// runs that there are then.
  private func runs() throws -> [IndexManifest.Run] {
    let lasting = isPart ? begun.runs.count : begun.lastingRunCount(of: index.eventCount)
    let runs = Array(begun.runs.prefix(lasting))
    let line = runs.last?.extent.lines.upperBound ?? 0
    let stream = runs.last?.extent.newStreams.upperBound ?? 0
    guard line < index.eventCount || stream < index.streamCount else { return runs }
    return runs + [try run(from: line, newStreams: stream..<index.streamCount)]
  }

  private func run(from line: Int, newStreams: Range<Int>) throws -> IndexManifest.Run {
    let sort = PostingSort(
      index.lines.stream, from: line, streamCount: index.streamCount,
      alwaysFrom: newStreams.lowerBound)
    let extent = StreamRun.Extent(
      lines: line..<index.eventCount, newStreams: newStreams, streamCount: sort.streams.count,
      eventCount: sort.count)
    let path = path(begun.fileName(of: extent))
    FileSystem.removeFile(path)
    let made = Mutex(try SummedFile(path, after: FileSums()))
    let add = { @Sendable in try made.withLock { try self.add(sort, to: &$0) } }
    let names = { @Sendable in self.names(of: newStreams) }
    // What a thread has freed stays with its part of the heap. While more comes, that is held beside all else
    // that indexing needs; and a part has few names to be sorted.
    let (_, sections) = isPart ? (try add(), names()) : try runBeside(add, names)
    return try made.withLock { file in
      for section in sections { try file.addSection(section) }
      return IndexManifest.Run(extent: extent, sums: try file.end())
    }
  }

  /// Adds streams, what is known of each, and where it has events.
  private func add(_ sort: PostingSort, to file: inout SummedFile) throws(SystemError) {
    try file.addSection(sort.streams)
    try add(factsOf: sort.streams, to: &file)
    try file.addSection(sort.starts)
    try add(positionsOf: sort, to: &file)
  }

  /// The hashes of streams' names, ascending, the stream of each, and the streams in the order of their names.
  private func names(of streams: Range<Int>) -> [[UInt32]] {
    hashes(of: streams) + [index.streams.names.sorted(streams).map(UInt32.init)]
  }

  /// Of this the longer list is let go of before names are sorted, which takes as much.
  private func hashes(of streams: Range<Int>) -> [[UInt32]] {
    let hashed = hashedNames(streams)
    return [
      hashed.map { UInt32(truncatingIfNeeded: $0 >> 32) },
      hashed.map { UInt32(truncatingIfNeeded: $0) },
    ]
  }

  /// So many streams are looked up at once.
  private static let streamsAtOnce = 1 << 14

  private func add(factsOf streams: [UInt32], to file: inout SummedFile) throws(SystemError) {
    for start in stride(from: 0, to: streams.count, by: Self.streamsAtOnce) {
      let some = streams[start..<min(start + Self.streamsAtOnce, streams.count)]
      try file.add(facts(of: some))
    }
    file.endSection()
  }

  private func facts(of streams: ArraySlice<UInt32>) -> [StreamFacts] {
    guard let first = streams.first, let last = streams.last else { return [] }
    let facts = index.streams.facts
    // Where none is left out between them.
    if last - first + 1 == streams.count { return facts.rows(Int(first)..<Int(last) + 1) }
    return streams.map { facts[Int($0)] }
  }

  /// At least so many positions are sorted at once, and at least one in so many of them: what is held of them is
  /// little, and few stretches are sorted.
  private static let positionsAtOnce = (count: 1 << 21, part: 8)

  private func add(positionsOf sort: PostingSort, to file: inout SummedFile) throws(SystemError) {
    let step = max(Self.positionsAtOnce.count, sort.count / Self.positionsAtOnce.part)
    for start in stride(from: 0, to: sort.count, by: step) {
      try file.add(sort.positions(at: start..<min(start + step, sort.count)))
    }
    file.endSection()
  }

  /// Each stream's number below the hash of its name, ascending.
  private func hashedNames(_ streams: Range<Int>) -> [UInt64] {
    var hashed: [UInt64] = []
    hashed.reserveCapacity(streams.count)
    index.streams.names.forEach(of: streams) { stream, name in
      hashed.append(UInt64(HashedName(name).hash) << 32 | UInt64(stream))
      return true
    }
    hashed.sort()
    return hashed
  }
}
