/// The rows of a worker's partitions, each at its place, and what was done to them.
///
/// Plumbing between a runner and ``Projection/fold(_:at:of:)``; of no use elsewhere. Its hot path can
/// be inlined, so that each projection gets one compiled for its own rows.
///
/// Invariants: `count` rows are initialised from `base` on, and each has its mark; `savedCount` rows
/// are initialised from `saved` on, and `undoing` says whose they were.
public struct PartitionRows<Row: Sendable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Row?>
  @usableFromInline var saved: UnsafeMutablePointer<Row?>
  @usableFromInline var count = 0
  @usableFromInline var capacity = 64
  @usableFromInline var savedCount = 0
  @usableFromInline var savedCapacity = 64
  @usableFromInline var round: UInt32 = 0
  @usableFromInline var marks: [PartitionMark] = []
  @usableFromInline var undoing: [PartitionUndo] = []
  /// The places of the rows that changed since they were last taken.
  @usableFromInline var changed: [Int] = []

  init() {
    base = .allocate(capacity: capacity)
    saved = .allocate(capacity: savedCapacity)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
    saved.deinitialize(count: savedCount)
    saved.deallocate()
  }

  /// Changes a row in place; where the body throws, the row is what it left.
  @inlinable @inline(__always)
  public mutating func change(_ place: Int, _ body: (inout Row?) throws -> Void) rethrows {
    if place >= count { grow(to: place + 1) }
    if marks[place].round != round { save(place) }
    try body(&base[place])
    if !marks[place].isChanged {
      marks[place].isChanged = true
      changed.append(place)
    }
  }

  /// Keeps what a row was before the round touches it.
  @inlinable
  mutating func save(_ place: Int) {
    if savedCount == savedCapacity { growSaved() }
    (saved + savedCount).initialize(to: base[place])
    undoing.append(PartitionUndo(place: place, mark: marks[place]))
    marks[place].round = round
    marks[place].saved = UInt32(savedCount)
    savedCount += 1
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    if needed > capacity {
      base = Self.larger(base, count: count, capacity: max(needed, 2 * capacity))
      capacity = max(needed, 2 * capacity)
    }
    (base + count).initialize(repeating: nil, count: needed - count)
    marks.append(contentsOf: repeatElement(PartitionMark(), count: needed - count))
    count = needed
  }

  @usableFromInline
  mutating func growSaved() {
    saved = Self.larger(saved, count: savedCount, capacity: 2 * savedCapacity)
    savedCapacity *= 2
  }

  private static func larger(
    _ old: UnsafeMutablePointer<Row?>, count: Int, capacity: Int
  ) -> UnsafeMutablePointer<Row?> {
    let new = UnsafeMutablePointer<Row?>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }
}

/// What is known of a partition.
@usableFromInline
struct PartitionMark: BitwiseCopyable {
  /// Whether its row changed since it was last taken.
  @usableFromInline var isChanged = false
  @usableFromInline var isParked = false
  /// The last round that touched it, and where what it was before is kept then.
  @usableFromInline var round: UInt32 = 0
  @usableFromInline var saved: UInt32 = 0

  init() {}
}

/// What a round changed.
@usableFromInline
struct PartitionUndo: BitwiseCopyable {
  @usableFromInline var place: Int
  @usableFromInline var mark: PartitionMark

  @usableFromInline
  init(place: Int, mark: PartitionMark) {
    self.place = place
    self.mark = mark
  }
}

// MARK: - Rounds

extension PartitionRows {
  /// The row at a place.
  func row(_ place: Int) -> Row? { place < count ? base[place] : nil }

  /// Whether a partition is parked.
  func isParked(_ place: Int) -> Bool { place < count && marks[place].isParked }

  /// Whether the round has touched a partition.
  func isTouched(_ place: Int) -> Bool { place < count && marks[place].round == round }

  /// Puts a row that the read model holds.
  mutating func load(_ row: Row?, isParked: Bool, at place: Int) {
    if place >= count { grow(to: place + 1) }
    base[place] = row
    marks[place].isParked = isParked
  }

  /// Parks a partition.
  mutating func park(_ place: Int) {
    if !isTouched(place) { save(place) }
    marks[place].isParked = true
  }

  /// Begins a round that can be undone.
  mutating func beginRound() {
    round += 1
    forgetSaved()
  }

  /// Sets a row that the round has touched to what it was when the round began.
  mutating func restore(_ place: Int) {
    base[place] = saved[Int(marks[place].saved)]
  }

  /// Undoes what the round did.
  mutating func undoRound() {
    for (number, undo) in undoing.enumerated() {
      base[undo.place] = saved[number]
      marks[undo.place] = undo.mark
    }
    let marks = marks
    changed.removeAll { !marks[$0].isChanged }
    forgetSaved()
  }

  /// Hands over the rows that changed since they were last taken.
  mutating func takeChanged(_ body: (Int, Row?) -> Void) {
    for place in changed {
      marks[place].isChanged = false
      body(place, base[place])
    }
    changed.removeAll(keepingCapacity: true)
    // What was taken is written, and cannot be undone.
    beginRound()
  }

  private mutating func forgetSaved() {
    undoing.removeAll(keepingCapacity: true)
    saved.deinitialize(count: savedCount)
    savedCount = 0
  }
}
