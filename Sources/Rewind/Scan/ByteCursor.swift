/// Walks over the bytes of an object, eight at a time; never reads beyond its closing brace.
///
/// Invariant: `here` ≤ `last`, both within the object, and `last` is the place of the brace. What is
/// stepped over must have eight bytes behind its first one; what is shorter stands in no line of
/// Rewind's own.
struct ByteCursor {
  private let start: UnsafePointer<UInt8>
  private let last: UnsafePointer<UInt8>
  private var here: UnsafePointer<UInt8>

  /// Begins at a place of a line; nil where the line does not end in `}`.
  @inline(__always)
  init?(object line: UnsafeRawBufferPointer, at index: Int = 0) {
    guard let start = line.baseAddress?.assumingMemoryBound(to: UInt8.self), line.count > 2,
      start[line.count &- 1] == UInt8(ascii: "}")
    else { return nil }
    assert(0..<line.count ~= index)
    self.start = start
    last = start + (line.count &- 1)
    here = start + index
  }

  /// The place in the object.
  @inline(__always)
  var index: Int { here - start }

  /// Whether only the closing brace is left.
  @inline(__always)
  var isAtEnd: Bool { here == last }

  /// How many bytes stand before the closing brace.
  @inline(__always)
  private var left: Int { last - here }

  /// Steps over a byte if it stands here.
  @inline(__always)
  mutating func skip(_ byte: UInt8) -> Bool {
    guard left > 0, here.pointee == byte else { return false }
    here += 1
    return true
  }

  /// Steps over a text of 8 to 16 bytes if it stands here.
  @inline(__always)
  mutating func skip(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    assert(8...16 ~= length)
    guard left >= length else { return false }
    // The first eight bytes and the last eight, which may overlap; a constant text is two numbers.
    let (found, expected) = (UnsafeRawPointer(here), UnsafeRawPointer(text.utf8Start))
    let tail = length &- 8
    guard
      found.loadUnaligned(as: UInt64.self) == expected.loadUnaligned(as: UInt64.self),
      found.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
        == expected.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
    else { return false }
    here += length
    return true
  }

  /// Steps over digits without a leading zero; nil where there are none or more than 18.
  @inline(__always)
  mutating func number() -> Int? {
    guard left >= LeadingDigits.limit else { return nil }
    let digits = LeadingDigits(at: here)
    if digits.count == LeadingDigits.limit { return longNumber() }
    guard digits.count > 0, digits.count == 1 || here.pointee != UInt8(ascii: "0") else {
      return nil
    }
    here += digits.count
    return digits.value
  }

  @inline(never)
  private mutating func longNumber() -> Int? {
    let first = here
    var value = 0
    while here < last, here.pointee &- UInt8(ascii: "0") < 10 {
      value = value &* 10 &+ Int(here.pointee &- UInt8(ascii: "0"))
      here += 1
    }
    return first.pointee != UInt8(ascii: "0") && here - first <= 18 ? value : nil
  }

  /// Steps to the quote that ends a string; nil where an escape or a byte beyond ASCII stands before it.
  @inline(__always)
  mutating func plainText() -> UnsafeRawBufferPointer? {
    let first = here
    while left >= ByteWord.size {
      let stop = ByteWord(at: here).endOfPlainRun
      if stop == 0 {
        here += ByteWord.size
        continue
      }
      here += ByteWord.firstIndex(in: stop)
      guard here.pointee == UInt8(ascii: "\"") else { return nil }
      return UnsafeRawBufferPointer(start: first, count: here - first)
    }
    return nil
  }

  /// Steps over a string that is a time; nil where it is not a time.
  @inline(__always)
  mutating func time() -> Timestamp? {
    if left >= TimeFields.commonLength, let fields = TimeFields(common: here) {
      here += TimeFields.commonLength
      return fields.instant(offsetSeconds: 0)
    }
    return plainText().flatMap { Timestamp(utf8: $0) }
  }
}

/// The digits that eight bytes begin with.
private struct LeadingDigits {
  static let limit = 8

  /// How many there are.
  let count: Int
  /// The number they make; 0 where there are none.
  let value: Int

  /// Reads eight bytes, all of which must belong to the text.
  @inline(__always)
  init(at address: UnsafePointer<UInt8>) {
    let word = UnsafeRawPointer(address).loadUnaligned(as: UInt64.self)
    let digits = UInt64(littleEndian: word) ^ 0x3030_3030_3030_3030
    // The highest bit of each byte that is no digit. A sum that runs over into the next byte is of
    // one that is none itself, so that the lowest bit set is right.
    let others = (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080
    count = others.trailingZeroBitCount &>> 3
    // The digits in the last places, zeros before them; a shift by all 64 bits leaves only zeros.
    let eight = digits << UInt64(truncatingIfNeeded: 64 &- count &* 8)
    // Numbers of two digits in each second byte, of four in each fourth, of eight in the lower half.
    let twos = (eight &* 10 &+ eight &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (twos &* 100 &+ twos &>> 16) & 0x0000_FFFF_0000_FFFF
    value = Int(truncatingIfNeeded: (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF)
  }
}
