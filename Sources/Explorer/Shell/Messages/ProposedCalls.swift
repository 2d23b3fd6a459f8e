/// Calls of the program that are proposed to a person: such as can be pasted into a shell, and work.
///
///     let calls = ProposedCalls(logWords: ["-l", "my bank"])
///     calls.call("projection", "rebuild", "orders")  // rewind projection rebuild orders -l 'my bank'
public struct ProposedCalls: Hashable, Sendable {
  private let logWords: [String]
  private let mappingWords: [String]
  private let codeWords: [String]

  /// The commands that take a folder of code.
  package static let takingCode: Set<String> = [
    "state", "diff", "fold", "projections", "projection",
  ]

  /// Calls about a log.
  ///
  /// - Parameters:
  ///   - logWords: how the log is named, a word each: `-l` and its path; none where a call finds the log by
  ///     itself.
  ///   - mappingWords: how its lines are read: `--map` and a source.
  ///   - codeWords: how a folder of code is named, for the commands that take one: `--with` and its path.
  public init(
    logWords: [String] = [], mappingWords: [String] = [], codeWords: [String] = []
  ) {
    self.logWords = logWords
    self.mappingWords = mappingWords
    self.codeWords = codeWords
  }

  /// A call about the log, quoted for a shell: `rewind verify --repair -l bank`.
  public func call(_ words: String...) -> String {
    let takesCode = words.first.map(Self.takingCode.contains) ?? false
    return Self.line(words + logWords + mappingWords + (takesCode ? codeWords : []))
  }

  /// The call that opens what a pipe gives as it would the log: `rewind - --map stream=id`.
  public var callOnPipe: String { Self.line(["-"] + mappingWords) }

  private static func line(_ words: [String]) -> String {
    (["rewind"] + words).map(ShellWord.quoted).joined(separator: " ")
  }
}
