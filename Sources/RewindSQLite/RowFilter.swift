internal import CSQLite
internal import Rewind

/// Looks for a text in rows, as SQL.
///
/// The search itself is a function that SQLite calls for each row, so that what is searched is what is
/// shown, and letters of all scripts fold their case.
enum RowFilter {
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
  static func install(on connection: Connection) throws(SQLiteError) {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
    let code = sqlite3_create_function_v2(
      connection.handle, function, -1, flags, nil,
      { context, count, values in
        guard count > 0, let values, let pattern = Pattern.read(context, values[0]) else {
          return sqlite3_result_int(context, 0)
        }
        let found = (1..<Int(count)).contains { pattern.isShown(in: values[$0]) }
        sqlite3_result_int(context, found ? 1 : 0)
      }, nil, nil, nil)
    if code != SQLITE_OK { throw connection.failure(code) }
  }
}

/// What a statement looks for, read once for all of its rows.
private final class Pattern {
  private let text: TextPattern

  private init(_ text: TextPattern) { self.text = text }

  /// The pattern that is a function's first argument.
  ///
  /// SQLite keeps it beside the argument as long as that stays the same.
  static func read(_ context: OpaquePointer?, _ value: OpaquePointer?) -> Pattern? {
    if let kept = sqlite3_get_auxdata(context, 0) {
      return Unmanaged.fromOpaque(kept).takeUnretainedValue()
    }
    let bytes = valueBytes(of: value)
    guard let text = TextPattern(String(decoding: bytes, as: UTF8.self)) else { return nil }
    let pattern = Pattern(text)
    sqlite3_set_auxdata(context, 0, Unmanaged.passRetained(pattern).toOpaque()) { pattern in
      if let pattern { Unmanaged<Pattern>.fromOpaque(pattern).release() }
    }
    return pattern
  }

  /// Whether a column's value contains the text, as it is shown.
  func isShown(in value: OpaquePointer?) -> Bool {
    switch sqlite3_value_type(value) {
    case SQLITE_NULL: false
    case SQLITE_INTEGER, SQLITE_TEXT: text.place(in: valueBytes(of: value)) != nil
    case SQLITE_FLOAT:
      text.matches(ReadModelValue.real(sqlite3_value_double(value)).description)
    default: text.matches(SQLText.literal(valueBytes(of: value)))
    }
  }
}

/// The bytes of a value, of a number those of its text; valid while SQLite's function runs.
private func valueBytes(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
  let start =
    sqlite3_value_type(value) == SQLITE_BLOB
    ? sqlite3_value_blob(value) : UnsafeRawPointer(sqlite3_value_text(value))
  return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
}
