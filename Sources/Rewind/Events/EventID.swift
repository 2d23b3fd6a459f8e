internal import Platform

/// An event's id: a UUID (RFC 9562).
public struct EventID: Sendable {
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

  /// A new id: UUID version 7, which sort by the time they were made, to the millisecond.
  public init() {
    var generator = SystemRandomNumberGenerator()
    self.init(at: .now(), using: &generator)
  }

  /// A UUID version 7 of a given instant and source of randomness; seeded, it is always the same.
  public init(
    at instant: Timestamp, using generator: inout some RandomNumberGenerator
  ) {
    let milliseconds = UInt64(clamping: instant.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    self.init(
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
        guard let digit = HexDigits.value(of: byte) else { return nil }
        digits.append(UInt64(digit))
      }
    }
    high = digits[..<16].reduce(0) { $0 << 4 | $1 }
    low = digits[16...].reduce(0) { $0 << 4 | $1 }
  }

  /// A bit for each place of a dash.
  private static let dashes = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23
}

extension EventID: Hashable {
  /// Hashes both halves as one word.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(high ^ low)
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
    precondition(buffer.count >= Self.textLength, "an id takes 36 bytes")
    let text = UnsafeMutableRawBufferPointer(buffer)
    // Eight digits at 0, and at 28; twice eight around a dash.
    text.storeBytes(of: HexDigits.eight(of: high >> 32), toByteOffset: 0, as: UInt64.self)
    let (second, third) = (HexDigits.eight(of: high), HexDigits.eight(of: low >> 32))
    for (digits, place) in [(second, 9), (third, 19)] {
      text.storeBytes(
        of: UInt32(truncatingIfNeeded: digits), toByteOffset: place, as: UInt32.self)
      text.storeBytes(
        of: UInt32(truncatingIfNeeded: digits >> 32), toByteOffset: place + 5, as: UInt32.self)
    }
    text.storeBytes(of: HexDigits.eight(of: low), toByteOffset: 28, as: UInt64.self)
    for place in [8, 13, 18, 23] { text[place] = UInt8(ascii: "-") }
  }
}
