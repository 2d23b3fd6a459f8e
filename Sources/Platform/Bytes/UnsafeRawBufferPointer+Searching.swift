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

  /// Where a byte stands, every time that it does, in order.
  package func offsets(of byte: UInt8) -> [Int] {
    var offsets: [Int] = []
    var start = 0
    while let found = offset(of: byte, from: start) {
      offsets.append(found)
      start = found + 1
    }
    return offsets
  }

  /// How these bytes sort beside others: below 0 where they come before them, 0 where they are equal.
  @inlinable
  package func order(beside other: UnsafeRawBufferPointer) -> Int {
    let shared = Swift.min(count, other.count)
    guard shared > 0 else { return count - other.count }
    let order = Int(memcmp(baseAddress!, other.baseAddress!, shared))
    return order != 0 ? order : count - other.count
  }

  /// How these bytes sort beside others as people count: digits are a number, so that `job-2` comes before
  /// `job-10`; 0 only where the bytes are equal.
  package func countedOrder(beside other: UnsafeRawBufferPointer) -> Int {
    var same = 0
    while same < count, same < other.count, self[same] == other[same] { same += 1 }
    // The difference may be in a number that begins before it.
    while same > 0, isDigit(same - 1) { same -= 1 }
    var (i, j) = (same, same)
    while i < count, j < other.count {
      guard isDigit(i), other.isDigit(j) else {
        if self[i] != other[j] { return Int(self[i]) - Int(other[j]) }
        (i, j) = (i + 1, j + 1)
        continue
      }
      let (mine, its) = (number(from: i), other.number(from: j))
      if mine.count != its.count { return mine.count - its.count }
      let order = UnsafeRawBufferPointer(rebasing: self[mine])
        .order(beside: UnsafeRawBufferPointer(rebasing: other[its]))
      if order != 0 { return order }
      (i, j) = (mine.upperBound, its.upperBound)
    }
    let left = (count - i) - (other.count - j)
    return left != 0 ? left : order(beside: other)
  }

  private func isDigit(_ place: Int) -> Bool { 0x30...0x39 ~= self[place] }

  /// The digits that begin at a place, without zeros in front.
  private func number(from start: Int) -> Range<Int> {
    var first = start
    while first < count, self[first] == 0x30 { first += 1 }
    var end = first
    while end < count, isDigit(end) { end += 1 }
    return first..<end
  }
}
