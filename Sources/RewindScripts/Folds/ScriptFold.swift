internal import Platform
public import Rewind

/// A fold that a script is: `evolve` and `initialState`, a map of handlers, or KurrentDB's chain.
///
///     let file = CodeFile(path: "bank/aggregates/account.js", kind: .script)
///     let fold = try ScriptFold(file, category: "account")
///     var timeline = Timeline(of: account, in: snapshot, fold: fold)
///
/// The script runs in a child process that may touch no file, no network and no other process; see
/// ``ScriptHost``. It is started when a state is first asked for, and serves every thread. A state is the
/// JSON text of what the script made.
public struct ScriptFold: Fold {
  /// The file's name.
  public let name: String
  /// The file's name and a digest of its text.
  public let identity: String
  private let session: ScriptSession

  /// Reads a script, which is run only once a state is asked for.
  ///
  /// - Parameters:
  ///   - file: the script's file.
  ///   - category: what the streams are of.
  ///   - settings: how it is run.
  /// - Throws: ``ScriptError`` where it cannot be read.
  public init(_ file: CodeFile, category: String, settings: ScriptSettings = ScriptSettings())
    throws(ScriptError)
  {
    let script = try ScriptSource(file, category: category)
    name = script.name
    identity = "\(script.name) \(script.digest)"
    session = ScriptSession(script, .fold, settings)
  }

  /// What the script gives before the first event.
  ///
  /// - Throws: ``ScriptError`` where the script is none, ``ScriptEngineError`` where nothing runs it.
  public func initial() throws -> ScriptState {
    ScriptState(text: try session.adopted().initial, isInitial: true)
  }

  /// Folds events in the child; at one that takes too long or too much memory the fold stops, and so at the third
  /// with a match of a regular expression that is given up.
  ///
  /// - Throws: as ``initial()``.
  public func fold(_ batch: FoldBatch, from state: ScriptState) throws -> FoldedBatch<ScriptState> {
    _ = try session.adopted()
    let lifted = try batch.lifted
    // What is folded already, the events that are to be folded next, and whether a new child folds them.
    var folded = FoldedBatch(from: state)
    folded.take(session.takeNotes(), from: 0, session)
    var (start, end, isAlone) = (0, batch.events.count, false)
    // The number of the event that is not to be got past, or of all.
    var limit = end
    var partLimit: Int?
    var stop: StoppedFoldError?
    while true {
      var result = folded
      do {
        try fold(batch, start..<end, lifted, isAlone, partLimit, &result)
        if end == limit || result.stop != nil {
          result.stop = result.stop ?? stop
          return result
        }
        (folded, start, end, isAlone) = (result, end, limit, true)
      } catch let overrun as OverrunError {
        // What the child kept is gone with it: another folds the events before that one, or, where it is not
        // known, each by itself.
        let said = result.notes.dropFirst(folded.notes.count)
        folded.notes += said.filter { $0.kind == .warning }
        guard let event = overrun.event, let reason = overrun.reason else {
          partLimit = 1
          continue
        }
        // A child may end by what it has left of events before: that event is tried from a new one.
        let isBlamed = !overrun.isCrash || isAlone && event == start
        if isBlamed {
          limit = event
          stop = StoppedFoldError(version: batch.firstVersion + event, reason: "\(reason)")
        }
        if isBlamed || event > start { end = event } else { isAlone = true }
      }
    }
  }

  /// Folds some events of a batch, on from what a result has last.
  ///
  /// - Parameters:
  ///   - isAlone: whether a new child folds them.
  ///   - partLimit: how many are sent at once; nil for as many as are good.
  private func fold(
    _ batch: FoldBatch, _ range: Range<Int>, _ lifted: [Result<[EventRecord], UpcastError>]?,
    _ isAlone: Bool, _ partLimit: Int?, _ result: inout FoldedBatch<ScriptState>
  ) throws {
    let types = try session.adopted().types
    let batch = batch.prefix(range.upperBound)
    try session.fold(at: range.lowerBound, from: result.last, isAlone: isAlone) { start in
      guard start < range.upperBound else { return nil }
      return ScriptBatch(
        batch, lifted: lifted, from: start, types: types, needs: session.needs,
        seeksIntegers: session.seeksIntegers, limit: partLimit)
    } _: { answer, part in
      result.take(answer, part, session)
    }
  }

  /// The types that the script names and no event of the log has, where the log has one that is nearly called
  /// so and that the script does not name; then what was warned of so far.
  ///
  /// None is told of in a log of more than 1,000 types, nor of a category whose events a script lifts.
  public func hints(in log: LogSnapshot) -> [String] {
    session.unseenTypes(in: log) + session.warnings
  }

  /// Ends the fold, whatever it is at: from then on its calls throw ``ReplacedCodeError``.
  func end() { session.end() }

  /// The state that a text is; nil for `null`.
  public func value(of state: ScriptState) -> JSONValue? {
    state.text.isNull ? nil : state.text.value
  }

  /// The text.
  public func kept(_ state: ScriptState) -> JSONText? { state.text }

  /// The state of a text, behind some event.
  public func state(kept text: JSONText) -> ScriptState {
    ScriptState(text: text, isInitial: false)
  }

  /// The bytes of the text.
  public func size(of state: ScriptState) -> Int { state.text.bytes.count }
}

/// A state that a script made: a JSON text.
public struct ScriptState: Sendable, Hashable {
  let text: JSONText
  /// Whether no event was folded yet.
  let isInitial: Bool
}

extension FoldedBatch<ScriptState> {
  /// Goes on with what a child answered.
  fileprivate mutating func take(
    _ answer: ScriptAnswer, _ part: ScriptBatch, _ session: ScriptSession
  ) {
    let texts = answer.texts.map { ScriptState(text: $0, isInitial: false) }
    kept += texts.prefix(part.keptCount)
    let stop = answer.stop(behind: part, in: session.script)
    if part.isLast || stop != nil { last = texts.last ?? last }
    if let stop {
      self.stop = StoppedFoldError(
        version: part.firstVersion + part.events.count, reason: "\(stop)")
    }
    let thrown = answer.faults(in: session.script).map { fault in
      FoldFault(
        version: part.firstVersion + fault.event, description: fault.error.description)
    }
    faults += (thrown + part.faults).sorted { $0.version < $1.version }
    if let rounded = part.longInteger, let text = session.newWarning(of: rounded) {
      notes.append(FoldNote(version: rounded.version, kind: .warning, text: text))
    }
    take(answer.notes, from: part.firstVersion, session)
  }

  /// Goes on with what was said; each warning counts once for a script.
  fileprivate mutating func take(
    _ said: [ScriptAnswer.Note], from firstVersion: Int, _ session: ScriptSession
  ) {
    for note in said where note.kind == .log || session.isNew(warning: note.key, note.text) {
      let version = note.event < 0 ? 0 : firstVersion + note.event
      notes.append(FoldNote(version: version, kind: note.kind, text: note.text))
    }
  }
}
