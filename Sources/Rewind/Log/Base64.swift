/// Decodes base64 (RFC 4648), in its usual alphabet or in that for URLs, padded or not.
enum Base64 {
  /// The bytes that a text stands for; nil where it is no base64.
  static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var digits = text[...]
    while digits.last == UInt8(ascii: "="), text.count - digits.count < 2 { digits.removeLast() }
    guard digits.count % 4 != 1, digits.count == text.count || text.count % 4 == 0 else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var (bits, count): (UInt32, Int) = (0, 0)
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return bytes
  }

  /// Whether a text begins as a JSON object in base64 does; most others are told by that.
  static func mayBeObject(_ text: UnsafeRawBufferPointer) -> Bool {
    text.starts(with: "ey".utf8) || text.starts(with: "ew".utf8)
  }

  /// The object that a text stands for; nil where it is none in base64.
  static func object(in text: String) -> JSONValue? {
    var text = text
    let bytes = text.withUTF8 { text -> [UInt8]? in
      let text = UnsafeRawBufferPointer(text)
      return mayBeObject(text) ? decode(text) : nil
    }
    guard let value = bytes.flatMap({ try? JSONText(validating: $0) })?.value,
      case .object = value
    else { return nil }
    return value
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
