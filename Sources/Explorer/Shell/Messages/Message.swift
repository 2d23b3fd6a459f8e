public import Rewind
public import TextUI

/// What can happen to the explorer.
public enum Message: Sendable {
  /// A key, a paste, the mouse.
  case input(InputEvent)
  /// The terminal has a size; the first message of all.
  case resized(Size)
  /// The log as far as it is known; it extends the one before.
  ///
  /// `indexed` is the part of the log that has been read, from 0 to 1; nil once it is whole.
  case log(LogSnapshot, indexed: Double? = nil)
  /// The log was replaced by another under the same name: what was known of the old one is void.
  case replaced(LogSnapshot)
  /// The log could not be opened.
  case unopened(LogTrouble)
  /// The log, which could not be opened before, is open: what is to be known of it.
  case opened(ExplorerOptions)
  /// What a request asked for, or a part of it; ignored where the request is out of date.
  case answer(token: Int, Answer)
  /// Something happened to projections.
  case projections(ProjectionNews)
  /// The time of day, about once a second and before the first key; ages are reckoned from it.
  case clock(Timestamp)
  /// Something worth a line: how many bytes were copied where.
  case notice(String)
  /// Something went wrong and is worth a line, such as that the log cannot be read just now.
  case failure(LogTrouble)
  /// Nothing could take a copy: the text is shown without borders, for selecting by hand.
  case copyFailed(String)
}

/// What a ``Question`` is answered with.
public enum Answer: Sendable {
  /// To ``Question/streams(_:)`` and ``Question/completions(_:limit:)``: the streams, in order.
  case streams([StreamID])
  /// To ``Question/events(_:)``: the events at those positions that could be read, as stored, and what
  /// upcasters make of those of an old schema, by position.
  case events([StoredEvent], upcasts: [Int: Result<Upcast, UpcastError>])
  /// To ``Question/states(_:versions:)``: the states, and the fold's name, nil for last values.
  case states([StateAtVersion], fold: String?)
  /// To ``Question/series(_:_:last:points:)``.
  case series(ValueSeries)
  /// To ``Question/find(_:)`` and ``Question/findStream(_:)``: the place, nil where there is none.
  case found(Int?)
  /// To ``Question/matches(_:_:)``: further places, ascending, as they are found, and the last place
  /// that has been looked at; the question is answered once that is the range's end.
  case matches([Int], through: Int)
  /// To ``Question/rows(_:_:at:)``.
  case rows(RowPage)
  /// To ``Question/rowHistory(_:key:through:)``.
  case rowHistory([RowStep])
  /// To ``Question/deadLetters(_:after:limit:)``: some of them, and how many there are in all.
  case deadLetters([DeadLetter], count: Int)
  /// To ``Question/comparison(_:_:limit:)``.
  case comparison(ReadModelComparison)
  /// A question that takes long is at this part of it, from 0 to 1; more will come.
  case progress(Double)
  /// The question could not be answered: why, in a line.
  case failed(String)
}

extension Answer {
  /// Events, with what a log's upcasters make of those of an old schema.
  public static func events(_ events: [StoredEvent], liftedBy upcasters: Upcasters) -> Answer {
    var upcasts: [Int: Result<Upcast, UpcastError>] = [:]
    for event in events.compactMap(\.record) {
      do throws(UpcastError) {
        upcasts[event.position] = try upcasters.upcast(event).map { .success($0) }
      } catch {
        upcasts[event.position] = .failure(error)
      }
    }
    return .events(events, upcasts: upcasts)
  }
}

/// A number in the state of a stream, followed through its versions.
public struct ValueSeries: Hashable, Sendable {
  /// The value at the end of each of the asked number of equal parts of the versions, in order; nil
  /// where it is no number.
  public var values: [Double?]
  /// The least and the greatest value over all versions; nil where there is no number at all.
  public var range: ClosedRange<Double>?

  /// Makes a series.
  public init(values: [Double?], range: ClosedRange<Double>?) {
    self.values = values
    self.range = range
  }
}
