/// A 64-bit checksum of a block of bytes, for finding damage, not for security.
///
/// Four lanes take 16 bytes each in turn: two words, read as little-endian, are multiplied in full, and the
/// halves of the product folded into one word. What it gives is part of the format of files: it never
/// changes.
package enum BlockChecksum {
  /// The checksum of some bytes, of any number; the same bytes with zeros behind them have another one.
  ///
  /// - Parameter seed: tells apart blocks that may hold the same bytes, as by their places.
  package static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var lanes = Lanes(seed: seed)
    let whole = bytes.count & ~(Lanes.stride - 1)
    if let base = bytes.baseAddress {
      var place = base
      let end = base + whole
      while place < end {
        lanes.take(place)
        place += Lanes.stride
      }
      if whole < bytes.count {
        lanes.takeLast(UnsafeRawBufferPointer(rebasing: bytes[whole...]))
      }
    }
    return lanes.sum(count: bytes.count)
  }
}

private struct Lanes {
  /// How many bytes the four take at once.
  static let stride = 64

  private var first: UInt64
  private var second: UInt64
  private var third: UInt64
  private var fourth: UInt64

  // Numbers without a pattern, so that no data is likely to make a factor 0: of SplitMix64, MurmurHash3
  // and wyhash.
  private static var firstKey: UInt64 { 0x9e37_79b9_7f4a_7c15 }
  private static var secondKey: UInt64 { 0xbf58_476d_1ce4_e5b9 }
  private static var thirdKey: UInt64 { 0x94d0_49bb_1331_11eb }
  private static var fourthKey: UInt64 { 0xff51_afd7_ed55_8ccd }

  init(seed: UInt64) {
    first = seed ^ 0xa076_1d64_78bd_642f
    second = seed ^ 0xe703_7ed1_a0b4_28db
    third = seed ^ 0x8ebc_6af0_9c88_c6e3
    fourth = seed ^ 0x5899_65cc_7537_4cc3
  }

  @inline(__always)
  mutating func take(_ bytes: UnsafeRawPointer) {
    first = Self.fold(Self.word(0, of: bytes) ^ Self.firstKey, Self.word(1, of: bytes) ^ first)
    second = Self.fold(Self.word(2, of: bytes) ^ Self.secondKey, Self.word(3, of: bytes) ^ second)
    third = Self.fold(Self.word(4, of: bytes) ^ Self.thirdKey, Self.word(5, of: bytes) ^ third)
    fourth = Self.fold(Self.word(6, of: bytes) ^ Self.fourthKey, Self.word(7, of: bytes) ^ fourth)
  }

  /// Takes fewer bytes than a stride, as if zeros were behind them.
  mutating func takeLast(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(byteCount: Self.stride, alignment: 8) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyMemory(from: bytes)
      take(UnsafeRawPointer(buffer.baseAddress!))
    }
  }

  func sum(count: Int) -> UInt64 {
    let half = Self.fold(first ^ Self.firstKey, second)
    let otherHalf = Self.fold(third ^ Self.secondKey, fourth)
    return Self.fold(half ^ Self.thirdKey ^ UInt64(count), otherHalf ^ Self.fourthKey)
  }

  @inline(__always)
  private static func word(_ number: Int, of bytes: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
  }

  @inline(__always)
  private static func fold(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
