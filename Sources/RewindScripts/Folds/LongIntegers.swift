/// Integers of JSON beyond 2^53, of which JavaScript's numbers lose digits.
enum LongIntegers {
  /// The fewest digits that one has.
  private static let width = 16
  private static let largest: UInt64 = 1 << 53

  /// The first of a JSON text; nil where it has none.
  ///
  /// It looks at every 16th byte, which one of them cannot miss.
  static func first(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var place = width - 1
    while place < bytes.count {
      guard isDigit(bytes[place]) else {
        place += width
        continue
      }
      var (start, end) = (place, place + 1)
      while start > 0, isDigit(bytes[start - 1]) { start -= 1 }
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      if isLong(bytes[start..<end]), isInteger(start..<end, in: bytes) {
        return String(decoding: bytes[start..<end], as: UTF8.self)
      }
      place = end + width
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isLong(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard digits.count == width else { return digits.count > width }
    return digits.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) } > largest
  }

  /// Whether digits are a number of their own: no fraction, no exponent, no part of a string.
  private static func isInteger(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if range.upperBound < bytes.count {
      guard !".eE".utf8.contains(bytes[range.upperBound]) else { return false }
    }
    if range.lowerBound > 0 {
      guard ":,[- \t\r\n".utf8.contains(bytes[range.lowerBound - 1]) else { return false }
    }
    var isInString = false
    var place = 0
    while place < range.lowerBound {
      switch bytes[place] {
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "\\"): place += 1
      default: break
      }
      place += 1
    }
    return !isInString
  }
}
