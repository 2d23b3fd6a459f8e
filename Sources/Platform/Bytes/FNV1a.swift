/// The digest FNV-1a of 64 bits (RFC 9923): quick for a few bytes, but no protection against texts that are
/// made to have the same digest.
package struct FNV1a: Hashable, Sendable {
  /// The digest of the bytes so far.
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  /// The digest of some bytes.
  package static func digest(of bytes: some Sequence<UInt8>) -> UInt64 {
    var digest = FNV1a()
    digest.add(bytes)
    return digest.value
  }

  /// Takes in the bytes behind those so far.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}
