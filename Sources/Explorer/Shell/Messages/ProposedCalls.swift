/// Calls of the program that are proposed to a person: such as can be pasted into a shell, and work.
///
///     let calls = ProposedCalls(logWords: ["-l", "my bank"])
///     calls.call("projection", "rebuild", "orders")  // rewind projection rebuild orders -l 'my bank'
public struct ProposedCalls: Hashable, Sendable {
  private let logWords: [String]

  /// Calls about a log.
  ///
  /// - Parameter logWords: how the log is named, a word each: `-l` and its path, `--map` and a source;
  ///   none where a call finds the log by itself.
  public init(logWords: [String] = []) {
    self.logWords = logWords
  }

  /// A call about the log, quoted for a shell: `rewind verify --repair -l bank`.
  public func call(_ words: String...) -> String {
    (["rewind"] + words + logWords).map(ShellWord.quoted).joined(separator: " ")
  }
}
