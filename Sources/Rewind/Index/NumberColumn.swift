/// Numbers that nearly always equal a count: they take no memory until the first one differs.
struct NumberColumn: Sendable {
  private var count = 0
  private var exceptions: AppendOnlyColumn<Int64>?

  /// Whether every number is what counting gives.
  var isEmpty: Bool { exceptions == nil }

  /// The number at a place where it differs from counting, else nil.
  func number(at index: Int) -> Int? {
    exceptions?[index].known
  }

  /// Takes in the next number; one that is unknown counts as what counting gives.
  @inline(__always)
  mutating func append(_ number: Int64, counted: Int) {
    if exceptions != nil || number != .unknown && number != counted {
      appendException(number == counted ? .unknown : number)
    }
    count += 1
  }

  private mutating func appendException(_ number: Int64) {
    if exceptions == nil {
      var column = AppendOnlyColumn<Int64>()
      for _ in 0..<count { column.append(.unknown) }
      exceptions = column
    }
    exceptions?.append(number)
  }
}
