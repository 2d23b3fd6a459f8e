/// Finds an object's members in a text that is known to be valid.
enum JSONMembers {
  /// Where the value of the last member with a key stands; nil where there is none.
  static func lastValue(
    of key: UnsafeBufferPointer<UInt8>, in p: UnsafePointer<UInt8>, to end: Int
  ) -> Range<Int>? {
    let brace = JSONScanner.skipSpace(p, 0, end)
    guard brace < end, p[brace] == UInt8(ascii: "{") else { return nil }
    var found: Range<Int>?
    var at = p + brace + 1
    while let member = PlainMember(at: at, to: p + end) {
      if member.hasKey(key, from: at) { found = member.value(in: p) }
      if member.isLast { return found }
      at = member.end
    }
    return lastValue(of: key, in: p, from: at - p, to: end) ?? found
  }

  /// The same among the members from `start` on.
  @inline(never)
  private static func lastValue(
    of key: UnsafeBufferPointer<UInt8>, in p: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Range<Int>? {
    var found: Range<Int>?
    var i = start &- 1
    repeat {
      i = JSONScanner.skipSpace(p, i &+ 1, end)
      guard i < end, p[i] == UInt8(ascii: "\"") else { return found }
      let keyStart = i &+ 1
      var quote = JSONScanner.quoteOrBackslash(in: p, from: keyStart, to: end)
      guard quote < end else { return found }
      let isMeant: Bool
      if p[quote] == UInt8(ascii: "\"") {
        isMeant = ByteWord.areSame(key, p + keyStart, count: quote &- keyStart)
      } else {
        guard let end = JSONScanner.endOfString(in: p, from: quote, to: end) else { return found }
        quote = end
        let spelled = UnsafeBufferPointer(start: p + keyStart, count: quote &- keyStart)
        isMeant = JSONString.decoded(spelled).utf8.elementsEqual(key)
      }
      i = JSONScanner.skipSpace(p, quote &+ 1, end)  // the colon
      i = JSONScanner.skipSpace(p, i &+ 1, end)
      guard let after = JSONScanner.endOfValue(in: p, from: i, to: end) else { return found }
      if isMeant { found = i..<after }
      i = JSONScanner.skipSpace(p, after, end)
    } while i < end && p[i] == UInt8(ascii: ",")
    return found
  }
}
