/// A name that is looked for, and its hash; valid as long as its bytes are.
struct HashedName {
  let bytes: UnsafeRawBufferPointer
  let hash: UInt32
  private let ends: NameEnds

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    ends = NameEnds(bytes)
    var state = Self.fold(ends.first, ends.last ^ UInt64(bytes.count))
    for place in NameEnds.between(bytes) {
      state = Self.fold(state, bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    hash = UInt32(truncatingIfNeeded: state)
  }

  /// Whether a name has the same bytes.
  @inline(__always)
  func equals(_ name: UnsafeRawBufferPointer) -> Bool {
    guard name.count == bytes.count else { return false }
    let other = NameEnds(name)
    guard other.first == ends.first, other.last == ends.last else { return false }
    for place in NameEnds.between(bytes)
    where name.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      != bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    { return false }
    return true
  }

  /// Multiplies and folds: each bit depends on all bits of both words.
  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}

/// The bytes of a name as words, the least of which overlap: of most names the first eight and the last
/// eight are all of it.
private struct NameEnds {
  /// The first eight bytes, or fewer of a shorter name.
  let first: UInt64
  /// The last eight bytes, or fewer of a shorter name.
  let last: UInt64
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    switch bytes.count {
    case 8...:
      first = bytes.loadUnaligned(as: UInt64.self)
      last = bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
    case 4...:
      first = UInt64(bytes.loadUnaligned(as: UInt32.self))
      last = UInt64(bytes.loadUnaligned(fromByteOffset: bytes.count &- 4, as: UInt32.self))
    case 1...:
      // Of one to three bytes: the first and the middle one, and the last.
      first = UInt64(bytes[0]) | UInt64(bytes[bytes.count >> 1]) << 8
      last = UInt64(bytes[bytes.count &- 1])
    default: (first, last) = (0, 0)
    }
  }

  /// Where the words of a name begin that hold what lies between its ends.
  @inline(__always)
  static func between(_ bytes: UnsafeRawBufferPointer) -> StrideTo<Int> {
    stride(from: 8, to: bytes.count &- 8, by: 8)
  }
}
