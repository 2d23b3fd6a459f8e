import Explorer
import ExplorerRuntime
import Rewind

/// What the answer of a call is without, as far as is known.
final class Losses {
  /// How many lines of the logs that were read are no event.
  private(set) var damagedLines = 0
  /// How many events have a role that is there and could not be read.
  private(set) var unreadEvents = 0
  /// Whether a read model is without events that are parked.
  private(set) var hasParkedEvents = false

  /// Whether a log ends before its end: a command failed that prints it, or there was no room for the rest.
  private(set) var hasShortLog = false

  /// Adds what an index is without.
  func add(_ index: LogIndex) {
    damagedLines += index.damagedPositions.count
    unreadEvents += index.unreadCount
  }

  /// Adds what is behind the end of a log that is cut short; false where that is known already.
  func addShortLog() -> Bool {
    defer { hasShortLog = true }
    return !hasShortLog
  }

  /// Adds events that a read model is without.
  func addParked(_ count: Int) {
    if count > 0 { hasParkedEvents = true }
  }
}

extension Invocation {
  /// Says on standard error, in one line each, how many of a log's lines are no event, and how many events
  /// have a role that could not be read.
  func noteLosses(of index: LogIndex, at named: NamedLog) {
    let call = named == (try? log()) ? self : about(named)
    let verify = call.proposed.call("verify")
    let (damaged, unread) = (index.damagedPositions.count, index.unreadCount)
    if damaged > 0 {
      note(
        "\(grouped(damaged)) of \(counted(index.eventCount, "line")) \(damaged == 1 ? "is" : "are")"
          + " no event; \(verify) lists \(damaged == 1 ? "it" : "them")")
    }
    if unread > 0 {
      note(
        "\(grouped(unread)) of \(counted(index.validCount, "event")) \(unread == 1 ? "has" : "have")"
          + " a role that cannot be read; \(verify) lists \(unread == 1 ? "it" : "them")")
    }
  }

  /// Says on standard error, in one line, how the command failed that prints a log, once it has, or that there
  /// was no room for all of it.
  func noteShortfall(of log: EventLog) {
    guard let reason = ProposedCalls.shortfall(of: log), losses.addShortLog() else { return }
    note("\(log.input?.fileName ?? log.name): \(reason)")
  }

  /// Says how many events of a projection are parked, where any are; with `--json` the answer does.
  func noteParked(_ count: Int, of projection: String) {
    losses.addParked(count)
    guard count > 0, !shared.json else { return }
    note(
      "\(projection): \(counted(count, "event")) parked; "
        + proposed.call("projection", "parked", projection) + " lists them")
  }

  /// The exit status of a call that would end with one: in place of 0, 3 where the answer is not from all
  /// there is.
  func status(of answer: Int32) -> Int32 {
    let isPartial =
      losses.damagedLines > 0 || losses.hasParkedEvents || losses.hasShortLog
      || shared.strict && losses.unreadEvents > 0
    return answer == 0 && isPartial ? ExitStatus.partial : answer
  }

  /// Prints an answer whose exit status is known; it stands also where the reader of a pipe has gone.
  func answer(with status: Int32, _ print: () throws -> Void) throws -> Int32 {
    do {
      try print()
      try output.flush()
    } catch let closed as OutputError where closed.isClosedPipe {}
    return status
  }
}
