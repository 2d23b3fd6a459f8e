internal import Platform

extension JSONScanner {
  /// Checks the string whose text starts at `start`; returns the index after its closing quote.
  @inline(__always)
  static func endOfValidString(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    let stop = endOfPlainRun(p, start, end)
    if stop < end, p[stop] == UInt8(ascii: "\"") { return stop &+ 1 }
    return try endOfAnyValidString(p, stop, end)
  }

  /// Checks the rest of a string, which goes on at `start` with something that is not plain.
  @inline(never)
  private static func endOfAnyValidString(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    var i = start
    while true {
      guard i < end else { throw JSONError(.unterminatedString, at: end) }
      let byte = p[i]
      if byte == UInt8(ascii: "\"") { return i &+ 1 }
      if byte == UInt8(ascii: "\\") {
        i = try endOfValidEscape(p, i, end)
      } else if byte >= 0x80 {
        i = try endOfValidUTF8(p, i, end)
      } else {
        throw JSONError(.controlCharacter, at: i)
      }
      i = endOfPlainRun(p, i, end)
    }
  }

  /// The index of the first byte that may need a closer look, which plain ASCII in a string does
  /// not; `end` where there is none.
  @inline(__always)
  private static func endOfPlainRun(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    endOfPlainRun(p + start, p + end) - p
  }

  /// The first byte that may need a closer look, which plain ASCII in a string does not; `end` where
  /// there is none.
  @inline(__always)
  static func endOfPlainRun(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var at = start
    while end - at >= ByteWord.size {
      let stop = ByteWord(at: at).endOfPlainRun
      if stop != 0 { return at + ByteWord.firstIndex(in: stop) }
      at += ByteWord.size
    }
    return endOfShortPlainRun(at, end)
  }

  /// The same where fewer than eight bytes are left.
  @inline(never)
  private static func endOfShortPlainRun(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    start + ByteWord.firstIndex(in: ByteWord(at: start, count: end - start).endOfPlainRun)
  }

  /// Checks an escape that starts with the backslash at `start`; returns the index after it.
  private static func endOfValidEscape(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    guard start &+ 1 < end else { throw JSONError(.unterminatedString, at: end) }
    switch p[start &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"):
      for i in start &+ 2..<start &+ 6 {
        guard i < end else { throw JSONError(.unterminatedString, at: end) }
        guard HexDigits.value(of: p[i]) != nil else { throw JSONError(.invalidEscape, at: start) }
      }
      return start &+ 6
    default:
      throw JSONError(.invalidEscape, at: start)
    }
  }

  /// Checks a run of characters beyond ASCII (Unicode 17, table 3-7); returns the index after it.
  private static func endOfValidUTF8(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    var i = start
    while i < end, p[i] >= 0x80 {
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch p[i] {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      case 0xF1...0xF3: length = 4
      default: throw JSONError(.invalidUTF8, at: i)
      }
      guard i &+ length <= end, second.contains(p[i &+ 1]),
        length < 3 || p[i &+ 2] & 0xC0 == 0x80,
        length < 4 || p[i &+ 3] & 0xC0 == 0x80
      else { throw JSONError(.invalidUTF8, at: i) }
      i &+= length
    }
    return i
  }

  /// Checks a number; returns the index after it.
  @inline(__always)
  static func endOfValidNumber(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    var i = start
    if p[i] == UInt8(ascii: "-") { i &+= 1 }
    if i < end, p[i] == UInt8(ascii: "0") {
      i &+= 1
    } else {
      i = try endOfValidDigits(p, i, end)
    }
    if i < end, p[i] == UInt8(ascii: ".") {
      i = try endOfValidDigits(p, i &+ 1, end)
    }
    if i < end, p[i] | 0x20 == UInt8(ascii: "e") {
      i &+= 1
      if i < end, p[i] == UInt8(ascii: "+") || p[i] == UInt8(ascii: "-") { i &+= 1 }
      i = try endOfValidDigits(p, i, end)
    }
    return i
  }

  /// Checks that at least one digit stands at `start`; returns the index after the last.
  @inline(__always)
  private static func endOfValidDigits(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    var i = start
    while i < end, p[i] &- UInt8(ascii: "0") < 10 { i &+= 1 }
    if i == start { throw JSONError(.expectedDigit, at: i) }
    return i
  }

  /// Checks `true`, `false` or `null`; returns the index after it.
  @inline(__always)
  static func endOfValidLiteral(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    // The letters as one number: "true", "null", "fals".
    if start &+ 4 <= end {
      switch UInt32(
        littleEndian: UnsafeRawPointer(p + start).loadUnaligned(as: UInt32.self))
      {
      case 0x6575_7274, 0x6C6C_756E: return start &+ 4
      case 0x736C_6166 where start &+ 4 < end && p[start &+ 4] == UInt8(ascii: "e"):
        return start &+ 5
      default: break
      }
    }
    throw JSONError(.expectedValue, at: start)
  }
}
