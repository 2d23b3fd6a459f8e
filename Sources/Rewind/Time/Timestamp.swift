internal import Platform

/// An instant, to the microsecond.
public struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var microseconds: Int64

  /// Makes the instant so many microseconds after 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The instant by the system's clock.
  public static func now() -> Timestamp {
    Timestamp(microseconds: SystemClock.microseconds())
  }
}

extension Timestamp: Comparable {
  /// Whether `a` is earlier than `b`.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.microseconds < b.microseconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// The instant in UTC, always with six digits of fraction: `2026-01-02T03:04:05.678901Z`.
  public var rfc3339: String {
    String(unsafeUninitializedCapacity: Self.longestText) { write(to: $0) }
  }

  /// The most bytes that ``rfc3339`` takes; years from 0 to 9999 take the usual 27.
  static let longestText = 30

  /// Writes ``rfc3339`` into memory of ``longestText`` bytes, and answers how many it took.
  func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let time = calendar(in: .utc)
    var text = DigitWriter(buffer: buffer)
    if time.year < 0 { text.write("-") }
    text.write(year: time.year.magnitude)
    text.write("-")
    text.write(time.month.magnitude, width: 2)
    text.write("-")
    text.write(time.day.magnitude, width: 2)
    text.write("T")
    text.write(time.hour.magnitude, width: 2)
    text.write(":")
    text.write(time.minute.magnitude, width: 2)
    text.write(":")
    text.write(time.second.magnitude, width: 2)
    text.write(".")
    text.write(time.microsecond.magnitude, width: 6)
    text.write("Z")
    return text.count
  }

  /// The same as ``rfc3339``.
  public var description: String { rfc3339 }
}

/// Writes numbers with zeros in front.
private struct DigitWriter {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(buffer: UnsafeMutableBufferPointer<UInt8>) {
    self.buffer = buffer
  }

  mutating func write(_ character: Unicode.Scalar) {
    buffer[count] = UInt8(ascii: character)
    count += 1
  }

  /// Writes a year, which has at most six digits, in at least four.
  mutating func write(year: UInt) {
    write(year, width: year < 10_000 ? 4 : year < 100_000 ? 5 : 6)
  }

  /// Writes the last `width` digits of a number.
  mutating func write(_ number: UInt, width: Int) {
    var rest = number
    var place = count + width
    while place > count {
      place -= 1
      buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += width
  }
}
