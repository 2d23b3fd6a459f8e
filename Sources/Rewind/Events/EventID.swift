/// An event's id: a UUID (RFC 9562).
public struct EventID: Hashable, Sendable {
  /// The first eight bytes, most significant first.
  let high: UInt64
  /// The last eight bytes, most significant first.
  let low: UInt64

  /// Makes an id of 128 bits as they are.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a UUID of a version (1 to 8) from bits whose version and variant fields are overwritten.
  init(version: UInt64, high: UInt64, low: UInt64) {
    self.high = high & ~0xF000 | version << 12
    self.low = low & ~(3 << 62) | 2 << 62
  }

  /// A new id: UUID version 7, whose order is the order of making to the millisecond.
  public static func makeNew() -> EventID {
    var generator = SystemRandomNumberGenerator()
    return makeNew(at: .now(), using: &generator)
  }

  /// A UUID version 7 of a given instant and source of randomness; seeded, it is always the same.
  public static func makeNew(
    at instant: Timestamp, using generator: inout some RandomNumberGenerator
  ) -> EventID {
    let milliseconds = UInt64(clamping: instant.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    return EventID(
      version: 7, high: milliseconds << 16 | generator.next() & 0xFFFF, low: generator.next())
  }

  /// Reads the 36-character form, upper or lower case; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var digits: [UInt64] = []
    for (index, byte) in bytes.enumerated() {
      if Self.dashes >> index & 1 == 1 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = Self.hexValue(byte) else { return nil }
        digits.append(digit)
      }
    }
    high = digits[..<16].reduce(0) { $0 << 4 | $1 }
    low = digits[16...].reduce(0) { $0 << 4 | $1 }
  }

  /// A bit for each place of a dash.
  private static let dashes = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23

  private static func hexValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

extension EventID: CustomStringConvertible {
  /// The 36-character form in lower case.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.textLength) { buffer in
      write(to: buffer)
      return Self.textLength
    }
  }

  /// How many bytes the written form has.
  static let textLength = 36

  /// Writes the 36-character form into as many bytes.
  func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
    var index = 0
    for word in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        if Self.dashes >> index & 1 == 1 {
          buffer[index] = UInt8(ascii: "-")
          index += 1
        }
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 0xF
        buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        index += 1
      }
    }
  }
}
