/// Checks whether bytes are valid JSON: RFC 8259 grammar, in UTF-8.
///
/// Numbers of any size, `1e400`, lone surrogates written as escapes, and repeated keys are valid.
/// Scanning needs no memory of its own, and its time grows with the length alone.
public enum JSONScanner {
  /// How deep arrays and objects may nest.
  public static let depthLimit = 1024

  /// Checks that a text is exactly one JSON value, with nothing but white space around it.
  ///
  /// - Parameters:
  ///   - text: The bytes of the text.
  ///   - depthLimit: How deep arrays and objects may nest, at most ``depthLimit``.
  /// - Throws: The first fault.
  public static func validate(
    _ text: UnsafeRawBufferPointer, depthLimit: Int = depthLimit
  ) throws(JSONError) {
    guard let base = text.baseAddress, !text.isEmpty else { throw JSONError(.expectedValue, at: 0) }
    // Bytes are trivial, and a raw buffer may be read as them.
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    let start = skipSpace(bytes, 0, text.count)
    let end = try endOfValidValue(
      bytes, start, text.count, depthLimit: min(depthLimit, Self.depthLimit))
    let rest = skipSpace(bytes, end, text.count)
    if rest < text.count { throw JSONError(.expectedEnd, at: rest) }
  }

  /// Checks the value that starts at `start`, and returns the index after it.
  static func endOfValidValue(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int, depthLimit: Int = depthLimit
  ) throws(JSONError) -> Int {
    if depthLimit > 0, let end = endOfPlainObject(p, start, end) { return end }
    return try endOfAnyValidValue(p, start, end, depthLimit: depthLimit)
  }

  /// The index after an object whose members are all plain, as those of most events are; nil where
  /// anything else starts here.
  @inline(__always)
  private static func endOfPlainObject(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard start < end, p[start] == UInt8(ascii: "{") else { return nil }
    var at = p + start + 1
    while let member = PlainMember(at: at, to: p + end) {
      at = member.end
      if member.isLast { return at - p }
    }
    return nil
  }

  /// Checks whatever value starts at `start`; however it is spelled.
  @inline(never)
  private static func endOfAnyValidValue(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int, depthLimit: Int
  ) throws(JSONError) -> Int {
    var nesting = Nesting()
    var i = start
    value: while true {
      guard i < end else { throw JSONError(.expectedValue, at: i) }
      switch p[i] {
      case UInt8(ascii: "\""):
        i = try endOfValidString(p, i &+ 1, end)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        i = try endOfValidNumber(p, i, end)
      case UInt8(ascii: "{"):
        guard nesting.depth < depthLimit else { throw JSONError(.tooDeep, at: i) }
        i = skipSpace(p, i &+ 1, end)
        if i < end, p[i] == UInt8(ascii: "}") {
          i &+= 1
        } else {
          nesting.open(isObject: true)
          i = try endOfValidKey(p, i, end)
          continue value
        }
      case UInt8(ascii: "["):
        guard nesting.depth < depthLimit else { throw JSONError(.tooDeep, at: i) }
        i = skipSpace(p, i &+ 1, end)
        if i < end, p[i] == UInt8(ascii: "]") {
          i &+= 1
        } else {
          nesting.open(isObject: false)
          continue value
        }
      default:
        i = try endOfValidLiteral(p, i, end)
      }
      while nesting.depth > 0 {
        i = skipSpace(p, i, end)
        let byte = i < end ? p[i] : 0
        if byte == UInt8(ascii: ",") {
          i = skipSpace(p, i &+ 1, end)
          if nesting.isObject { i = try endOfValidKey(p, i, end) }
          continue value
        }
        if nesting.isObject {
          guard byte == UInt8(ascii: "}") else { throw JSONError(.expectedCommaOrBrace, at: i) }
        } else {
          guard byte == UInt8(ascii: "]") else { throw JSONError(.expectedCommaOrBracket, at: i) }
        }
        i &+= 1
        nesting.close()
      }
      return i
    }
  }

  /// The index of the first byte from `i` on that is no white space.
  @inline(__always)
  package static func skipSpace(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var i = start
    while i < end, p[i] <= 0x20, isSpace(p[i]) { i &+= 1 }
    return i
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Checks a key, its colon and the space around that; returns where the member's value must begin.
  @inline(__always)
  private static func endOfValidKey(
    _ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) throws(JSONError) -> Int {
    guard start < end, p[start] == UInt8(ascii: "\"") else {
      throw JSONError(.expectedKey, at: start)
    }
    let colon = skipSpace(p, try endOfValidString(p, start &+ 1, end), end)
    guard colon < end, p[colon] == UInt8(ascii: ":") else {
      throw JSONError(.expectedColon, at: colon)
    }
    return skipSpace(p, colon &+ 1, end)
  }
}

/// The arrays and objects that are open, one bit each.
private struct Nesting {
  private(set) var depth = 0
  /// Whether the innermost one is an object.
  private(set) var isObject = false
  private var outer = InlineArray<16, UInt64>(repeating: 0)

  @inline(__always)
  mutating func open(isObject: Bool) {
    let bit = UInt64(1) << UInt64(depth & 63)
    if self.isObject { outer[depth >> 6] |= bit } else { outer[depth >> 6] &= ~bit }
    self.isObject = isObject
    depth &+= 1
  }

  @inline(__always)
  mutating func close() {
    depth &-= 1
    isObject = outer[depth >> 6] & (1 << UInt64(depth & 63)) != 0
  }
}
