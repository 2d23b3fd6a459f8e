internal import Platform

/// An index that lies on disk, opened: what a ``LogIndex`` begins with.
///
/// A value, as an index is; its files are mapped as long as any copy is held.
struct DiskIndex: Sendable {
  let manifest: IndexManifest
  /// Where its files are.
  let folder: String
  let health: IndexHealth
  let locators: MappedColumn<UInt64>
  let lengths: MappedColumn<UInt32>
  let times: MappedColumn<Int64>
  /// The stream of each line, and its type.
  let lineStreams: MappedColumn<UInt32>
  let lineTypes: MappedColumn<UInt32>
  let versions: MappedColumn<Int64>?
  let positions: MappedColumn<Int64>?
  let unread: MappedColumn<Int64>?
  let streams: MappedStreams
  /// Which ids events carry: those of the first lines, as many as there are runs of.
  let links: [LinkRun]

  var facts: IndexFacts { manifest.facts }
  var lineCount: Int { manifest.lineCount }

  /// Maps the files that a manifest names.
  ///
  /// - Throws: `SystemError` where one is not there, or shorter than the manifest says.
  init(_ manifest: IndexManifest, in folder: String, health: IndexHealth) throws(SystemError) {
    let files = Files(manifest: manifest, folder: folder, health: health)
    self.manifest = manifest
    self.folder = folder
    self.health = health
    locators = try files.column(.locators) { $0.lines.locators }
    lengths = try files.column(.lengths) { $0.lines.lengths }
    times = try files.column(.times) { $0.lines.times }
    lineStreams = try files.column(.streams, below: manifest.streamCount) { $0.lines.stream }
    lineTypes = try files.column(.types, below: manifest.facts.types.count) { $0.lines.type }
    versions = try files.numbers(.versions) { $0.lines.versions }
    positions = try files.numbers(.positions) { $0.lines.positions }
    unread = try files.numbers(.unread) { $0.lines.unread }
    var runs: [StreamRun] = []
    for run in manifest.runs {
      runs.append(StreamRun(run.extent, try files.map(manifest.fileName(of: run.extent), run.sums)))
    }
    streams = MappedStreams(
      runs: runs, categoryCount: manifest.facts.categories.count, names: try files.map(.names),
      nameEnds: CheckedArray(try files.map(.nameEnds), count: manifest.streamCount))
    var links: [LinkRun] = []
    for run in manifest.links {
      links.append(LinkRun(run.extent, try files.map(manifest.fileName(of: run.extent), run.sums)))
    }
    self.links = links
  }

  /// The files of an index, to be mapped.
  private struct Files {
    let manifest: IndexManifest
    let folder: String
    let health: IndexHealth

    func map(
      _ name: String, _ sums: FileSums,
      where isValid: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool = { _ in true }
    ) throws(SystemError) -> CheckedBytes {
      let file = try SystemFile("\(folder)/\(name)", .readingFile)
      return try CheckedBytes(
        file, count: sums.byteCount, sums: sums.sums, health: health, where: isValid)
    }

    func map(_ kind: GrowingKind) throws(SystemError) -> CheckedBytes {
      try map(manifest.fileName(of: kind), manifest.growing[kind] ?? FileSums())
    }

    func column<Element: BitwiseCopyable & Sendable>(
      _ kind: GrowingKind,
      _ counterpart: @escaping @Sendable (LogIndex) -> AppendOnlyColumn<Element>
    ) throws(SystemError) -> MappedColumn<Element> {
      MappedColumn(
        CheckedArray(try map(kind), count: manifest.lineCount), counterpart: counterpart)
    }

    /// A column of numbers below a limit, or of none.
    func column(
      _ kind: GrowingKind, below limit: Int,
      _ counterpart: @escaping @Sendable (LogIndex) -> AppendOnlyColumn<UInt32>
    ) throws(SystemError) -> MappedColumn<UInt32> {
      let sums = manifest.growing[kind] ?? FileSums()
      let bytes = try map(manifest.fileName(of: kind), sums) { block in
        // Of a damaged line, the next number is 0. None is tested by itself, so that many are at once.
        let highest = block.bindMemory(to: UInt32.self).reduce(0) { max($0, $1 &+ 1) }
        return highest <= limit
      }
      return MappedColumn(
        CheckedArray(bytes, count: manifest.lineCount), counterpart: counterpart)
    }

    func numbers(
      _ kind: GrowingKind, _ counterpart: @escaping @Sendable (LogIndex) -> NumberColumn
    ) throws(SystemError) -> MappedColumn<Int64>? {
      guard manifest.growing[kind] != nil else { return nil }
      let lineCount = manifest.lineCount
      return try column(kind) { index in
        counterpart(index).exceptions ?? .unknown(count: lineCount)
      }
    }
  }
}

extension AppendOnlyColumn<Int64> {
  /// As many unknown numbers.
  static func unknown(count: Int) -> AppendOnlyColumn {
    var column = AppendOnlyColumn()
    for _ in 0..<count { column.append(.unknown) }
    return column
  }
}
