internal import CSQLite
internal import Rewind

/// A text that rows are filtered by, as a person types it.
///
/// The search itself is a function that SQLite calls for each row, so that what is searched is what is
/// shown, and letters of all scripts fold their case.
struct RowFilter {
  /// What to look for.
  let text: String
  /// Whether the rows without it are meant.
  let isInverted: Bool

  /// Reads a filter; nil where there is nothing to look for.
  init?(typed: String) {
    isInverted = typed.first == "!"
    text = String(isInverted ? typed.dropFirst() : typed[...])
    if text.isEmpty { return nil }
  }

  private static let function = "rewind_shows"
  /// Fewer than the arguments that SQLite lets a function have.
  private static let columnsAtOnce = 90

  /// An expression that is true where a column contains the text that a parameter has.
  static func expression(parameter: String, columns: [String]) -> String {
    stride(from: 0, to: columns.count, by: columnsAtOnce).map { start in
      let some = columns[start..<min(start + columnsAtOnce, columns.count)]
      return "\(function)(\(parameter), \(some.joined(separator: ", ")))"
    }.joined(separator: " OR ")
  }

  /// Lets a connection's statements use the expression.
  static func install(on connection: Connection) throws(ReadModelError) {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
    let code = sqlite3_create_function_v2(
      connection.handle, function, -1, flags, nil,
      { context, count, values in
        guard count > 0, let values else { return sqlite3_result_int(context, 0) }
        let needle = Needle(valueBytes(of: values[0]))
        let found = (1..<Int(count)).contains { needle.isShown(in: values[$0]) }
        sqlite3_result_int(context, found ? 1 : 0)
      }, nil, nil, nil)
    if code != SQLITE_OK { throw connection.failure(code) }
  }
}

/// The text to look for while one row is looked at.
private struct Needle {
  private let bytes: UnsafeRawBufferPointer
  private let ignoresCase: Bool
  private let isASCII: Bool

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    if isASCII {
      ignoresCase = !bytes.contains { (0x41...0x5A).contains($0) }
    } else {
      let text = String(decoding: bytes, as: UTF8.self)
      ignoresCase = text.utf8.elementsEqual(text.lowercased().utf8)
    }
  }

  func isShown(in value: OpaquePointer?) -> Bool {
    switch sqlite3_value_type(value) {
    case SQLITE_NULL: false
    case SQLITE_INTEGER, SQLITE_TEXT: contains(valueBytes(of: value))
    case SQLITE_FLOAT:
      contains(text: ReadModelValue.real(sqlite3_value_double(value)).description)
    default: contains(text: SQLText.literal(valueBytes(of: value)))
    }
  }

  private func contains(text: String) -> Bool {
    var text = text
    return text.withUTF8 { contains(UnsafeRawBufferPointer($0)) }
  }

  private func contains(_ text: UnsafeRawBufferPointer) -> Bool {
    guard ignoresCase && !isASCII else { return isFound(in: text, folding: ignoresCase) }
    // Other scripts fold their case by Unicode's rules.
    var small = String(decoding: text, as: UTF8.self).lowercased()
    return small.withUTF8 { isFound(in: UnsafeRawBufferPointer($0), folding: false) }
  }

  private func isFound(in text: UnsafeRawBufferPointer, folding: Bool) -> Bool {
    var start = 0
    while start + bytes.count <= text.count {
      var matched = 0
      while matched < bytes.count {
        var byte = text[start + matched]
        if folding && (0x41...0x5A).contains(byte) { byte |= 0x20 }
        guard byte == bytes[matched] else { break }
        matched += 1
      }
      if matched == bytes.count { return true }
      start += 1
    }
    return false
  }
}

/// The bytes of a value, of a number those of its text; valid while SQLite's function runs.
private func valueBytes(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
  let start =
    sqlite3_value_type(value) == SQLITE_BLOB
    ? sqlite3_value_blob(value) : UnsafeRawPointer(sqlite3_value_text(value))
  return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
}
