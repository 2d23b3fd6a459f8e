internal import Platform
internal import Rewind

/// What a child answered: a line of JSON, then texts, a line each.
struct ScriptAnswer {
  let head: JSONValue
  let texts: [JSONText]

  /// Takes an answer apart.
  ///
  /// - Throws: ``ScriptError`` where the script could not be taken in.
  init(_ bytes: [UInt8], from script: ScriptSource) throws {
    let lines = Self.lines(of: bytes)
    guard let first = lines.first else { throw ScriptEnd.broken("it answered nothing") }
    head = try JSONText(validating: first).value
    if let error = head["error"]?.array {
      throw script.error(
        line: error[safe: 0]?.int ?? 0, column: error[safe: 1]?.int ?? 0,
        error[safe: 2]?.string ?? "")
    }
    texts = try lines.dropFirst().map { line throws(JSONError) in try JSONText(validating: line) }
  }

  /// The lines of an answer that have something in them; a state can be very long.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let ends = bytes.withUnsafeBytes { $0.offsets(of: UInt8(ascii: "\n")) } + [bytes.count]
    return zip([-1] + ends, ends).map { bytes[($0 + 1)..<$1] }.filter { !$0.isEmpty }
  }

  /// Whether it is about the events of a batch, with a state for each that is to be kept, and that at the
  /// end of the last part.
  func fits(_ batch: ScriptBatch) -> Bool {
    if let missing { return batch.lacks(missing) }
    if head["stop"] != nil {
      guard let reached = head["reached"]?.int, (0..<batch.events.count).contains(reached) else {
        return false
      }
      return texts.count == batch.through(reached).keptCount + 1 && isAboutEvents(of: batch)
    }
    if let reached = head["reached"]?.int, !(1..<batch.events.count).contains(reached) {
      return false
    }
    let batch = answered(of: batch)
    return texts.count == batch.answeredCount && isAboutEvents(of: batch)
  }

  /// Whether what it says of events is about some of a batch.
  private func isAboutEvents(of batch: ScriptBatch) -> Bool {
    let events = batch.events.count
    return notes.allSatisfy { (-1..<events).contains($0.event) }
      && (head["faults"]?.array ?? []).allSatisfy { fault in
        (0..<events).contains(fault.array?.first?.int ?? -1)
      }
  }

  /// What the script needs of events, where it is more than was sent.
  var missing: ScriptNeeds? { ScriptNeeds(head) }

  /// What of a batch the answer is about: all of it, or as far as states that are large were kept.
  func answered(of batch: ScriptBatch) -> ScriptBatch {
    head["reached"]?.int.map(batch.through) ?? batch
  }

  /// Why the script is not to get past the event behind those that it is about; nil where it may.
  func stop(behind part: ScriptBatch, in script: ScriptSource) -> ScriptError? {
    guard let stop = head["stop"]?.array else { return nil }
    let event = part.following.map { "\($0.placeText): " } ?? ""
    return script.error(
      line: stop[safe: 0]?.int ?? 0, column: stop[safe: 1]?.int ?? 0,
      event + (stop[safe: 2]?.string ?? ""))
  }

  /// What could not be applied: the number of the event, from 0, and why.
  func faults(in script: ScriptSource) -> [(event: Int, error: ScriptError)] {
    (head["faults"]?.array ?? []).compactMap { fault in
      guard let fault = fault.array, let event = fault[safe: 0]?.int else { return nil }
      return (
        event,
        script.error(
          line: fault[safe: 1]?.int ?? 0, column: fault[safe: 2]?.int ?? 0,
          fault[safe: 3]?.string ?? "")
      )
    }
  }

  /// Something that the script, or the prelude, says.
  struct Note {
    /// The number of the event, from 0; -1 stands for none.
    let event: Int
    let kind: FoldNote.Kind
    let text: String
    /// What a warning is told once for.
    let key: String
  }

  /// What is said of events.
  var notes: [Note] {
    (head["notes"]?.array ?? []).compactMap { note in
      guard let note = note.array, let event = note[safe: 0]?.int else { return nil }
      return Note(
        event: event, kind: note[safe: 1]?.string == "warning" ? .warning : .log,
        text: note[safe: 2]?.string ?? "", key: note[safe: 3]?.string ?? "")
    }
  }
}

extension Array {
  /// An element; nil where there is none of that number.
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
