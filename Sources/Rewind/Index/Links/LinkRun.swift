/// Which ids the events of some lines carry, one line behind the other, in a file of the index.
///
/// The file is an array of entries, ascending; hashes are spread evenly, so that an entry's place is known
/// before it is looked for.
struct LinkRun: Sendable {
  /// What a manifest says of a run.
  struct Extent: Hashable, Sendable {
    /// The lines, counted from 0.
    var lines: Range<Int>
    var entryCount: Int
  }

  let extent: Extent
  private let entries: CheckedArray<LinkEntry>

  /// - Precondition: the file has as many bytes as the entries take.
  init(_ extent: Extent, _ bytes: CheckedBytes) {
    self.extent = extent
    entries = CheckedArray(bytes, count: extent.entryCount)
  }

  /// The positions of the events that carry an id in a role, by the hash of both, ascending.
  func positions(hashed hash: UInt32) throws(DamagedIndexError) -> [Int] {
    let start = try place(of: LinkEntry(hash: hash, position: 0))
    let end =
      hash == .max ? entries.count : try place(of: LinkEntry(hash: hash + 1, position: 0))
    guard start <= end else { throw fail() }
    let found = try entries(start..<end)
    guard found.allSatisfy({ $0.hash == hash && extent.lines.contains($0.position - 1) }) else {
      throw fail()
    }
    return found.map(\.position)
  }

  /// The entries of a range of places.
  func entries(_ places: Range<Int>) throws(DamagedIndexError) -> [LinkEntry] {
    guard let found = entries.values(places) else { throw fail() }
    return found
  }

  /// The place of the first entry that is not below one.
  private func place(of entry: LinkEntry) throws(DamagedIndexError) -> Int {
    let guess = Int(UInt64(entries.count).multipliedFullWidth(by: UInt64(entry.hash) << 32).high)
    var (low, high, step) = (guess, guess, 64)
    while low > 0, try self.entry(low - 1) >= entry {
      high = low - 1
      low = max(0, low - step)
      step *= 2
    }
    step = 64
    while high < entries.count, try self.entry(high) < entry {
      low = high + 1
      high = min(entries.count, high + step)
      step *= 2
    }
    // Below `low` all are below the entry, from `high` on none is.
    while low < high {
      let middle = (low + high) / 2
      if try self.entry(middle) < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func entry(_ place: Int) throws(DamagedIndexError) -> LinkEntry {
    guard let entry = entries[place] else { throw fail() }
    return entry
  }

  private func fail() -> DamagedIndexError {
    entries.bytes.health.fail()
    return DamagedIndexError()
  }
}
