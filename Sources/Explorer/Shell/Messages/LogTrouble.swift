/// Why a log cannot be opened or read.
public struct LogTrouble: Error, Hashable, Sendable {
  /// One line: which file, what is wrong, what to do.
  public var line: String
  /// The same without the file, for where the log's name stands before it.
  public var brief: String

  /// Makes a reason; `brief` is the whole line where it has no shorter form.
  public init(_ line: String, brief: String? = nil) {
    self.line = line
    self.brief = brief ?? line
  }
}
