package import Rewind

/// The data of an event on one line: `amount 30  reason "too late"`.
package enum DataLine {
  /// So many members are spelled, and so many characters of each.
  private static let (members, characters) = (16, 80)

  /// Spells data: of an object each member's key and value, of what has members itself how many.
  ///
  /// - Parameter type: the event's type, which is not said again.
  package static func text(of data: JSONValue, type: String) -> String {
    guard case .object(let object) = data else { return spelled(data) }
    return object.lazy.filter { $0.value != .string(type) }.prefix(members).map {
      "\($0.key) \(spelled($0.value))"
    }.joined(separator: "  ")
  }

  private static func spelled(_ value: JSONValue) -> String {
    switch value {
    case .object, .array: ShortValue(value).text
    case .string(let text): JSONValue.string(String(text.prefix(characters))).text()
    default: String(value.text().prefix(characters))
    }
  }
}
