import Platform
import Rewind
import TextUI

/// A call resolved against the environment: which log, how times are shown, where output goes.
struct Invocation {
  private(set) var arguments: Arguments
  /// The words as they were typed, for errors that propose a call.
  private(set) var words: [String]
  let environment: Environment
  let output: Output
  let progress = Progress()
  let losses = Losses()
  let indexes = KeptIndexes()

  init(_ words: [String], in environment: Environment) throws(ArgumentError) {
    self.words = words
    self.environment = environment
    arguments = try Arguments(parsing: words)
    output = Output(glyphs: arguments.shared.ascii ? .ascii : .unicode)
  }

  var shared: SharedOptions { arguments.shared }

  var zone: TimeZoneChoice { shared.utc ? .utc : .local }

  var usesColor: Bool { !shared.noColor && environment["NO_COLOR"] == nil }

  /// The same call, about another log.
  ///
  /// - Parameter words: how a call about it alone is typed; nil for as this one was.
  func about(_ log: NamedLog, words: [String]? = nil) -> Invocation {
    var invocation = self
    switch log {
    case .paths(let paths): invocation.arguments.shared.logs = paths
    case .standardInput: invocation.arguments.shared.logs = ["-"]
    case .command(let text): invocation.arguments.shared.command = text
    }
    invocation.words = words ?? self.words
    return invocation
  }

  /// The same call with a mapping, as if it had been typed with it.
  func mapped(by mapping: EnvelopeMapping) -> Invocation {
    var invocation = self
    invocation.arguments.shared.mappings = mapping.arguments
    invocation.words = words + mapping.arguments.flatMap { ["--map", $0] }
    return invocation
  }

  /// The same call, about the log without the folder that `--with` names.
  var withoutCode: Invocation {
    var invocation = self
    invocation.arguments.shared.code = nil
    return invocation
  }

  /// A time as a person reads it: `2026-01-02 04:04:05 CET`.
  func text(of time: Timestamp) -> String {
    let calendar = time.calendar(in: zone)
    return "\(calendar.date) \(calendar.clock) \(calendar.zone)"
  }

  /// Prints an object's members on one line.
  func printJSON(_ members: KeyValuePairs<String, JSONValue?>) throws(OutputError) {
    let object = JSONObject(
      members.compactMap { key, value in value.map { (key: key, value: $0) } })
    try output.json(JSONValue.object(object).text().utf8)
  }

  /// Prints what has been done; the command succeeds even where that cannot be printed.
  ///
  /// A status other than 0 would have it done twice. Where it cannot be printed, a line on standard error
  /// says so, once in a call; where the reader of a pipe has gone, nothing does.
  ///
  /// - Parameter done: what has been done, as a sentence without its end.
  func confirm(_ done: String, _ print: () throws(OutputError) -> Void) {
    guard !output.hasFailed else { return }
    do {
      try print()
      try output.flush()
    } catch {
      if !error.isClosedPipe { note("\(done), but the answer could not be printed (\(error))") }
    }
  }

  /// Writes a line to standard error that is not why the command fails.
  ///
  /// - Parameter speaker: who says it.
  func note(_ message: String, by speaker: String = "rewind") {
    progress.clear()
    ErrorLine.write(message, by: speaker)
  }
}
