/// What an index on disk is made of, and of which log: the one file of it that is replaced.
struct IndexManifest: Hashable, Sendable {
  /// Told apart from the files of another index of the same log.
  var generation: UInt64
  var log: IndexedLog
  var lineCount: Int
  var streamCount: Int
  var facts: IndexFacts
  /// The files that grow, by kind.
  var growing: [GrowingKind: FileSums]
  /// The runs, one behind the other by their lines.
  var runs: [Run]
  /// The runs of the link index, one behind the other by their lines; it may be of fewer lines than there are.
  var links: [Links] = []

  /// A run's extent, and its file's checksums.
  struct Run: Hashable, Sendable {
    var extent: StreamRun.Extent
    var sums: FileSums
  }

  /// The same of a run of the link index.
  struct Links: Hashable, Sendable {
    var extent: LinkRun.Extent
    var sums: FileSums
  }
}

/// How long a file is, and the checksum of each of its blocks (``CheckedBytes``).
struct FileSums: Hashable, Sendable {
  var byteCount = 0
  var sums: [UInt64] = []
}

/// A file that an index on disk adds to at its end, and never changes before it.
enum GrowingKind: UInt8, CaseIterable, Sendable {
  /// A value a line.
  case locators, lengths, times, streams, types
  /// A value a line; there only if some line needs it.
  case versions, positions, unread
  /// The names of the streams, and where each ends.
  case names, nameEnds

  /// What its name begins with.
  var name: String {
    switch self {
    case .nameEnds: "name-ends"
    default: "\(self)"
    }
  }

  /// How many bytes a value has.
  var valueSize: Int {
    switch self {
    case .lengths, .streams, .types: 4
    case .names: 1
    default: 8
    }
  }

  /// Whether it may be missing.
  var isOptional: Bool { self == .versions || self == .positions || self == .unread }
}

/// The files that an index is of, as they were, and how they were read.
struct IndexedLog: Hashable, Sendable {
  /// How lines were made into events; an index of another reading is of no use.
  var reading: String
  /// Whether lines of several files were put in the order of their times.
  var isByTime = false
  var files: [IndexedFile]
}

/// One file of a log, as far as it was indexed.
struct IndexedFile: Hashable, Sendable {
  /// How many of the first bytes, and of the last, are digested.
  static let digestedCount = 4096

  var file: LogFile
  /// Behind the last line that was taken in.
  var end: Int
  var headDigest: UInt64
  var tailDigest: UInt64
}

extension IndexManifest {
  /// The names of all files that it needs, itself not among them.
  var fileNames: Set<String> {
    Set(
      growing.keys.map(fileName(of:)) + runs.map { fileName(of: $0.extent) }
        + links.map { fileName(of: $0.extent) })
  }

  func fileName(of kind: GrowingKind) -> String { "\(kind.name)-\(tag)" }

  func fileName(of run: StreamRun.Extent) -> String {
    "run-\(run.lines.lowerBound)-\(run.lines.upperBound)-\(tag)"
  }

  func fileName(of links: LinkRun.Extent) -> String {
    "links-\(links.lines.lowerBound)-\(links.lines.upperBound)-\(tag)"
  }

  private var tag: String { String(generation, radix: 36) }

  /// Whether the parts fit each other: what is not so was never written.
  var isConsistent: Bool {
    var (line, stream) = (0, 0)
    for run in runs {
      let extent = run.extent
      guard extent.lines.lowerBound == line, extent.newStreams.lowerBound == stream,
        extent.newStreams.count <= extent.streamCount, extent.eventCount <= extent.lines.count,
        StreamRun.Sections(extent).end == run.sums.byteCount
      else { return false }
      (line, stream) = (extent.lines.upperBound, extent.newStreams.upperBound)
    }
    return line == lineCount && stream == streamCount && lineCount < UInt32.max && areLinksWhole
      && GrowingKind.allCases.allSatisfy(isWhole)
      && (growing.values + runs.map(\.sums) + links.map(\.sums)).allSatisfy {
        $0.sums.count == CheckedBytes.blockCount($0.byteCount)
      }
  }

  private var areLinksWhole: Bool {
    var line = 0
    for run in links {
      let size = MemoryLayout<LinkEntry>.stride
      guard run.extent.lines.lowerBound == line, !run.extent.lines.isEmpty,
        run.sums.byteCount.isMultiple(of: size), run.sums.byteCount / size == run.extent.entryCount
      else { return false }
      line = run.extent.lines.upperBound
    }
    return line <= lineCount
  }

  private func isWhole(_ kind: GrowingKind) -> Bool {
    guard let file = growing[kind] else { return kind.isOptional }
    switch kind {
    case .names: return true
    case .nameEnds: return file.byteCount == streamCount * kind.valueSize
    default: return file.byteCount == lineCount * kind.valueSize
    }
  }
}

// MARK: - Runs

extension IndexManifest {
  /// A run is made anew together with those behind it where it is not so many times as long as they are: a log of n
  /// lines has O(log n) runs, and a line is packed O(log n) times.
  static let runFactor = 4

  /// How many of the runs stay as they are once there are so many lines.
  func lastingRunCount(of lineCount: Int) -> Int {
    runs.firstIndex { run in
      run.extent.lines.count < Self.runFactor * (lineCount - run.extent.lines.upperBound)
    } ?? runs.count
  }

  /// Whether it was written in parts, of which the runs were not made one yet.
  var isInParts: Bool { lastingRunCount(of: lineCount) < runs.count }
}

// MARK: - The link index

extension IndexManifest {
  /// How many of the first lines the link index is of.
  var linkedCount: Int { links.last?.extent.lines.upperBound ?? 0 }

  /// Whether it is of the same lines in the same files, whichever of them the link index is of.
  func hasLines(of other: IndexManifest) -> Bool {
    var other = other
    other.links = links
    return self == other
  }

  /// Whether it is of the same index, though it may have gained lines since.
  func isOfIndex(_ older: IndexManifest) -> Bool {
    generation == older.generation && lineCount >= older.lineCount
  }
}
