/// A row of a read model as the code knows it: plain properties, and which columns they are.
///
///     struct Balance: ReadModelRow {
///       var owner = ""
///       var balance = 0
///
///       mutating func columns(_ column: inout ColumnMapper) {
///         column("owner", &owner)
///         column("balance", &balance)
///       }
///     }
///
/// One description serves to declare the table, to write a row and to read it back. A row must be
/// whole in its columns: a property without a column is lost when a projection goes on after a restart.
public protocol ReadModelRow: Sendable {
  /// The row before anything is known.
  init()

  /// Says which property is which column: always the same ones, in the same order.
  mutating func columns(_ column: inout ColumnMapper)
}

/// Carries the properties of a ``ReadModelRow`` to and from the columns of its table.
public struct ColumnMapper {
  private enum Work { case declaring, writing, reading }

  private let work: Work
  private(set) var declared: [ReadModelColumn] = []
  private(set) var values: [ReadModelValue] = []
  private var next = 0
  /// The first column with a value that its property cannot have.
  private(set) var unreadable: String?

  private init(_ work: Work, values: [ReadModelValue] = []) {
    self.work = work
    self.values = values
    if work == .writing { self.values.reserveCapacity(8) }
  }

  /// Maps a whole number.
  public mutating func callAsFunction(_ name: String, _ value: inout Int) {
    map(name, .integer, &value, { .integer($0) }, \.integer)
  }

  /// Maps a whole number that may be missing.
  public mutating func callAsFunction(_ name: String, _ value: inout Int?) {
    mapOptional(name, .integer, &value, { .integer($0) }, \.integer)
  }

  /// Maps a number.
  public mutating func callAsFunction(_ name: String, _ value: inout Double) {
    map(name, .real, &value, { .real($0) }, \.real)
  }

  /// Maps a number that may be missing.
  public mutating func callAsFunction(_ name: String, _ value: inout Double?) {
    mapOptional(name, .real, &value, { .real($0) }, \.real)
  }

  /// Maps a text.
  public mutating func callAsFunction(_ name: String, _ value: inout String) {
    map(name, .text, &value, { .text($0) }, \.text)
  }

  /// Maps a text that may be missing.
  public mutating func callAsFunction(_ name: String, _ value: inout String?) {
    mapOptional(name, .text, &value, { .text($0) }, \.text)
  }

  /// Maps a truth value, as 0 or 1.
  public mutating func callAsFunction(_ name: String, _ value: inout Bool) {
    map(name, .integer, &value, { .integer($0 ? 1 : 0) }) { $0.integer.map { $0 != 0 } }
  }

  /// Maps a time that may be missing, as RFC 3339 text in UTC.
  public mutating func callAsFunction(_ name: String, _ value: inout Timestamp?) {
    mapOptional(name, .text, &value, { .text($0.rfc3339) }) {
      $0.text.flatMap { Timestamp(parsing: $0) }
    }
  }

  /// Maps a JSON value, as its text; SQLite's `json_each` and `->>` look into it.
  public mutating func callAsFunction(_ name: String, _ value: inout JSONValue) {
    map(name, .text, &value, { .text($0.text()) }) { value in
      value.text.flatMap { try? JSONText($0).value }
    }
  }

  private mutating func map<Value>(
    _ name: String, _ content: ReadModelColumn.Content, _ value: inout Value,
    _ write: (Value) -> ReadModelValue, _ read: (ReadModelValue) -> Value?
  ) {
    switch work {
    case .declaring: declared.append(ReadModelColumn(name: name, content: content))
    case .writing: values.append(write(value))
    case .reading:
      if let found = read(take()) { value = found } else { unreadable = unreadable ?? name }
    }
  }

  private mutating func mapOptional<Value>(
    _ name: String, _ content: ReadModelColumn.Content, _ value: inout Value?,
    _ write: (Value) -> ReadModelValue, _ read: (ReadModelValue) -> Value?
  ) {
    map(name, content, &value, { $0.map(write) ?? .null }) { found in
      if found == .null { return .some(nil) }
      return read(found).map { .some($0) }
    }
  }

  private mutating func take() -> ReadModelValue {
    defer { next += 1 }
    return next < values.count ? values[next] : .null
  }
}

extension ReadModelRow {
  /// The columns, in the order in which they are mapped.
  static var declaredColumns: [ReadModelColumn] {
    var mapper = ColumnMapper.declaring
    var row = Self()
    row.columns(&mapper)
    return mapper.declared
  }

  /// The values of the columns.
  @usableFromInline
  var columnValues: [ReadModelValue] {
    var mapper = ColumnMapper.writing
    var row = self
    row.columns(&mapper)
    return mapper.values
  }

  /// Reads a row back from the values of its columns.
  init(columnValues: [ReadModelValue]) throws(UnreadableColumnError) {
    self.init()
    var mapper = ColumnMapper.reading(columnValues)
    columns(&mapper)
    if let name = mapper.unreadable { throw UnreadableColumnError(name: name) }
  }
}

/// A column holds a value that its property cannot have: another program wrote into the read model.
struct UnreadableColumnError: Error {
  let name: String
}

extension ColumnMapper {
  fileprivate static var declaring: ColumnMapper { ColumnMapper(.declaring) }
  fileprivate static var writing: ColumnMapper { ColumnMapper(.writing) }
  fileprivate static func reading(_ values: [ReadModelValue]) -> ColumnMapper {
    ColumnMapper(.reading, values: values)
  }
}

extension ReadModelValue {
  fileprivate var integer: Int? { if case .integer(let number) = self { number } else { nil } }

  fileprivate var real: Double? {
    switch self {
    case .real(let number): number
    case .integer(let number): Double(number)
    case .null, .text: nil
    }
  }

  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
