import Explorer

/// Where the answers to one question go.
struct Reply: Sendable {
  /// Tells an answer, or a part of one.
  let tell: @Sendable (Answer) -> Void
  /// Whether somebody waits for more.
  let isWanted: @Sendable () -> Bool

  /// - Parameter isWanted: by default somebody waits till the end.
  init(
    isWanted: @escaping @Sendable () -> Bool = { true }, tell: @escaping @Sendable (Answer) -> Void
  ) {
    self.isWanted = isWanted
    self.tell = tell
  }

  /// - Throws: `CancellationError` where nobody waits any more.
  func checkWanted() throws {
    guard isWanted() else { throw CancellationError() }
  }
}
