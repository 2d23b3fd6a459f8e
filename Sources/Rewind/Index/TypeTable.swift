/// The event types and how many events each has.
struct TypeTable: Sendable {
  let names = NameTable()
  private(set) var counts: [Int] = []

  /// Counts an event of a type, whose number is at most one above the highest so far.
  mutating func record(_ type: Int) {
    while counts.count <= type { counts.append(0) }
    counts[type] += 1
  }
}
