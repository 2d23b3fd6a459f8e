public import Glibc

extension UnsafeRawBufferPointer {
  /// Where a byte first stands, from a place on.
  @inlinable
  package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// How these bytes sort beside others: below 0 where they come before them, 0 where they are equal.
  @inlinable
  package func order(beside other: UnsafeRawBufferPointer) -> Int {
    let shared = Swift.min(count, other.count)
    guard shared > 0 else { return count - other.count }
    let order = Int(memcmp(baseAddress!, other.baseAddress!, shared))
    return order != 0 ? order : count - other.count
  }
}
