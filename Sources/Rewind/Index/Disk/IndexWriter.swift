internal import Platform

/// Writes to disk what an index has beyond what is there; see ``IndexFolder``.
///
/// The lock is held meanwhile. Nothing is synced: what a crash leaves half-written fails its checks.
struct IndexWriter {
  /// A run is made anew together with the one before it where that is not so many times as long: a log of n
  /// lines has O(log n) runs, and a line is packed O(log n) times.
  private static let runFactor = 4

  private let folder: IndexFolder
  private let index: LogIndex
  private var manifest: IndexManifest
  private let knownStreams: Int

  /// - Parameters:
  ///   - index: what is to be on disk.
  ///   - log: the files that it is of.
  ///   - before: what is there already and begins the index; nil to write it all.
  init(_ index: LogIndex, of log: IndexedLog, after before: IndexManifest?, in folder: IndexFolder)
  {
    self.folder = folder
    self.index = index
    knownStreams = before?.streamCount ?? 0
    manifest = IndexManifest(
      generation: before?.generation ?? .random(in: 1...UInt64.max), log: log,
      lineCount: index.eventCount, streamCount: index.streamCount, facts: IndexFacts(index),
      growing: before?.growing ?? [:], runs: before?.runs ?? [])
  }

  /// Writes the files, then the manifest, and removes the files that no longer count.
  ///
  /// - Throws: `SystemError`, such as of a full disk, or ``DamagedIndexError``; what was there before is whole
  ///   then, or was not before.
  mutating func write() throws -> IndexManifest {
    try extendColumns()
    try extendNames()
    try addRun()
    let new = folder.manifestPath + ".new"
    try SystemFile(new, .replacing, permissions: 0o600).write(manifest.encoded)
    try FileSystem.rename(new, to: folder.manifestPath)
    removeOthers()
    return manifest
  }

  private func removeOthers() {
    let needed = manifest.fileNames.union(["index", "lock"])
    for name in (try? FileSystem.names(in: folder.path)) ?? [] where !needed.contains(name) {
      FileSystem.removeFile("\(folder.path)/\(name)")
    }
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }
}

// MARK: - Files that grow

extension IndexWriter {
  private mutating func extendColumns() throws {
    let lines = index.lines
    try extend(.locators, lines.locators)
    try extend(.lengths, lines.lengths)
    try extend(.times, lines.times)
    try extend(.streams, lines.stream)
    try extend(.types, lines.type)
    for (kind, column) in [
      (GrowingKind.versions, lines.versions), (.positions, lines.positions),
      (.unread, lines.unread),
    ] {
      if let exceptions = column.exceptions { try extend(kind, exceptions) }
    }
  }

  /// Adds what a column has beyond its file.
  private mutating func extend<Element>(
    _ kind: GrowingKind, _ column: AppendOnlyColumn<Element>
  ) throws {
    var file = try growing(kind)
    let known = (manifest.growing[kind]?.byteCount ?? 0) / MemoryLayout<Element>.stride
    var failure: SystemError?
    column.forEachRun(from: known) { run, _ in
      do throws(SystemError) {
        if failure == nil { try file.add(run) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    manifest.growing[kind] = try file.end()
  }

  private mutating func extendNames() throws {
    var bytes: [UInt8] = []
    var ends: [UInt64] = []
    let known = manifest.growing[.names]?.byteCount ?? 0
    index.streams.names.forEach(of: knownStreams..<index.streamCount) { _, name in
      bytes += name
      ends.append(UInt64(known + bytes.count))
      return true
    }
    try extend(.names, bytes)
    try extend(.nameEnds, ends)
  }

  private mutating func extend(_ kind: GrowingKind, _ values: [some BitwiseCopyable]) throws {
    var file = try growing(kind)
    try values.withUnsafeBufferPointer { values throws(SystemError) in try file.add(values) }
    manifest.growing[kind] = try file.end()
  }

  private func growing(_ kind: GrowingKind) throws -> SummedFile {
    try SummedFile(
      path(manifest.fileName(of: kind)), after: manifest.growing[kind] ?? FileSums())
  }
}

// MARK: - Runs

extension IndexWriter {
  /// Makes a run of the lines behind the last one, and of those before it that are not much more.
  private mutating func addRun() throws {
    var (line, stream) = (manifest.runs.last?.extent.lines.upperBound ?? 0, knownStreams)
    while let last = manifest.runs.last?.extent,
      last.lines.count < Self.runFactor * (index.eventCount - line)
    {
      (line, stream) = (last.lines.lowerBound, last.newStreams.lowerBound)
      manifest.runs.removeLast()
    }
    guard line < index.eventCount || stream < index.streamCount else { return }
    let packed = PackedPostings(
      index.lines.stream, from: line, streamCount: index.streamCount, alwaysFrom: stream)
    let newStreams = stream..<index.streamCount
    let extent = StreamRun.Extent(
      lines: line..<index.eventCount, newStreams: newStreams, streamCount: packed.streams.count,
      eventCount: packed.positions.count)
    let path = path(manifest.fileName(of: extent))
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
    manifest.runs.append(.init(extent: extent, sums: try file.end()))
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
