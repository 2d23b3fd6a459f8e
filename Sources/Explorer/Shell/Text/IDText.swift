package import Rewind

/// Tells ids and times from values that say something.
package enum IDText {
  /// Whether a value is an id or a time, as its key and its spelling tell.
  package static func isIDOrTime(_ value: JSONValue, at path: JSONPath) -> Bool {
    if let key = path.lastKey, isKeyOfIDOrTime(key) { return true }
    guard case .string(let text) = value else { return false }
    return isID(text) || isToken(text) || Timestamp(parsing: text) != nil
  }

  /// Whether a text is hexadecimal groups, parted by dashes or not, as UUIDs and trace ids are.
  static func isID(_ text: String) -> Bool {
    text.utf8.count >= 16 && text.utf8.contains { (0x30...0x39).contains($0) }
      && text.utf8.allSatisfy { $0 == 0x2D || Character(UnicodeScalar($0)).isHexDigit }
  }

  /// Whether a text is bytes in base 64 or the like: letters of both kinds and digits without a break.
  private static func isToken(_ text: String) -> Bool {
    guard text.utf8.count >= 24 || text.utf8.count >= 12 && text.hasSuffix("=") else {
      return false
    }
    var (hasDigit, hasUpper, hasLower) = (false, false, false)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: hasDigit = true
      case 0x41...0x5A: hasUpper = true
      case 0x61...0x7A: hasLower = true
      case 0x2B, 0x2F, 0x3D: break
      default: return false
      }
    }
    return hasUpper && hasLower && (hasDigit || text.hasSuffix("="))
  }

  private static func isKeyOfIDOrTime(_ key: String) -> Bool {
    let word = key.lowercased()
    let isID =
      ["id", "ids", "uuid", "guid", "hash"].contains(word)
      || ["_id", "_ids", "Id", "Ids", "ID", "uuid", "Uuid", "Hash", "_hash"].contains(
        where: key.hasSuffix)
    let isTime =
      ["_at", "At"].contains(where: key.hasSuffix)
      || ["time", "timestamp", "date"].contains(where: word.hasSuffix)
    return isID || isTime
  }
}

extension JSONPath {
  /// The last component that is a key.
  package var lastKey: String? {
    components.reversed().lazy.compactMap {
      if case .key(let key) = $0 { key } else { nil }
    }.first
  }
}
