/// A program that folds events cannot go on: it does not start, it has ended, or it does not keep to the
/// protocol.
///
/// It is killed by then. What it printed is part of the texts as it is, control characters too.
public struct ProgramError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  @nonexhaustive
  public enum Reason: Sendable, Hashable {
    /// It cannot be read or started, and why.
    case cannotStart(String)
    /// Its file is not what it was when the fold was made.
    case wasChanged
    /// It ended by itself, and how: `exit status 3`, `signal 9`.
    case ended(String)
    /// It answered nothing for so long.
    case silent(Duration)
    /// It answered nothing for so long, and then, when its input ended, all that it had kept to itself.
    case unflushed(Duration)
    /// It printed a line of more bytes than this.
    case lineTooLong(limit: Int)
    /// It printed a line that has no place there: what is wrong, and how the line begins.
    case unexpected(String, line: String)
  }

  /// The program's path.
  public let program: String
  /// What went wrong.
  public let reason: Reason
  /// What it wrote to its standard error: the line of its code, where a trace names one, and what it says last;
  /// nil where it wrote nothing.
  public let complaint: String?
  /// The event that it was at: type, version, stream and position; nil where it was at none, or nobody knows.
  public internal(set) var event: String?

  init(_ program: String, _ reason: Reason, complaint: String? = nil) {
    self.program = program
    self.reason = reason
    self.complaint = complaint
  }

  /// Whether it may be for an event: not where the program does not start, or answers only once its input ends.
  var isOfEvents: Bool {
    switch reason {
    case .cannotStart, .wasChanged, .unflushed: false
    case .ended, .silent, .lineTooLong, .unexpected: true
    }
  }

  /// One line: the program, the event, what went wrong, and what it said of it.
  public var description: String {
    "\(program): " + (event.map { "at \($0): " } ?? "") + "\(reason)"
      + (complaint.map { "; it says: \($0)" } ?? "")
  }
}

extension ProgramError.Reason: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .cannotStart(let why): "cannot be started: \(why)"
    case .wasChanged: "was changed while its states were shown"
    case .ended(let how): "ended with \(how)"
    case .silent(let time): "answered nothing for \(time.formattedSeconds) seconds, and was killed"
    case .unflushed(let time):
      "answered nothing for \(time.formattedSeconds) seconds, until its input ended: it keeps what it prints"
        + " to itself; it is to flush at every flush, as print(…, flush=True) does"
    case .lineTooLong(let limit): "printed a line of more than \(limit >> 20) MiB, and was killed"
    case .unexpected(let what, let line): "printed \(what): \(line)"
    }
  }
}

extension Duration {
  /// Its seconds, with as many decimals as they need: `10`, `0.25`.
  fileprivate var formattedSeconds: String {
    let seconds = self / .seconds(1)
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
