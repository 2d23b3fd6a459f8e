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
  ///   - calls: calls to propose; nil for such as name all of this.
  package init(paths: [String], mapping: [String] = [], calls: ProposedCalls? = nil) {
    let named = paths.flatMap { ["-l", $0] }
    arguments = ((paths.count == 1 ? paths : named) + mapping).map(ShellWord.quoted)
      .joined(separator: " ")
    self.calls = calls ?? ProposedCalls(logWords: named + mapping)
  }
}
