/// How a person names a log in calls of `rewind`.
public struct LogWords: Hashable, Sendable {
  /// The log as the command line takes it, quoted for a shell; for links to a place.
  public var arguments: String
  /// Calls to propose to a person, about the log.
  public var calls: ProposedCalls

  /// Words; where none are given, calls find the log by themselves.
  public init(arguments: String = "", calls: ProposedCalls = ProposedCalls()) {
    self.arguments = arguments
    self.calls = calls
  }

  /// The words for the log at some paths.
  ///
  /// - Parameters:
  ///   - paths: the log's paths.
  ///   - mapping: how its lines are read, as options of the command line.
  package init(paths: [String], mapping: [String] = []) {
    let named = paths.flatMap { ["-l", $0] }
    self.init(
      (paths.count == 1 ? paths : named) + mapping,
      calls: ProposedCalls(logWords: named, mappingWords: mapping))
  }

  /// The words that name a log, one each, and calls to propose about it.
  package init(_ words: [String], calls: ProposedCalls) {
    self.init(arguments: words.map(ShellWord.quoted).joined(separator: " "), calls: calls)
  }
}
