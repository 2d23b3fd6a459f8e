/// That the event at a position carries an id in a role.
///
/// The upper half is the hash of both, the lower half the position: ascending, those of an id in a role stand
/// together, in the order of the log.
struct LinkEntry: BitwiseCopyable, Comparable, Hashable, Sendable {
  private let rawValue: UInt64

  init(hash: UInt32, position: Int) {
    rawValue = UInt64(hash) << 32 | UInt64(UInt32(position))
  }

  var hash: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
  var position: Int { Int(UInt32(truncatingIfNeeded: rawValue)) }

  @inline(__always)
  static func < (one: LinkEntry, other: LinkEntry) -> Bool { one.rawValue < other.rawValue }
}
