/// One line as a worker found it: numbers only, names by the worker's own counting.
struct ScannedLine: BitwiseCopyable, Sendable {
  static let damaged = UInt32.max
  /// Stands for the type of a damaged line that holds NULs, and of one that a repair put in place.
  private static let hole = UInt32.max - 1
  private static let movedAside = UInt32.max - 2

  var offset: Int
  var length: Int
  var time = Int64.unknown
  var version = Int64.unknown
  var position = Int64.unknown
  var stream = ScannedLine.damaged
  var type = ScannedLine.damaged
  var batch = BatchPart(index: 1, count: 1)
  var offsets = EnvelopeOffsets.none

  /// Roles that are there and could not be read.
  ///
  /// A line in canonical order has none, and only such a line has offsets: the roles are kept in their
  /// place, so that a line takes 64 bytes.
  var unread: UnreadRoles {
    get { offsets.areKnown ? [] : UnreadRoles(rawValue: UInt8(offsets.idStart)) }
    set { offsets = EnvelopeOffsets(idStart: UInt32(newValue.rawValue), idEnd: 0, dataStart: 0) }
  }

  /// Whether it is damaged.
  var isDamaged: Bool { stream == Self.damaged }

  /// Whether it is damaged by NULs, as after a crash before the bytes were on the disk.
  var isHole: Bool { isDamaged && type == Self.hole }

  /// Whether it stands for one that a repair moved aside.
  var isMovedAside: Bool { isDamaged && type == Self.movedAside }

  /// Takes in a line that is no valid event.
  mutating func take(damage line: UnsafeRawBufferPointer, isStore: Bool) {
    if isStore, let moved = MovedLine(line) {
      type = Self.movedAside
      position = Int64(moved.position)
    } else if line.hasNUL {
      type = Self.hole
    }
  }
}
