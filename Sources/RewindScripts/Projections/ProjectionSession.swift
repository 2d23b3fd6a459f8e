internal import Platform
package import Rewind

/// A projection's script that folds events in a child of its own: it holds the states of rows there, and gives those
/// that changed when it is asked.
///
/// Events are handed over in the order of the log, in blocks of any size; those of thousands are the fastest, since
/// each part is sent while the child is at the one before. What comes of events is there once they are settled.
/// One thread uses a session at a time. What it throws ends it.
package final class ProjectionSession {
  /// What the script says of itself.
  package let outline: ProjectionOutline
  /// How many bytes of rows the child holds, about.
  package private(set) var heldBytes = 0
  /// Whether an event stopped the projection: nothing behind it is folded.
  package private(set) var isStopped = false

  private let session: ScriptSession
  private let process: ScriptProcess
  private let start: ProjectionStart
  private var names: SentNames
  private var answers = ProjectionAnswers()
  /// What was sent and is not answered: one, or one and the next.
  private var waiting: [ProjectionFrame] = []
  private var frameCount = 0
  /// How many events a frame has at most, so that what is told of them fits into an answer.
  private var frameLimit = ProjectionFrame.countLimit
  private var told: ToldSteps
  /// Whether the child is to drop what it keeps of steps before the next frame.
  private var dropsKept = false
  /// Whether rows that are not held may be stored, and of a projection with one row whether it was asked for.
  private var mayBeStored: Bool
  private var isWholeKnown = false

  /// Begins a session.
  ///
  /// - Throws: as ``ProjectionScript/outline()``.
  package init(_ script: ProjectionScript, _ start: ProjectionStart = ProjectionStart()) throws {
    session = script.session
    self.start = start
    outline = try script.outline()
    process = try session.begin()
    names = SentNames(outline, category: start.category)
    told = ToldSteps(
      hasResults: outline.results == .transformed, areDigests: start.tells == .digests)
    mayBeStored = start.hasStoredRows
    if let reads = outline.reads { session.add(ScriptNeeds(members: reads)) }
    for note in session.takeNotes()
    where note.kind == .log || session.isNew(warning: note.key, note.text) {
      answers.add(note.kind, at: nil, note.text)
    }
    do {
      _ = try ask(Self.beginning(start))
    } catch {
      session.finish(process)
      throw error
    }
  }

  deinit { session.finish(process) }

  /// Whether rows are to be taken and forgotten, since the child holds more than the session may.
  package var isFull: Bool { heldBytes > start.memoryLimit }

  /// What came of the events that are settled, since this was asked last.
  package func takeAnswers() -> ProjectionAnswers {
    defer { answers = ProjectionAnswers() }
    return answers
  }

  // MARK: Events

  /// Hands events over; the last of them may not be settled when it returns.
  ///
  /// Events that are not of the projection's source, or of no type that it takes, are passed over.
  ///
  /// - Throws: ``ProjectionOverrunError`` where the script took too long or too much memory at an event,
  ///   ``ReplacedCodeError`` once the script was ended, what ``ProjectionStart/stored`` throws.
  package func fold(_ events: [EventRecord]) throws { try fold(.records(events)) }

  /// Hands events over as ``fold(_:)-([EventRecord])`` does, where they stand in the log; all such lines are of one feed.
  package func fold(_ lines: EventLines) throws { try fold(.lines(lines)) }

  private func fold(_ events: EventBlock) throws {
    var next = 0
    while next < events.count, !isStopped {
      let asks = mayBeStored && outline.rows == .key
      var frame = ProjectionFrame(number: frameCount, events, asks: asks, limit: frameLimit)
      while next < events.count, !frame.isFull {
        switch names.way(of: events, at: next) {
        case .sent(let sent): frame.add(sent)
        case .passed(let reason):
          if start.tells.areRows { frame.pass(next, reason) }
        }
        next += 1
      }
      guard !frame.isEmpty else {
        pass(frame.passed)
        continue
      }
      frameCount += 1
      let new = names.takeNew()
      frame.add(tables: new.tables, stored: try storedRows(of: new.streams))
      (frame.dropsKept, dropsKept) = (dropsKept, false)
      try hand(frame)
      if asks { try settle() }
    }
  }

  /// Notes events none of which is sent, behind those that are.
  private func pass(_ events: [ProjectionAnswers.Pass]) {
    if waiting.isEmpty {
      answers.add(events)
    } else {
      waiting[waiting.count - 1].pass(events)
    }
  }

  /// Waits for what was handed over.
  ///
  /// - Throws: as ``fold(_:)``.
  package func settle() throws {
    while !waiting.isEmpty { try takeAnswer() }
  }

  /// The stored rows of streams that are new to the child.
  private func storedRows(of streams: [StreamName]) throws -> [(key: String, state: JSONText)] {
    guard mayBeStored else { return [] }
    switch outline.rows {
    case .key: return []
    case .stream: return try stored(streams.map(\.rawValue))
    case .all:
      guard !isWholeKnown else { return [] }
      isWholeKnown = true
      return try stored([ProjectionScript.wholeKey])
    }
  }

  private func stored(_ keys: [String]) throws -> [(key: String, state: JSONText)] {
    guard !keys.isEmpty else { return [] }
    return zip(keys, try start.stored(keys)).compactMap { key, state in
      state.map { (key, $0) }
    }
  }

  /// Sends a frame, ahead of the answer to the one before where both have room.
  private func hand(_ frame: ProjectionFrame) throws {
    var frame = frame
    let rounded = frame.write(
      session.needs, seeksIntegers: session.seeksIntegers, isGuarded: outline.reads == nil)
    if let rounded, let text = session.newWarning(of: rounded) {
      answers.add(.warning, at: rounded.version, text)
    }
    while let first = waiting.first {
      if waiting.count == 1, process.hasRoom(for: frame.frame, behind: first.frame) { break }
      try takeAnswer()
    }
    process.send(frame.frame)
    waiting.append(frame)
  }

  /// Takes the answer to the frame that was sent first.
  ///
  /// Where more of its events is needed, it is sent again, and where the child did not get to its end, the rest of it;
  /// then so is the one behind it, which the child passed over.
  private func takeAnswer() throws {
    var frame = waiting[0]
    do {
      var answer = try ScriptAnswer(process.answer(), from: session.script)
      if let unknown = answer.head["unknown"]?.array {
        let states = try stored(unknown.compactMap(\.string))
        answer = try ScriptAnswer(process.ask(frame.frame(stored: states)), from: session.script)
      }
      guard let missing = answer.missing else {
        let rest = try answer.head["reached"]?.int.map { try frame.split(behind: $0) }
        try take(answer, of: frame)
        guard let rest else {
          waiting.removeFirst()
          frameLimit = min(frameLimit + frameLimit / 8 + 1, ProjectionFrame.countLimit)
          return
        }
        frameLimit = frame.count / 2 + 1
        waiting[0] = rest
        return try sendAgain()
      }
      guard !frame.needs.covers(missing) else { throw ScriptEnd.somethingElse }
      session.add(missing)
      try sendAgain()
    } catch let end as ScriptEnd {
      throw overrun(end, in: frame)
    }
  }

  private func sendAgain() throws {
    let again = waiting
    for _ in again.dropFirst() { _ = try process.answer() }
    waiting = []
    for frame in again { try hand(frame) }
  }

  private func take(_ answer: ScriptAnswer, of frame: ProjectionFrame) throws {
    try answers.take(answer, of: frame, in: session, &told) { count in
      process.told(count, ofFrame: frame.number)
    }
    heldBytes = answer.head["held"]?.int ?? 0
    if answer.head["isStopped"] != nil { isStopped = true }
  }

  // MARK: Rows

  /// Gives the rows that changed since they were taken last, in the order of their keys' bytes, once all events that
  /// were handed over are settled.
  ///
  /// - Returns: the shared state, where the projection has one and it changed too.
  /// - Throws: as ``fold(_:)``; what the body throws.
  package func takeChanged(_ body: (ProjectedRow) throws -> Void) throws -> JSONText? {
    while true {
      let rows = try takeSomeChanged()
      try rows.forEach(body)
      guard rows.goesOn else { return rows.shared }
    }
  }

  /// Gives the next of the rows that changed, as ``takeChanged(_:)`` does.
  ///
  /// - Throws: as ``fold(_:)``.
  func takeSomeChanged() throws -> TakenRows {
    try settle()
    let answer = try ask(HostFrame(kind: .batch, bytes: Array(#"{"take":true}"#.utf8)))
    return try TakenRows(answer, hasResults: outline.results == .transformed)
  }

  /// Drops all rows, of which those that changed are to be taken before; whatever row is needed from then on is asked
  /// for by ``ProjectionStart/stored``.
  ///
  /// - Throws: as ``fold(_:)``.
  package func forget() throws {
    try settle()
    let answer = try ask(HostFrame(kind: .batch, bytes: Array(#"{"forget":true}"#.utf8)))
    heldBytes = answer.head["held"]?.int ?? 0
    // By itself the engine would keep the rows as garbage while others come, and take twice as much.
    try collect()
    names.forgetStreams()
    told.forget()
    mayBeStored = true
    isWholeKnown = false
  }

  private func collect() throws {
    do {
      _ = try process.ask(HostFrame(kind: .collect, bytes: []))
    } catch let end as ScriptEnd {
      throw overrun(end, in: nil)
    }
  }

  private func ask(_ frame: HostFrame) throws -> ScriptAnswer {
    do {
      return try ScriptAnswer(process.ask(frame), from: session.script)
    } catch let end as ScriptEnd {
      throw overrun(end, in: nil)
    }
  }

  // MARK: Digests

  /// Drops what is kept of the steps whose digests were told: those behind are counted from 0.
  func dropKept() { dropsKept = true }

  /// What is kept of some steps, by their numbers, then what rows of some numbers were before the first of the steps that
  /// are kept, -1 being the number of the half of the state that all rows share.
  ///
  /// - Throws: as ``fold(_:)``.
  func kept(
    steps: [Int], before rows: [Int]
  ) throws -> [(state: JSONText, result: JSONText, position: Int)?] {
    let drops = dropsKept ? "\"drops\":true," : ""
    dropsKept = false
    let request = "{\"show\":{\(drops)\"steps\":\(steps),\"befores\":\(rows)}}"
    let answer = try ask(HostFrame(kind: .batch, bytes: Array(request.utf8)))
    return try KeptRows(answer, count: steps.count + rows.count).rows
  }

  // MARK: What goes wrong

  private func overrun(_ end: ScriptEnd, in frame: ProjectionFrame?) -> any Error {
    if session.isEnded { return ReplacedCodeError(file: session.script.name) }
    let number = (end.event ?? 0) - 1
    let event = frame?.record(number)
    return ProjectionOverrunError(
      place: event.flatMap { _ in try? frame?.place(number) },
      error: session.error(end, at: event), isCrash: end.isCrash)
  }

  /// What tells a child how the session begins.
  private static func beginning(_ start: ProjectionStart) -> HostFrame {
    let parked = JSONValue.array(start.parkedKeys.map(JSONValue.string)).jsonText
    var bytes = Array(#"{"begin":{"onFault":"\#(start.onFault.rawValue)","parked":"#.utf8)
    bytes += parked.bytes
    bytes += Array(",\"tells\":\"\(start.tells.word)\"".utf8)
    if case .rowsOf(let keys) = start.tells {
      bytes += Array(",\"only\":".utf8)
      bytes += JSONValue.array(keys.map(JSONValue.string)).jsonText.bytes
    }
    if let shared = start.shared {
      bytes += Array(",\"shared\":".utf8)
      bytes += shared.bytes
    }
    bytes += Array("}}".utf8)
    return HostFrame(kind: .batch, bytes: bytes)
  }
}
