/// The rows of a worker's partitions, each at its place, and which of them changed.
///
/// Only for ``Projection/fold(_:into:)``: there is no need to use it. It is public so that changing a row is
/// compiled for each projection's own rows.
///
/// Invariant: `count` rows are initialised from `base` on, and `isChanged` says of each whether it is
/// among the `changed`.
public struct PartitionRows<Row: Sendable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Row?>
  @usableFromInline var count = 0
  @usableFromInline var isChanged: [Bool] = []
  /// The places of the rows that changed since they were last taken.
  @usableFromInline var changed: [Int] = []
  /// Only changed so that looking ahead is not left out as idle.
  @usableFromInline var lookedAt: UInt8 = 0
  /// Whether a row is put back to what it was where a change of it throws, which costs a copy.
  @usableFromInline let restores: Bool

  init(restores: Bool) {
    self.restores = restores
    base = .allocate(capacity: 0)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// Changes a row in place.
  @inlinable @inline(__always)
  public mutating func change(_ place: Int, _ body: (inout Row?) throws -> Void) rethrows {
    if place >= count { grow(to: place + 1) }
    if restores {
      let before = base[place]
      do { try body(&base[place]) } catch {
        base[place] = before
        throw error
      }
    } else {
      try body(&base[place])
    }
    if !isChanged[place] {
      isChanged[place] = true
      changed.append(place)
    }
  }

  /// Looks at the rows of the next events, so that what one waits for in memory comes beside what the others
  /// wait for.
  @inlinable @inline(__always)
  public mutating func lookAhead(to events: borrowing PartitionEvents) {
    let lastByte = MemoryLayout<Row?>.size - 1
    for place in events.places[events.stretch] where place < count {
      let row = UnsafeRawPointer(base + Int(place))
      lookedAt &+= row.load(as: UInt8.self) &+ row.load(fromByteOffset: lastByte, as: UInt8.self)
    }
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    let larger = max(64, needed, 2 * count)
    let rows = UnsafeMutablePointer<Row?>.allocate(capacity: larger)
    rows.moveInitialize(from: base, count: count)
    (rows + count).initialize(repeating: nil, count: larger - count)
    base.deallocate()
    base = rows
    isChanged.append(contentsOf: repeatElement(false, count: larger - count))
    count = larger
  }
}

extension PartitionRows {
  /// The row at a place.
  func row(_ place: Int) -> Row? { place < count ? base[place] : nil }

  /// Puts a row that the read model holds, or nil where it holds none.
  mutating func put(_ row: Row?, at place: Int) {
    if place >= count { grow(to: place + 1) }
    base[place] = row
  }

  /// The places of the rows that changed since the last call.
  mutating func takeChanged() -> [Int] {
    for place in changed { isChanged[place] = false }
    defer { changed = [] }
    return changed
  }

  /// Lets go of all rows.
  ///
  /// - Precondition: no change waits to be taken.
  mutating func removeAll() {
    precondition(changed.isEmpty, "changes that wait would be lost")
    base.deinitialize(count: count)
    base.deallocate()
    (base, count, isChanged) = (.allocate(capacity: 0), 0, [])
  }
}
