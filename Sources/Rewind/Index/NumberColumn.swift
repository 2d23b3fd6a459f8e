/// Numbers that nearly always equal a count: they take no memory until the first one differs.
struct NumberColumn: Sendable {
  /// What differs, unknown where nothing does; nil while nothing has.
  private(set) var exceptions: AppendOnlyColumn<Int64>?

  /// A column that begins with the exceptions of an index file.
  init(_ exceptions: AppendOnlyColumn<Int64>? = nil) {
    self.exceptions = exceptions
  }

  /// Whether every number is what counting gives.
  var isEmpty: Bool { exceptions == nil }

  /// The number at a place where it differs from counting, else nil.
  func number(at index: Int) -> Int? {
    exceptions?[index].known
  }

  /// Takes in the next number, given its place; one that is unknown counts as what counting gives.
  @inline(__always)
  mutating func append(_ number: Int64, counted: Int, at index: Int) {
    if exceptions != nil || number != .unknown && number != counted {
      appendException(number == counted ? .unknown : number, at: index)
    }
  }

  private mutating func appendException(_ number: Int64, at index: Int) {
    if exceptions == nil {
      var column = AppendOnlyColumn<Int64>()
      for _ in 0..<index { column.append(.unknown) }
      exceptions = column
    }
    exceptions?.append(number)
  }
}
