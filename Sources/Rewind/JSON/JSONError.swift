/// Why a text is no valid JSON, and at which byte.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  @nonexhaustive
  public enum Reason: Hashable, Sendable {
    /// No value begins here.
    case expectedValue
    /// Neither a key nor, in an empty object, the closing brace.
    case expectedKey
    /// No colon after a key.
    case expectedColon
    /// No comma and no closing brace after a member.
    case expectedCommaOrBrace
    /// No comma and no closing bracket after an element.
    case expectedCommaOrBracket
    /// A number that lacks a digit here.
    case expectedDigit
    /// Text after the value.
    case expectedEnd
    /// A backslash followed by something JSON has no meaning for.
    case invalidEscape
    /// A control character in a string, where only an escape may stand.
    case controlCharacter
    /// A string without a closing quote.
    case unterminatedString
    /// Bytes that are no UTF-8.
    case invalidUTF8
    /// Arrays and objects nested deeper than allowed.
    case tooDeep
  }

  /// The byte at which the text stopped being valid, from 0; the text's length where it ends early.
  public let offset: Int
  /// What is wrong there.
  public let reason: Reason

  /// Names a fault.
  public init(_ reason: Reason, at offset: Int) {
    self.offset = offset
    self.reason = reason
  }
}

extension JSONError: CustomStringConvertible {
  /// One line: `expected a value at byte 17`.
  public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
  /// The reason in words: `expected a value`.
  public var description: String {
    switch self {
    case .expectedValue: "expected a value"
    case .expectedKey: "expected a key in quotes"
    case .expectedColon: "expected a colon"
    case .expectedCommaOrBrace: "expected a comma or }"
    case .expectedCommaOrBracket: "expected a comma or ]"
    case .expectedDigit: "expected a digit"
    case .expectedEnd: "expected the end of the text"
    case .invalidEscape: "an escape unknown to JSON"
    case .controlCharacter: "an unescaped control character"
    case .unterminatedString: "a string without its closing quote"
    case .invalidUTF8: "invalid UTF-8"
    case .tooDeep: "nested too deep"
    }
  }
}
