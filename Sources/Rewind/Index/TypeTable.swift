/// The event types and how many events each has.
struct TypeTable: Sendable {
  let names: NameTable
  private(set) var counts: [Int] = []

  init() {
    names = NameTable()
  }

  /// The types of an index on disk.
  init(_ disk: DiskIndex) {
    names = NameTable(disk.facts.types.map(\.name))
    counts = disk.facts.types.map(\.eventCount)
  }

  /// Counts an event of a type, whose number is at most one above the highest so far.
  mutating func record(_ type: Int) {
    while counts.count <= type { counts.append(0) }
    counts[type] += 1
  }
}
