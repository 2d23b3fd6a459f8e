public import Rewind

/// What a ``Question`` is answered with.
public enum Answer: Sendable {
  /// To ``Question/streams(_:)`` and ``Question/completions(_:limit:)``: the streams, in order.
  case streams([StreamID])
  /// To ``Question/events(_:)``: the events at those positions that could be read, as stored; by position what
  /// upcasters make of those of an old schema, and what their lines say beyond what is read of them.
  case events(
    [StoredEvent], upcasts: [Int: Result<Upcast, UpcastError>], logged: [Int: LoggedRoles])
  /// To ``Question/states(_:versions:)``: the states, the fold's name, nil for last values, and what tells the
  /// code that made them from other; and the version whose event the fold is known not to get past.
  ///
  /// A warning of version 0 is about all states of the stream.
  case states([StateAtVersion], fold: String?, code: String, stop: Int? = nil)
  /// To ``Question/states(_:versions:)``: the fold did not get past the event of an earlier version than one that
  /// was asked for: the state there, and why, in a line.
  case stopped(at: StateAtVersion, String)
  /// To ``Question/series(_:_:last:points:)``.
  case series(ValueSeries)
  /// To ``Question/effects(_:_:versions:)``: by version; one that cannot be told is nothing.
  case effects([Int: EventEffect])
  /// To ``Question/find(_:)``: the place, nil where there is none.
  case found(Int?)
  /// To ``Question/find(_:)`` of an id: no event has it as its own, but some have it as that of a correlation or a
  /// cause.
  case carriedOnly
  /// To ``Question/hits(_:)``: further places, in the order in which they were looked at, and how many were looked at
  /// so far; the question is answered once those are all of the list's.
  case hits([Int], looked: Int)
  /// To ``Question/matches(_:_:)``: further places, ascending, as they are found, and the last place
  /// that has been looked at; the question is answered once that is the range's end.
  case matches([Int], through: Int)
  /// To ``Question/rows(_:_:at:)``.
  case rows(RowPage)
  /// To ``Question/rowHistory(_:key:through:)``.
  case rowHistory([RowStep])
  /// To ``Question/step(_:after:ofKey:)``.
  case step(ProjectionStep)
  /// To ``Question/touchedRows(at:of:)``: what is known of the next of the projections; the question is answered once
  /// that is the last of them.
  case touchedRows(TouchedRows)
  /// To ``Question/dataLines(_:)``: by position, further ones; the question is answered once the last of them is told.
  case dataLines([Int: String])
  /// To ``Question/relatives(of:)``: the events of the tree, each below its cause, and whether these are all.
  case relatives([RelatedEvent], isWhole: Bool)
  /// To ``Question/deadLetters(_:after:limit:)``: some of them, and how many there are in all.
  case deadLetters([DeadLetter], count: Int)
  /// To ``Question/comparison(_:_:limit:)``.
  case comparison(ReadModelComparison)
  /// To ``Question/differenceStarts(_:limit:)``: those that are known, in no order; and why none is, where what made
  /// the read model is not known any more.
  case differenceStarts([DifferenceStart], unknown: String? = nil)
  /// A question that takes long is at this part of it, from 0 to 1; more will come.
  case progress(Double)
  /// The question can be answered once the person agrees to a program's being run: its path.
  case needsAgreement(program: String)
  /// The question could not be answered: why, in a line.
  case failed(String)
}

extension Answer {
  /// The events of a log at positions.
  ///
  /// - Throws: where they cannot be read.
  public static func events(at positions: [Int], of log: LogSnapshot) throws -> Answer {
    let events = try log.events(at: positions)
    var upcasts: [Int: Result<Upcast, UpcastError>] = [:]
    var logged: [Int: LoggedRoles] = [:]
    for event in events.compactMap(\.record) {
      logged[event.position] = try log.loggedRoles(at: event.position)
      do {
        upcasts[event.position] = try log.upcasters.upcast(event).map { .success($0) }
      } catch {
        upcasts[event.position] = .failure(
          error as? UpcastError ?? UpcastError(event, reason: "\(error)"))
      }
    }
    return .events(events, upcasts: upcasts, logged: logged)
  }
}
