/// Something about a log that is not as it should be.
public struct LogProblem: Hashable, Sendable {
  /// What kind of thing is wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A damaged line; a store refuses appends until it is moved aside.
    case damage
    /// A role of an event is there and cannot be read; the event is without it.
    case unread = "unread role"
    /// A line without its end at the end of a file, or an unfinished append there, whose bytes a store's next
    /// append moves aside.
    case tornTail = "torn tail"
    /// Versions or positions are missing, of a stream or the log together; or a line that a repair moved aside.
    case gap
    /// Versions, positions or ids occur twice; of a stream together, or of the log.
    case repeated = "repeat"
    /// Versions, positions or times are smaller than the one before; of a stream together, or of the log.
    case disorder
    /// Times are more than a day later than now; those of the log together.
    case future = "future time"
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// What exactly, in one line.
  public let message: String
  /// The place in the whole log, from 1, or the first of several; nil for a torn tail.
  public let position: Int?
  /// The file it is in.
  public let file: String
  /// The line of the file, from 1; nil where it is in no file.
  public let line: Int?
}
