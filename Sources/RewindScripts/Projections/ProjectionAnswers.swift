package import Rewind

/// What came of events beside the rows that they changed; each list in the order of the events.
package struct ProjectionAnswers: Sendable {
  /// The events that could not be folded.
  package fileprivate(set) var faults: [Fault] = []
  /// The events that wait, since an earlier one of their rows failed.
  package fileprivate(set) var waits: [Keys] = []
  /// Which rows took events, where the session tells it: no key where an event has none or no handler takes it.
  ///
  /// Events that are not of the source, or of no type that is taken, are not there.
  package fileprivate(set) var took: [Keys] = []
  /// What each event made of each of its rows, where the session tells it; of one that fails there is none.
  package internal(set) var steps: [Step] = []
  /// The digests of what each event made of each of its rows, where the session tells them; of one that fails there is
  /// none.
  package internal(set) var digests: [Digest] = []
  /// The keys of the rows that digests are told of for the first time, in the order of their numbers.
  package internal(set) var newKeys: [String] = []
  /// Why nothing came of other events, where the session tells it.
  package internal(set) var passed: [Pass] = []
  /// What handlers wrote.
  package fileprivate(set) var outputs: [Output] = []
  /// What the script said by `log`, and what it is warned of.
  package fileprivate(set) var notes: [Note] = []

  /// An event that could not be folded: its rows are as before, and so are those of other events.
  package struct Fault: Sendable {
    package let place: Place
    /// The keys of its rows; none where they could not be told.
    package let keys: [String]
    package let error: ScriptError
  }

  /// An event and the rows that it goes to.
  package struct Keys: Sendable, Hashable {
    package let place: Place
    package let keys: [String]
  }

  /// Which event is meant: its position, and which of the events that upcasters made of the stored one, from 1.
  package struct Place: Sendable, Hashable {
    package let position: Int
    package let part: Int
  }

  /// An event or a link that a handler wrote, which is no part of the log.
  package struct Output: Sendable, Hashable {
    /// Which function wrote it.
    package enum Kind: String, Sendable {
      case emit, link, linkStream
    }

    /// The position of the event whose handler wrote it.
    package let position: Int
    /// Which of the position's outputs it is, from 1.
    package let ordinal: Int
    package let kind: Kind
    /// The stream that it was written for, whatever its name is.
    package let stream: String
    /// Its type: `$>` of links to events, `$@` of those to streams.
    package let type: String
    package let data: JSONText
    package let metadata: JSONText?
  }

  /// A line that is said of an event.
  package struct Note: Sendable, Hashable {
    /// The event's position; nil where it is about none.
    package let position: Int?
    package let kind: FoldNote.Kind
    package let text: String
  }

  package init() {}
}

extension ProjectionAnswers {
  /// Goes on with what a child answered of a frame.
  ///
  /// - Parameter numbers: answers so many of the numbers that it told digests by.
  /// - Throws: ``ScriptEnd`` where the answer is not about the frame.
  mutating func take(
    _ answer: ScriptAnswer, of frame: ProjectionFrame, in session: ScriptSession,
    _ told: inout ToldSteps, _ numbers: (Int) -> [Int32]
  ) throws {
    let head = answer.head
    let faultCount = faults.count
    for fault in try Self.lists(head, "faults", frame) {
      let error = session.script.error(
        line: fault.rest[safe: 1]?.int ?? 0, column: fault.rest[safe: 2]?.int ?? 0,
        fault.rest[safe: 3]?.string ?? "")
      faults.append(Fault(place: fault.place, keys: Self.keys(fault.rest[safe: 0]), error: error))
    }
    waits += try Self.lists(head, "waits", frame).map {
      Keys(place: $0.place, keys: Self.keys($0.rest[safe: 0]))
    }
    took += try Self.lists(head, "took", frame).map {
      Keys(place: $0.place, keys: Self.keys($0.rest[safe: 0]))
    }
    let rest = try takeOutputs(of: answer, frame)
    // Nothing is told of what stands behind an event that stops the projection.
    let stop = faults[faultCount...].last?.place
    let unsent =
      head["isStopped"] == nil
      ? frame.passed : frame.passed.filter { pass in stop.map { pass.place < $0 } ?? false }
    if told.areDigests {
      let count = head["told"]?.int ?? 0
      try told.takeDigests(head, numbers(count), of: frame, into: &self)
    } else {
      add(try told.take(head, rest, of: frame), among: unsent)
    }
    for note in answer.notes where note.kind == .log || session.isNew(warning: note.key, note.text)
    {
      let position = note.event < 0 ? nil : try frame.place(note.event).position
      notes.append(Note(position: position, kind: note.kind, text: note.text))
    }
  }

  /// Takes what handlers wrote; the texts behind it.
  private mutating func takeOutputs(
    of answer: ScriptAnswer, _ frame: ProjectionFrame
  ) throws -> ArraySlice<JSONText> {
    let written = try Self.lists(answer.head, "written", frame)
    guard answer.texts.count >= 2 * written.count else { throw ScriptEnd.somethingElse }
    for (number, output) in written.enumerated() {
      guard let kind = output.rest[safe: 0]?.string.flatMap(Output.Kind.init),
        let stream = output.rest[safe: 1]?.string, let type = output.rest[safe: 2]?.string
      else { throw ScriptEnd.somethingElse }
      let position = output.place.position
      let isNext = outputs.last?.position == position
      let metadata = answer.texts[2 * number + 1]
      outputs.append(
        Output(
          position: position, ordinal: isNext ? outputs[outputs.count - 1].ordinal + 1 : 1,
          kind: kind, stream: stream, type: type, data: answer.texts[2 * number],
          metadata: metadata.isNull ? nil : metadata))
    }
    return answer.texts[(2 * written.count)...]
  }

  /// Adds what is said of the script's top level, and of what is sent.
  mutating func add(_ kind: FoldNote.Kind, at position: Int?, _ text: String) {
    notes.append(Note(position: position, kind: kind, text: text))
  }

  /// The lists of a head's member, each of which begins with the number of an event.
  private static func lists(
    _ head: JSONValue, _ member: String, _ frame: ProjectionFrame
  ) throws -> [(place: Place, rest: ArraySlice<JSONValue>)] {
    try (head[member]?.array ?? []).map { list in
      guard let list = list.array, let number = list.first?.int else {
        throw ScriptEnd.somethingElse
      }
      return (try frame.place(number), list.dropFirst())
    }
  }

  private static func keys(_ list: JSONValue?) -> [String] {
    (list?.array ?? []).compactMap(\.string)
  }
}

extension ArraySlice {
  /// An element counted from the first; nil where there is none of that number.
  fileprivate subscript(safe offset: Int) -> Element? {
    offset < count ? self[startIndex + offset] : nil
  }
}
