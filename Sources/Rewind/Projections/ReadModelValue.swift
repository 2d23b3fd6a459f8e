/// A value of a read model's row and column: SQLite's kinds of values, without its byte strings.
public enum ReadModelValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case real(Double)
  /// A text.
  case text(String)
}

extension ReadModelValue: CustomStringConvertible {
  /// The value as a person reads it; nothing for null.
  public var description: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): JSONNumber(number).text
    case .text(let text): text
    }
  }

  /// The value as JSON.
  public var json: JSONValue {
    switch self {
    case .null: .null
    case .integer(let number): .number(JSONNumber(number))
    case .real(let number): .number(JSONNumber(number))
    case .text(let text): .string(text)
    }
  }
}
