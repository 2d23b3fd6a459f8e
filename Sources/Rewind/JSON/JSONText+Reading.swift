extension JSONText {
  /// The value of an object's member, found without parsing the rest; the last of a repeated key.
  ///
  /// Nil where there is no such member, or where the text is no object.
  public subscript(_ key: String) -> JSONText? {
    guard let found = placeOfValue(of: key) else { return nil }
    let start = bytes.startIndex
    return JSONText(unchecked: bytes[start + found.lowerBound..<start + found.upperBound])
  }

  /// Where a member's value stands, counted from the text's first byte.
  private func placeOfValue(of key: String) -> Range<Int>? {
    let found = key.utf8.withContiguousStorageIfAvailable { key in
      bytes.withUnsafeBufferPointer { buffer -> Range<Int>? in
        guard let base = buffer.baseAddress else { return nil }
        return JSONMembers.lastValue(of: key, in: base, to: buffer.count)
      }
    }
    if let found { return found }
    // Only strings that another language lends are not in one piece.
    var key = key
    key.makeContiguousUTF8()
    return placeOfValue(of: key)
  }

  /// The string, its escapes resolved; nil where the value is something else.
  ///
  /// A lone surrogate becomes U+FFFD.
  public var string: String? {
    withScalar { start, count in
      guard count >= 2, start[0] == UInt8(ascii: "\"") else { return nil }
      return JSONString.decoded(UnsafeBufferPointer(start: start + 1, count: count - 2))
    }
  }

  /// The number, where it is an integer that fits, however it is spelled: `200`, `200.0`, `2e2`.
  public var int: Int? {
    withScalar { start, count in JSONDecimal(start, count: count)?.int }
  }

  /// The number as the nearest double, infinite where it is beyond all doubles.
  ///
  /// Nil where the value is no number.
  public var double: Double? {
    withScalar { start, count in JSONDecimal(start, count: count)?.double }
  }

  /// The truth value; nil where the value is something else.
  public var bool: Bool? {
    withScalar { start, _ in
      switch start[0] {
      case UInt8(ascii: "t"): true
      case UInt8(ascii: "f"): false
      default: nil
      }
    }
  }

  /// Whether the value is `null`.
  public var isNull: Bool {
    withScalar { start, _ in start[0] == UInt8(ascii: "n") } ?? false
  }

  /// Hands over the text without the white space around it; nil where nothing is left.
  @inline(__always)
  private func withScalar<Result>(
    _ body: (UnsafePointer<UInt8>, _ count: Int) -> Result?
  ) -> Result? {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let start = JSONScanner.skipSpace(base, 0, buffer.count)
      var end = buffer.count
      while end > start, JSONScanner.isSpace(base[end - 1]) { end &-= 1 }
      guard start < end else { return nil }
      return body(base + start, end &- start)
    }
  }
}
