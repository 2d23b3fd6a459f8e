import Rewind
import Testing

@Suite("A JSON number keeps its text")
struct JSONNumberTests {
  @Test(
    "spellings of one number are equal",
    arguments: [
      ("1", "1.0"), ("1", "10e-1"), ("100", "1E+2"), ("0", "-0"), ("0", "0.000e5"),
      ("-1.50", "-15e-1"), ("123456789012345678901234567890", "1234567890123456789012345678.90e2"),
      ("1e400", "10e399"), ("0.1e-400", "1e-401"),
    ])
  func equal(a: String, b: String) throws {
    #expect(try number(a) == number(b))
    #expect(try number(a).hashValue == number(b).hashValue)
  }

  @Test(
    "numbers that differ in the last digit differ",
    arguments: [
      ("1", "2"), ("1", "-1"), ("9007199254740992", "9007199254740993"),
      ("0.1", "0.1000000000000000000000001"), ("1e400", "1e401"), ("1e400", "-1e400"),
      ("1e-400", "-1e-400"), ("1e-400", "0"),
      ("123456789012345678901234567890", "123456789012345678901234567891"),
    ])
  func different(a: String, b: String) throws {
    #expect(try number(a) != number(b))
  }

  @Test(
    "a double is spelled as shortly as it can be read back",
    arguments: [
      (0, "0"), (1, "1"), (-2.5, "-2.5"), (0.1, "0.1"), (1e16, "1e+16"),
      (.leastNonzeroMagnitude, "5e-324"),
      (-0.0, "-0"), (.infinity, "1e999"), (-.infinity, "-1e999"),
    ] as [(Double, String)])
  func doubles(value: Double, text: String) throws {
    #expect(JSONNumber(value).text == text)
    #expect(JSONNumber(value).double == value)
    #expect(try JSONText(text).double == value)
  }

  @Test("an integer is spelled in full", arguments: [0, -1, .max, .min])
  func integers(value: Int) {
    #expect(JSONNumber(value).int == value)
    #expect(JSONNumber(value).text == String(value))
  }

  private func number(_ text: String) throws -> JSONNumber {
    guard case .number(let number) = try JSONText(text).value else { throw NoNumber() }
    return number
  }

  private struct NoNumber: Error {}
}
