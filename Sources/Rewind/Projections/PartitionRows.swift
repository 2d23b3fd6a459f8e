/// The rows of a worker's partitions, each at its place, and which of them changed.
///
/// Plumbing between a runner and ``Projection/fold(_:at:of:)``; of no use elsewhere. Its hot path can
/// be inlined, so that each projection gets one compiled for its own rows.
///
/// Invariant: `count` rows are initialised from `base` on, and each has its mark.
public struct PartitionRows<Row: Sendable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Row?>
  @usableFromInline var count = 0
  @usableFromInline var marks: [PartitionMark] = []
  /// The places of the rows that changed since they were last taken.
  @usableFromInline var changed: [Int] = []
  /// Whether a row is put back to what it was where a change of it throws, which costs a copy.
  @usableFromInline let restores: Bool
  private var capacity = 64

  init(restores: Bool) {
    self.restores = restores
    base = .allocate(capacity: capacity)
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
    if !marks[place].isChanged {
      marks[place].isChanged = true
      changed.append(place)
    }
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    if needed > capacity {
      capacity = max(needed, 2 * capacity)
      let larger = UnsafeMutablePointer<Row?>.allocate(capacity: capacity)
      larger.moveInitialize(from: base, count: count)
      base.deallocate()
      base = larger
    }
    (base + count).initialize(repeating: nil, count: needed - count)
    marks.append(contentsOf: repeatElement(PartitionMark(), count: needed - count))
    count = needed
  }
}

/// What is known of a partition.
@usableFromInline
struct PartitionMark {
  /// Its key; nil before its row was looked for.
  @usableFromInline var key: String?
  /// Whether its row changed since it was last taken.
  @usableFromInline var isChanged = false
  /// Whether its events wait for one that failed.
  @usableFromInline var isParked = false

  init() {}
}

extension PartitionRows {
  /// How many partitions there is room for.
  var placeCount: Int { count }

  /// The key of a partition; nil before its row was put.
  @inline(__always)
  func key(_ place: Int) -> String? { place < count ? marks[place].key : nil }

  /// The row at a place.
  func row(_ place: Int) -> Row? { place < count ? base[place] : nil }

  /// Whether a partition is parked.
  @inline(__always)
  func isParked(_ place: Int) -> Bool { marks[place].isParked }

  /// Puts a row that the read model holds, or nil where it holds none.
  mutating func put(_ row: Row?, key: String, isParked: Bool, at place: Int) {
    if place >= count { grow(to: place + 1) }
    base[place] = row
    marks[place].key = key
    marks[place].isParked = isParked
  }

  /// Parks a partition.
  mutating func park(_ place: Int) {
    marks[place].isParked = true
  }

  /// Hands over the rows that changed since they were last taken, with their keys.
  mutating func takeChanged(_ body: (String, Row?) -> Void) {
    for place in changed {
      marks[place].isChanged = false
      body(marks[place].key ?? "", base[place])
    }
    changed.removeAll(keepingCapacity: true)
  }
}
