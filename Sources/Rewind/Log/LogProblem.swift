/// Something about a log that is not as it should be.
public struct LogProblem: Hashable, Sendable {
  /// What kind of thing is wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A line is no event; a store refuses appends until it is moved aside.
    case damage
    /// Bytes at the end are no whole append; the next append moves them aside.
    case tornTail = "torn tail"
    /// Versions or positions are missing, or what stood at one was moved aside by a repair.
    case gap
    /// A version, position or id is there twice.
    case repeated = "repeat"
    /// A version, position or time is smaller than the one before it.
    case disorder
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// What exactly, in one line.
  public let message: String
  /// The place in the whole log, from 1; nil for a torn tail.
  public let position: Int?
  /// The file it is in.
  public let file: String
  /// The line of the file, from 1; nil where it is in no file.
  public let line: Int?
}
