/// A JSON number as it is spelled, however large or precise.
public struct JSONNumber: Sendable {
  /// The number's text, valid JSON.
  public let text: String

  /// Takes the text of a valid number.
  init(unchecked text: String) {
    self.text = text
  }

  /// Spells an integer.
  public init(_ value: Int) {
    text = String(value)
  }

  /// Spells a double as shortly as it can be read back; whole numbers without a fraction.
  ///
  /// JSON has no infinity: `1e999` stands for it, which reads back as infinite.
  ///
  /// - Precondition: The value is a number, not NaN.
  public init(_ value: Double) {
    precondition(!value.isNaN, "JSON has no way to spell NaN")
    if value.isInfinite {
      text = value < 0 ? "-1e999" : "1e999"
    } else {
      let spelled = value.description
      text = spelled.hasSuffix(".0") ? String(spelled.dropLast(2)) : spelled
    }
  }

  /// The number where it is an integer that fits, however it is spelled: `200`, `200.0`, `2e2`.
  public var int: Int? { withDecimal(\.int) ?? nil }

  /// The nearest double; infinite where the number is beyond all doubles.
  public var double: Double { withDecimal(\.double) ?? .nan }

  private func withDecimal<Result>(_ read: (JSONDecimal) -> Result) -> Result? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { JSONDecimal($0, count: bytes.count) }.map(read)
    }
  }
}

extension JSONNumber: Hashable {
  /// Whether both are the same number, to the last digit: `1` equals `1.0` and `10e-1`.
  public static func == (a: JSONNumber, b: JSONNumber) -> Bool {
    // The same number has one nearest double; most numbers that differ are told apart by it.
    a.text == b.text || a.double == b.double && a.withDecimal(\.digits) == b.withDecimal(\.digits)
  }

  /// Hashes the nearest double.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(double)
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The number's text.
  public var description: String { text }
}
