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
  /// It runs in a child.
  public var runsElsewhere: Bool { true }
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
    var result = FoldedBatch(from: state)
    result.take(session.takeNotes(), from: 0, session)
    let lifted = try batch.lifted
    var count = batch.events.count
    var partLimit: Int?
    var stop: StoppedFoldError?
    while true {
      do {
        try fold(batch, count, lifted, partLimit, &result)
        result.stop = result.stop ?? stop
        return result
      } catch let overrun as OverrunError {
        // What the child kept is gone with it: another folds the events before that one, or, where it is not
        // known, each by itself.
        result = FoldedBatch(from: state, saying: result.notes.filter { $0.kind == .warning })
        if let event = overrun.event, let reason = overrun.reason {
          count = event
          stop = StoppedFoldError(version: batch.firstVersion + event, reason: "\(reason)")
        } else {
          partLimit = 1
        }
      }
    }
  }

  /// Folds the first events of a batch.
  ///
  /// - Parameter partLimit: how many are sent at once; nil for as many as are good.
  private func fold(
    _ batch: FoldBatch, _ count: Int, _ lifted: [Result<[EventRecord], UpcastError>]?,
    _ partLimit: Int?, _ result: inout FoldedBatch<ScriptState>
  ) throws {
    let types = try session.adopted().types
    let batch = batch.prefix(count)
    try session.fold(from: result.last) { start in
      guard start < count else { return nil }
      return ScriptBatch(
        batch, lifted: lifted, from: start, types: types, needs: session.needs,
        seeksIntegers: !session.knows(warning: Self.roundedData), limit: partLimit)
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

  /// What the warning of rounded integers in data is told once for.
  fileprivate static let roundedData = "rounded data"

  /// The state that a text is; nil for `null`.
  public func value(of state: ScriptState) -> JSONValue? {
    state.text.isNull ? nil : state.text.value
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
  /// Nothing folded yet, of which something is said already.
  fileprivate init(from state: ScriptState, saying notes: [FoldNote]) {
    self.init(from: state)
    self.notes = notes
  }

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
    if let (digits, type, version) = part.longInteger {
      let text = session.script.warning(
        "rounded",
        "\(digits) in the data of \(type) is an integer beyond 2^53, of which JavaScript loses digits;"
          + " not \"id\": \(digits), but \"id\": \"\(digits)\"")
      if session.isNew(warning: ScriptFold.roundedData, text) {
        notes.append(FoldNote(version: version, kind: .warning, text: text))
      }
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
