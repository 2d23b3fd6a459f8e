/// A JSON value taken apart, for states: to be changed, compared, shown.
///
/// Numbers keep their text. A lone surrogate in a string becomes U+FFFD; ``JSONText`` keeps it.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number as it is spelled.
  case number(JSONNumber)
  /// A string, its escapes resolved.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, its keys in order.
  case object(JSONObject)
}

extension JSONValue {
  /// Makes a number of an integer.
  public init(_ value: Int) {
    self = .number(JSONNumber(value))
  }

  /// Makes a number of a double; NaN, which JSON cannot spell, becomes null.
  public init(_ value: Double) {
    self = value.isNaN ? .null : .number(JSONNumber(value))
  }

  /// The number where it is an integer that fits; nil where the value is something else.
  public var int: Int? {
    if case .number(let number) = self { number.int } else { nil }
  }

  /// The number as the nearest double; nil where the value is no number.
  public var double: Double? {
    if case .number(let number) = self { number.double } else { nil }
  }

  /// The string; nil where the value is something else.
  public var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The truth value; nil where the value is something else.
  public var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// The elements; nil where the value is no array.
  public var array: [JSONValue]? {
    if case .array(let array) = self { array } else { nil }
  }

  /// The members; nil where the value is no object.
  public var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether the value is `null`.
  public var isNull: Bool { self == .null }

  /// The value of an object's member; nil where there is none.
  ///
  /// Set on something that is no object, it becomes one.
  public subscript(key: String) -> JSONValue? {
    get { object?[key] }
    set {
      var members = object ?? JSONObject()
      self = .null  // lets go of the members, so that they are changed in place
      members[key] = newValue
      self = .object(members)
    }
  }

  /// The value at a path; nil where there is none.
  public subscript(path path: JSONPath) -> JSONValue? {
    var value = self
    for component in path.components {
      switch (component, value) {
      case (.key(let key), .object(let members)):
        guard let member = members[key] else { return nil }
        value = member
      case (.index(let index), .array(let elements)):
        guard elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }
}

// No nil literal for null: `condition ? value : nil` would be null where no value was meant.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }

  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object, its keys in the order given.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.lazy.map { (key: $0, value: $1) }))
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON on one line.
  public var description: String { text() }
}
