package import Rewind

/// What a program answered up to a flush, by the numbers that were sent.
package struct ProgramAnswers {
  /// The answer to a `get`.
  package enum State {
    /// As it was at the stream's last answer, or as it began.
    case unchanged
    /// The state.
    case text(JSONText)
  }

  /// The answers to every `get`.
  package internal(set) var states: [Int: State] = [:]
  /// The keys of the rows that events go to, as they are written.
  package internal(set) var keys: [Int: JSONText] = [:]
  /// Why events could not be folded, or their keys not be told.
  package internal(set) var errors: [Int: String] = [:]
}
