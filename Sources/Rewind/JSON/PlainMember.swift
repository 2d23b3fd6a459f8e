/// A member of an object that is spelled as most are: `"amount":490`, and a comma or brace right after.
///
/// There is no white space; the key and a string are ASCII without escapes; a number is whole and has
/// no sign. All other members, valid or not, are read by the general code.
struct PlainMember {
  /// The key's closing quote.
  private let quote: UnsafePointer<UInt8>
  /// The comma or the object's brace after the value.
  private let after: UnsafePointer<UInt8>

  /// Reads the member at `start`; nil where there is none, or one that is not plain.
  ///
  /// Nothing at or after `end` is read.
  @inline(__always)
  init?(at start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
    guard start < end, start[0] == UInt8(ascii: "\"") else { return nil }
    quote = JSONScanner.endOfPlainRun(start + 1, end)
    guard end - quote > 2, quote[0] == UInt8(ascii: "\""), quote[1] == UInt8(ascii: ":"),
      let after = Self.endOfScalar(quote + 2, end), after < end,
      after[0] == UInt8(ascii: ",") || after[0] == UInt8(ascii: "}")
    else { return nil }
    self.after = after
  }

  /// What is after a plain string or number, which has a first byte; nil where there is none.
  @inline(__always)
  private static func endOfScalar(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    if start[0] == UInt8(ascii: "\"") {
      let quote = JSONScanner.endOfPlainRun(start + 1, end)
      return quote < end && quote[0] == UInt8(ascii: "\"") ? quote + 1 : nil
    }
    // A number that begins with 0 has no other digit.
    guard start[0] &- UInt8(ascii: "1") < 9 else { return nil }
    var at = start
    repeat { at += 1 } while at < end && at[0] &- UInt8(ascii: "0") < 10
    return at
  }

  /// Whether the object ends with this member.
  @inline(__always)
  var isLast: Bool { after[0] == UInt8(ascii: "}") }

  /// What is after the comma or the object's brace.
  @inline(__always)
  var end: UnsafePointer<UInt8> { after + 1 }

  /// Where the value stands in a text.
  @inline(__always)
  func value(in text: UnsafePointer<UInt8>) -> Range<Int> {
    Range(uncheckedBounds: (quote + 2 - text, after - text))
  }

  /// Whether the member that began at `start` has a key.
  @inline(__always)
  func hasKey(_ key: UnsafeBufferPointer<UInt8>, from start: UnsafePointer<UInt8>) -> Bool {
    ByteWord.areSame(key, start + 1, count: quote - start - 1)
  }
}
