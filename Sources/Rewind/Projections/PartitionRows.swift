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

  /// Calls a body with each row that changed since the last call.
  mutating func takeChanged(_ body: (Int, Row?) -> Void) {
    for place in changed {
      isChanged[place] = false
      body(place, base[place])
    }
    changed.removeAll(keepingCapacity: true)
  }
}
