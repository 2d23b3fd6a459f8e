/// A file beside a log that looks like a fold, and cannot be one.
public struct CodeFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line: the file, what is wrong with it, and what to do.
  public let description: String

  init(_ path: String, _ reason: String) {
    description = "\(path): \(reason)"
  }
}
