internal import Platform

/// Writes sorted lists of entries into one file, in order.
struct LinkMerge {
  /// So many entries are read of a run at once, and written.
  private static let entriesAtOnce = 8192

  /// A list, of which some entries are at hand.
  private struct Source {
    var atHand: [LinkEntry]
    var place = 0
    /// The run that has more of them, and how many are read of it.
    var run: LinkRun?
    var readCount = 0

    var head: LinkEntry { atHand[place] }

    /// Goes on behind the head, or to the first entry; false where there is none.
    mutating func advance(by count: Int = 1) throws(DamagedIndexError) -> Bool {
      place += count
      guard place >= atHand.count else { return true }
      guard let run, readCount < run.extent.entryCount else { return false }
      let end = min(readCount + entriesAtOnce, run.extent.entryCount)
      (atHand, place) = (try run.entries(readCount..<end), 0)
      readCount = end
      return true
    }
  }

  private var sources: [Source]

  /// - Parameters:
  ///   - runs: lists that are on disk.
  ///   - lists: others.
  init(_ runs: [LinkRun], _ lists: [[LinkEntry]]) {
    sources = runs.map { Source(atHand: [], run: $0) } + lists.map { Source(atHand: $0) }
  }

  /// How many entries there are in all.
  var count: Int { sources.reduce(0) { $0 + ($1.run?.extent.entryCount ?? $1.atHand.count) } }

  /// - Throws: `SystemError` of writing; ``DamagedIndexError`` where a run is not what it was.
  consuming func write(to file: inout SummedFile) throws {
    for number in sources.indices.reversed() where try !sources[number].advance(by: 0) {
      sources.remove(at: number)
    }
    var merged: [LinkEntry] = []
    merged.reserveCapacity(Self.entriesAtOnce)
    while !sources.isEmpty {
      var least = 0
      for number in sources.indices.dropFirst() where sources[number].head < sources[least].head {
        least = number
      }
      merged.append(sources[least].head)
      if try !sources[least].advance() { sources.remove(at: least) }
      if merged.count == Self.entriesAtOnce || sources.isEmpty {
        try merged.withUnsafeBufferPointer { entries throws(SystemError) in try file.add(entries) }
        merged.removeAll(keepingCapacity: true)
      }
    }
  }
}
