internal import CSQLite
internal import Platform
internal import Rewind

/// A prepared statement: bound, stepped, read and used again.
///
/// Texts are bound without SQLite copying them: they are laid side by side in a buffer of the
/// statement's, which stays as it is until the next row is bound.
final class Statement {
  private let handle: OpaquePointer
  private unowned let connection: Connection
  private var texts: UnsafeMutableRawBufferPointer
  private var used = 0

  init(_ sql: String, on connection: Connection) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw connection.failure(code) }
    self.handle = handle
    self.connection = connection
    // Nothing would free it where the text is no statement.
    texts = .allocate(byteCount: 256, alignment: 1)
  }

  deinit {
    sqlite3_finalize(handle)
    texts.deallocate()
  }

  /// Goes to the next row; false after the last.
  func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      // The error's text is gone once the statement is reset.
      let failure = connection.failure(code)
      reset()
      throw failure
    }
  }

  /// Runs to the end, whatever rows there are.
  func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  /// Ends the run, and lets go of what is bound.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    used = 0
  }
}

// MARK: - Binding

extension Statement {
  /// Binds a row's first value and the others, from the first parameter on, and runs to the end.
  func run(_ first: ReadModelValue, _ others: [ReadModelValue]) throws(SQLiteError) {
    try run([(first, others)])
  }

  /// Binds rows one after the other, from the first parameter on, and runs to the end.
  func run(
    _ rows: [(key: ReadModelValue, others: [ReadModelValue])]
  ) throws(SQLiteError) {
    makeRoom(
      for: rows.reduce(0) { $1.others.reduce($0 + $1.key.textSize) { $0 + $1.textSize } })
    var parameter: Int32 = 1
    for row in rows {
      bind(row.key, at: parameter)
      for value in row.others {
        parameter += 1
        bind(value, at: parameter)
      }
      parameter += 1
    }
    _ = try step()
    sqlite3_reset(handle)
    used = 0
  }

  /// Binds values from the first parameter on, and gives the statement back.
  func bind(_ values: ReadModelValue...) -> Statement {
    reset()
    makeRoom(for: values.reduce(0) { $0 + $1.textSize })
    for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
    return self
  }

  /// Texts that are bound must not move, so there is room for all of them before the first.
  private func makeRoom(for size: Int) {
    used = 0
    guard size > texts.count else { return }
    texts.deallocate()
    texts = .allocate(byteCount: size * 2, alignment: 1)
  }

  private func bind(_ value: ReadModelValue, at index: Int32) {
    switch value {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let number): sqlite3_bind_int64(handle, index, Int64(number))
    case .real(let number): sqlite3_bind_double(handle, index, number)
    case .text(let text): bind(text, at: index)
    }
  }

  private func bind(_ text: String, at index: Int32) {
    var text = text
    let start = texts.baseAddress! + used
    let count = text.withUTF8 { bytes in
      assert(used + bytes.count <= texts.count, "makeRoom(for:) counted the texts")
      if let base = bytes.baseAddress { start.copyMemory(from: base, byteCount: bytes.count) }
      return bytes.count
    }
    used += count
    sqlite3_bind_text64(handle, index, start, UInt64(count), nil, UInt8(SQLITE_UTF8))
  }
}

extension ReadModelValue {
  fileprivate var textSize: Int {
    if case .text(let text) = self { text.utf8.count } else { 0 }
  }
}

// MARK: - Reading

extension Statement {
  /// A column of the row it is at; a byte string, which only others put there, as it is written in SQL.
  func value(_ column: Int) -> ReadModelValue {
    let column = Int32(column)
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(handle, column)))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT: return .text(String(decoding: bytes(column), as: UTF8.self))
    case SQLITE_BLOB: return .text(SQLText.literal(bytes(column)))
    default: return .null
    }
  }

  /// Several columns of the row it is at.
  func values(_ columns: some Sequence<Int>) -> [ReadModelValue] {
    columns.map { value($0) }
  }

  /// A column as a whole number; 0 where it is none.
  func integer(_ column: Int) -> Int {
    Int(sqlite3_column_int64(handle, Int32(column)))
  }

  /// A column as a text; nil where it is null.
  func text(_ column: Int) -> String? {
    if case .null = value(column) { return nil }
    return value(column).description
  }

  /// A column that holds a whole number; nil where it holds anything else.
  func exactInteger(_ column: Int) -> Int? {
    if case .integer(let number) = value(column) { number } else { nil }
  }

  /// A column that holds a text; nil where it holds anything else, or no UTF-8.
  func exactText(_ column: Int) -> String? {
    guard sqlite3_column_type(handle, Int32(column)) == SQLITE_TEXT else { return nil }
    return String(validating: bytes(Int32(column)), as: UTF8.self)
  }

  /// Whether a column is null.
  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// Valid until the statement goes on.
  private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// How a column compares with one of another statement's row: below, at or above 0, as SQLite orders
  /// values of all kinds.
  func order(_ column: Int, _ other: Statement, _ otherColumn: Int) -> Int {
    let (mine, its) = (Int32(column), Int32(otherColumn))
    let kind = sqlite3_column_type(handle, mine)
    let otherKind = sqlite3_column_type(other.handle, its)
    if kind == SQLITE_INTEGER && otherKind == SQLITE_INTEGER {
      let (a, b) = (
        sqlite3_column_int64(handle, mine), sqlite3_column_int64(other.handle, its)
      )
      return a < b ? -1 : a > b ? 1 : 0
    }
    let (rank, otherRank) = (Self.rank(kind), Self.rank(otherKind))
    if rank != otherRank { return rank - otherRank }
    switch rank {
    case 0: return 0
    case 1:
      let (a, b) = (
        sqlite3_column_double(handle, mine), sqlite3_column_double(other.handle, its)
      )
      return a < b ? -1 : a > b ? 1 : 0
    default: return bytes(mine).order(beside: other.bytes(its))
    }
  }

  private static func rank(_ kind: Int32) -> Int {
    switch kind {
    case SQLITE_NULL: 0
    case SQLITE_INTEGER, SQLITE_FLOAT: 1
    case SQLITE_TEXT: 2
    default: 3
    }
  }
}
