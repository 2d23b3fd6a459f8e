/// Why a subscription cannot go on as it was asked to, in one line.
@nonexhaustive
public enum SubscriptionError: Error, Sendable, CustomStringConvertible {
  /// A line that is no valid event stands where the next event would.
  case damaged(DamagedLine)
  /// An upcaster could not lift an event.
  case notLifted(UpcastError)
  /// The log's files were replaced since the subscription read them.
  case replaced(log: String, position: Int)

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .damaged(let line):
      "\(line.file): position \(line.position) is damaged: \(line.reason); "
        + "look at it, then go on behind it"
    case .notLifted(let error): "\(error.description); mend the upcaster, then go on behind it"
    case .replaced(let log, let position):
      "\(log): the log was replaced; events up to \(position) were of the one before: begin anew"
    }
  }
}
