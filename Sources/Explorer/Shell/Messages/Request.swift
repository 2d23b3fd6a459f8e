public import Rewind

/// A question, what it is about, and the token its answers carry.
public struct Request: Sendable {
  /// Tells the answers of this request from those of others.
  public let token: Int
  /// What is asked.
  public let question: Question
  /// The log as the explorer showed it then, or its last events: streams and positions of the question are those
  /// of it.
  public let log: LogSnapshot

  /// What the request competes with.
  public var lane: Lane { question.lane }
}

extension Request: Hashable {
  /// Whether two are the same request: the token tells that, the log goes with it.
  public static func == (a: Request, b: Request) -> Bool {
    a.token == b.token && a.question == b.question
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(token)
    hasher.combine(question)
  }
}

/// Questions of one lane follow each other: there is at most one unfinished request in each.
public enum Lane: Hashable, Sendable, CaseIterable {
  /// Of ``Question/streams(_:)``.
  case streams
  /// Of ``Question/completions(_:limit:)``.
  case completions
  /// Of ``Question/events(_:)``.
  case events
  /// Of ``Question/states(_:versions:)``.
  case states
  /// Of ``Question/series(_:_:last:points:)``.
  case series
  /// Of ``Question/effects(_:_:versions:)``.
  case effects
  /// Of ``Question/find(_:)``.
  case find
  /// Of ``Question/hits(_:)``.
  case hits
  /// Of ``Question/matches(_:_:)``.
  case matches
  /// Of ``Question/rows(_:_:at:)``.
  case rows
  /// Of ``Question/rowHistory(_:key:through:)``.
  case rowHistory
  /// Of ``Question/step(_:after:ofKey:)``.
  case step
  /// Of ``Question/touchedRows(at:of:)``.
  case touchedRows
  /// Of ``Question/relatives(of:)``.
  case relatives
  /// Of ``Question/dataLines(_:)``.
  case dataLines
  /// Of ``Question/deadLetters(_:after:limit:)``.
  case deadLetters
  /// Of ``Question/comparison(_:_:limit:)``.
  case comparison
  /// Of ``Question/differenceStarts(_:limit:)``.
  case differenceStarts
}
