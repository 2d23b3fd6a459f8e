/// An index of a read model's table, which makes questions about other columns than the first quick.
public struct ReadModelIndex: Hashable, Sendable {
  /// The columns, the first being what rows are looked for by.
  public let columns: [String]

  /// An index over some columns.
  ///
  /// - Precondition: there is one.
  public init(_ columns: String...) {
    precondition(!columns.isEmpty, "an index has columns")
    self.columns = columns
  }
}
