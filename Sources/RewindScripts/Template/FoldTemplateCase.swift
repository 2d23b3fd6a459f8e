internal import Rewind

/// A type's case in a template, with the fields of one of its events.
struct FoldTemplateCase {
  let type: String
  let event: EventRecord?

  private static let width = 96
  private static let longestValue = 32

  /// The lines of the case.
  var text: String {
    """
        case \(Self.literal(type)):\(fields.map { "  // \($0)" } ?? "")
          return lastValues(state, type, data)
    """
  }

  /// `{ amount: 200, by: "user-1" }`, cut where it is long; nil where there are none.
  private var fields: String? {
    guard let event else { return nil }
    guard case .object(let members) = event.data.value else {
      return Self.shown(event.data.value)
    }
    var text = "{"
    for (key, value) in members {
      let member = (text == "{" ? " " : ", ") + Self.key(key) + ": " + Self.shown(value)
      guard text.count + member.count + type.count < Self.width - 20 else {
        text += ", …"
        break
      }
      text += member
    }
    return text + (text == "{" ? "}" : " }")
  }

  private static func key(_ key: String) -> String {
    let isName = key.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "$")
    }
    return isName && !key.isEmpty ? key : literal(key)
  }

  private static func shown(_ value: JSONValue) -> String {
    let text = harmless(value.text())
    return text.count <= longestValue ? text : text.prefix(longestValue - 1) + "…"
  }

  private static func literal(_ text: String) -> String { harmless(JSONValue.string(text).text()) }

  /// JSON in which nothing ends a line of code, or is obeyed by a terminal or an editor.
  private static func harmless(_ json: String) -> String {
    json.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
        scalar.utf16.map { unit in
          let digits = String(unit, radix: 16)
          return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
      default: String(scalar)
      }
    }.joined()
  }
}
