internal import Platform
internal import Rewind

/// Names and texts as SQLite's language spells them.
enum SQLText {
  /// An identifier: whatever is in it, it is one name.
  static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": text += "\"\""
      // SQLite ends a statement at it, wherever it stands.
      case "\0": text += "\u{2400}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// The name as SQLite compares names: ASCII's capitals are small letters.
  static func folded(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
        }))
  }

  /// A byte string as it is written in a statement: `x'00ff'`.
  static func literal(_ bytes: some Sequence<UInt8>) -> String {
    let text = bytes.flatMap { HexDigits.pair(of: $0) }
    return "x'" + String(decoding: text, as: UTF8.self) + "'"
  }
}

/// How a read model's tables are called in the database.
enum TableName {
  /// The name of a table of a copy.
  ///
  /// It is the table's own, and that with ` (rebuild)` behind it in a shadow. SQLite keeps names that
  /// begin with `sqlite_` to itself, and `_rewind_` is ours: such a name gets a `_` in front, and so
  /// does one that had one there already, so that two names stay two.
  static func make(_ name: String, _ copy: ReadModelCopy) -> String {
    var name = name.replacingNulls
    let bare = SQLText.folded(name).drop { $0 == "_" }
    if bare.hasPrefix("sqlite_") || (bare.hasPrefix("rewind_") && name.hasPrefix("_")) {
      name = "_" + name
    }
    return copy == .live ? name : name + " (rebuild)"
  }
}

extension String {
  fileprivate var replacingNulls: String {
    guard utf8.contains(0) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
  }
}
