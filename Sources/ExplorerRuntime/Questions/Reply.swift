import Explorer

/// Where the answers to one question go.
struct Reply: Sendable {
  /// Tells an answer, or a part of one.
  let tell: @Sendable (Answer) -> Void
  /// Whether more answers are waited for.
  let isWanted: @Sendable () -> Bool

  /// - Parameter isWanted: by default, answers are waited for until the end.
  init(
    isWanted: @escaping @Sendable () -> Bool = { true }, tell: @escaping @Sendable (Answer) -> Void
  ) {
    self.isWanted = isWanted
    self.tell = tell
  }

  /// - Throws: `CancellationError` where no more answers are waited for.
  func checkWanted() throws {
    guard isWanted() else { throw CancellationError() }
  }
}
