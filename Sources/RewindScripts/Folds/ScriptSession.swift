internal import Rewind
internal import Synchronization

/// A script at work: the children that run it, and what was learnt of it.
final class ScriptSession: Sendable {
  let script: ScriptSource
  private let kind: HostFrame.Kind
  private let settings: ScriptSettings
  private let state = Mutex(Known())

  /// What is known once a child has taken the script in.
  struct Adopted {
    /// All that the child answered of it.
    let head: JSONValue
    /// The types that a handler takes; nil for all.
    let types: Set<String>?
    /// The types that the script names.
    let named: [String]
    /// The state before the first event.
    let initial: JSONText
  }

  private struct Known {
    var adopted: Adopted?
    /// What the script needs of events.
    var needs = ScriptNeeds()
    /// What was said when the script was first taken in, until somebody takes it.
    var notes: [ScriptAnswer.Note] = []
    /// What was warned of already.
    var warnings: Set<String> = []
    /// The warnings themselves, in the order in which they were told.
    var told: [String] = []
    /// What was said last of types that no event of a log has.
    var unseen: (basis: UnseenTypes.Basis, lines: [String])?
    /// Children that nobody asks anything at the moment.
    var idle: [ScriptProcess] = []
    /// Children that are asked something, or that take the script in.
    var busy: [ObjectIdentifier: ScriptProcess] = [:]
    var isEnded = false
  }

  private static let idleLimit = 2

  init(_ script: ScriptSource, _ kind: HostFrame.Kind, _ settings: ScriptSettings) {
    self.script = script
    self.kind = kind
    self.settings = settings
  }

  /// What the script is; a child takes it in where none has yet.
  func adopted() throws -> Adopted {
    if let known = state.withLock(\.adopted) { return known }
    try withProcess { _ in }
    return try state.withLock(\.adopted) ?? { throw ScriptEnd.broken("it took in no script") }()
  }

  /// What is sent of events.
  var needs: ScriptNeeds { state.withLock(\.needs) }

  /// Learns what is needed besides.
  func add(_ needs: ScriptNeeds) {
    state.withLock { $0.needs.formUnion(needs) }
  }

  /// Whether a warning has not been told yet; it has been from then on.
  ///
  /// - Parameters:
  ///   - warning: what it is told once for.
  ///   - text: the warning.
  func isNew(warning: String, _ text: String) -> Bool {
    state.withLock { known in
      guard known.warnings.insert(warning).inserted else { return false }
      known.told.append(text)
      return true
    }
  }

  /// The warnings that were told so far.
  var warnings: [String] { state.withLock(\.told) }

  /// What the warning of rounded integers in data is told once for.
  private static let roundedData = "rounded data"

  /// Whether integers that JavaScript rounds are still looked for in data.
  var seeksIntegers: Bool { state.withLock { !$0.warnings.contains(Self.roundedData) } }

  /// The warning of an integer that JavaScript rounds; nil where one was warned of already.
  func newWarning(of rounded: EventWriter.LongInteger) -> String? {
    let (digits, type) = (rounded.digits, rounded.type)
    let text = script.warning(
      "rounded",
      "\(digits) in the data of \(type) is an integer beyond 2^53, of which JavaScript loses digits;"
        + " not \"id\": \(digits), but \"id\": \"\(digits)\"")
    return isNew(warning: Self.roundedData, text) ? text : nil
  }

  /// What is to be said of the types that the script names and a log does not have, a line each; nothing
  /// before a child has taken the script in.
  func unseenTypes(in log: LogSnapshot) -> [String] {
    let basis = UnseenTypes.Basis(log)
    let (adopted, known) = state.withLock { ($0.adopted, $0.unseen) }
    if let known, known.basis == basis { return known.lines }
    guard let adopted else { return [] }
    let unseen = UnseenTypes(among: adopted.named, in: log, category: script.category)
    let lines = unseen.remarks.map { name, text in
      script.warning("unseen", line: line(ofType: name), text)
    }
    state.withLock { $0.unseen = (basis, lines) }
    return lines
  }

  /// What the script's top level said; each is given once.
  func takeNotes() -> [ScriptAnswer.Note] {
    state.withLock { known in
      defer { known.notes = [] }
      return known.notes
    }
  }

  /// Has a child fold events, part after part; each is made and sent while the child is at the one before.
  ///
  /// - Parameters:
  ///   - start: the number of the first, from 0.
  ///   - state: the state before the first.
  ///   - isAlone: whether the child is a new one, which nothing was asked before.
  ///   - part: makes the part that begins at an event of a number, from 0; nil behind the last.
  ///   - take: is given what each part was answered.
  /// - Throws: ``OverrunError`` where the script overran its limits.
  func fold(
    at start: Int, from state: ScriptState, isAlone: Bool,
    _ part: (_ start: Int) -> ScriptBatch?,
    _ take: (ScriptAnswer, ScriptBatch) -> Void
  ) throws {
    guard let first = part(start) else { return }
    var asked = (part: first, frame: first.frame(from: state))
    do {
      try withProcess(isNew: isAlone) { process in
        process.send(asked.frame)
        while true {
          let ahead = part(asked.part.end).map { ($0, frame: $0.frame(from: nil)) }
          let isAhead = ahead.map { process.hasRoom(for: $0.frame, behind: asked.frame) } ?? false
          if let ahead, isAhead { process.send(ahead.frame) }
          let answer = try self.answer(of: process, to: asked.part)
          var next = isAhead ? nil : ahead
          if let missing = answer.missing {
            // What was sent ahead, which cannot be folded before this is, is answered in the same way.
            if isAhead { _ = try process.answer() }
            add(missing)
            next = part(asked.part.start).map { ($0, $0.frame(from: nil)) }
          } else {
            let answered = answer.answered(of: asked.part)
            take(answer, answered)
            if answer.stop(behind: answered, in: script) != nil {
              if isAhead { _ = try process.answer() }
              return
            }
            if answered.end < asked.part.end {
              if isAhead { _ = try process.answer() }
              next = part(answered.end).map { ($0, $0.frame(from: nil)) }
            } else if ahead == nil {
              return
            }
          }
          if let next { process.send(next.frame) }
          if let next = next ?? ahead { asked = next }
        }
      }
    } catch let end as ScriptEnd {
      throw overrun(end, at: asked.part)
    }
  }

  /// Says at which event a child ended; where it was at none of them, that is known only of a part of one.
  private func overrun(_ end: ScriptEnd, at part: ScriptBatch) -> any Error {
    guard let number = end.event else { return error(end, at: nil) }
    let isKnown = (1...part.events.count).contains(number)
    guard isKnown || part.events.count == 1 else {
      return OverrunError(event: nil, reason: nil, isCrash: end.isCrash)
    }
    let event = isKnown ? number - 1 : 0
    let record = part.events[part.events.startIndex + event].record
    return OverrunError(
      event: part.start + event,
      reason: error(end, at: record, line: record.map { line(ofType: $0.type) } ?? 0),
      isCrash: end.isCrash)
  }

  /// The line of the handler of a type, as far as a child knows it; 0 where none does.
  private func line(ofType type: String) -> Int {
    let request = Array(#"{"type":"#.utf8) + JSONValue.string(type).jsonText.bytes + Array("}".utf8)
    let answer = try? withProcess {
      try ScriptAnswer(try $0.ask(HostFrame(kind: .batch, bytes: request)), from: script)
    }
    return answer?.head["line"]?.int ?? 0
  }

  private func answer(of process: ScriptProcess, to part: ScriptBatch) throws -> ScriptAnswer {
    let answer = try ScriptAnswer(try process.answer(), from: script)
    guard answer.fits(part) else {
      throw ScriptEnd.somethingElse
    }
    return answer
  }

  /// Has a child lift events.
  ///
  /// - Parameters:
  ///   - request: the events, as the prelude takes them.
  ///   - events: the same, for who has to name one.
  func askToLift(
    _ request: [UInt8], _ events: ArraySlice<EventRecord>
  ) throws -> ScriptAnswer {
    do {
      return try withProcess {
        try ScriptAnswer(try $0.ask(HostFrame(kind: .batch, bytes: request)), from: script)
      }
    } catch let end as ScriptEnd {
      let number = end.event ?? 0
      let event = number > 0 ? events.dropFirst(number - 1).first : nil
      throw error(end, at: event, of: "the lifting of events")
    }
  }

  // MARK: Children

  /// Ends the script, whatever it is at: what it is asked fails with ``ReplacedCodeError``, now and later.
  func end() {
    let children = state.withLock { known in
      known.isEnded = true
      defer { known.idle = [] }
      return known.idle + known.busy.values
    }
    for child in children { child.kill() }
  }

  /// Lets go of the children that nobody asks anything; others are started when they are needed.
  func rest() {
    state.withLock { $0.idle = [] }
  }

  /// Whether the script was ended.
  var isEnded: Bool { state.withLock(\.isEnded) }

  /// A child that has taken the script in and was asked nothing of events, for one who asks it alone until it is finished.
  func begin() throws -> ScriptProcess {
    let idle = state.withLock { $0.idle.popLast() }
    let process = try idle ?? ScriptProcess(settings)
    do {
      try register(process)
      if idle == nil { try takeIn(process) }
      return process
    } catch {
      finish(process)
      throw isEnded ? ReplacedCodeError(file: script.name) : error
    }
  }

  /// Lets go of a child that was begun.
  func finish(_ process: ScriptProcess) {
    state.withLock { $0.busy[ObjectIdentifier(process)] = nil }
  }

  private func register(_ process: ScriptProcess) throws {
    try state.withLock { known in
      if known.isEnded { throw ReplacedCodeError(file: script.name) }
      known.busy[ObjectIdentifier(process)] = process
    }
  }

  /// Calls a body with a child that has taken the script in; it is used again where the body succeeds.
  ///
  /// - Parameter isNew: whether the child is one that nothing was asked before.
  private func withProcess<Value>(
    isNew: Bool = false, _ body: (ScriptProcess) throws -> Value
  ) throws -> Value {
    let idle = isNew ? nil : state.withLock { $0.idle.popLast() }
    let process = try idle ?? ScriptProcess(settings)
    do {
      try register(process)
      if idle == nil { try takeIn(process) }
      let value = try body(process)
      state.withLock { known in
        known.busy[ObjectIdentifier(process)] = nil
        if !known.isEnded, known.idle.count < Self.idleLimit { known.idle.append(process) }
      }
      return value
    } catch {
      let isEnded = state.withLock { known in
        known.busy[ObjectIdentifier(process)] = nil
        return known.isEnded
      }
      if isEnded { throw ReplacedCodeError(file: script.name) }
      throw error
    }
  }

  /// Has a new child take the script in.
  private func takeIn(_ process: ScriptProcess) throws {
    do {
      try process.greet()
      let answer = try ScriptAnswer(try process.ask(script.frame(kind)), from: script)
      let types = answer.head["types"]?.array.map { Set($0.compactMap(\.string)) }
      let named = (answer.head["named"]?.array ?? []).compactMap(\.string)
      let adopted = Adopted(
        head: answer.head, types: types, named: named, initial: answer.texts.first ?? "null")
      state.withLock { known in
        if known.adopted == nil { known.notes = answer.notes }
        known.adopted = adopted
      }
    } catch let end as ScriptEnd {
      throw error(end, at: nil)
    }
  }

  /// What a child's end says of the script, with the line of an event's handler.
  func error(_ end: ScriptEnd, at event: EventRecord?) -> ScriptError {
    error(end, at: event, line: event.map { line(ofType: $0.type) } ?? 0)
  }

  /// What a child's end says of the script: of an event, else of a whole.
  private func error(
    _ end: ScriptEnd, at event: EventRecord?, line: Int = 0, of whole: String = "its top level"
  ) -> ScriptError {
    let subject = event?.placeText ?? whole
    let text =
      switch end {
      case .stopped(_, let seconds): "\(subject) took more than \(seconds) s and was stopped"
      // For want of memory the engine ends by one signal or another.
      case .crashed(_, let memory) where memory > ScriptHost.memoryLimit / 4 * 3:
        "\(subject) took more than \(ScriptHost.memoryLimit >> 20) MiB and was ended"
      case .crashed(_, let memory):
        "\(subject) ended the engine, which had \(memory >> 20) of \(ScriptHost.memoryLimit >> 20) MiB"
      case .broken(let reason): reason
      }
    return script.error(line: line, column: 0, text)
  }
}

/// A child that folded events overran its limits.
struct OverrunError: Error {
  /// The number of the event that it was at, from 0; nil where it was at none of them: it was taking them in,
  /// or was at what they had left to promises.
  let event: Int?
  /// What is said of that; nil where no event is known.
  let reason: ScriptError?
  /// Whether the engine ended by itself, to which the events before may have brought it.
  let isCrash: Bool
}
