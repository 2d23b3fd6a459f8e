internal import Rewind

/// A projection that a script is: KurrentDB's chain, or `from`, `key`, `initialState` and `evolve`.
///
///     let script = try ProjectionScript(CodeFile(path: "bank/projections/balances.js", kind: .script))
///     let session = try ProjectionSession(script)
///     try session.fold(events)
///     try session.takeChanged { row in … }
///
/// The script runs in a child process, sandboxed as that of a fold is; see ``ScriptHost``. It is started when
/// something is first asked of the script.
package struct ProjectionScript: Sendable {
  /// The file's name without its ending.
  package let name: String
  /// The file's name and a digest of its text.
  package let identity: String
  let session: ScriptSession

  /// The key of the one row of a projection that has no others.
  package static let wholeKey = "all"

  /// Reads a script, which is run only once something is asked of it.
  ///
  /// - Throws: ``ScriptError`` where it cannot be read.
  package init(_ file: CodeFile, settings: ScriptSettings = ScriptSettings()) throws(ScriptError) {
    self.init(try ScriptSource(file, category: ""), settings)
  }

  init(_ script: ScriptSource, _ settings: ScriptSettings) {
    name = script.name.hasSuffix(".js") ? String(script.name.dropLast(3)) : script.name
    identity = "\(script.name) \(script.digest)"
    session = ScriptSession(script, .projection, settings)
  }

  /// What the script says of itself; a child takes it in where none has yet.
  ///
  /// - Throws: ``ScriptError`` where the script is no projection, or took too long; ``ScriptEngineError`` where
  ///   nothing runs it; ``ReplacedCodeError`` once it was ended.
  package func outline() throws -> ProjectionOutline {
    ProjectionOutline(try session.adopted().head)
  }

  /// What was warned of so far, each warning once: a line with the code's file and line, what not to write and
  /// what instead.
  package var warnings: [String] { session.warnings }

  /// Lets go of the processes that wait for work; others are started when there is some.
  func rest() { session.rest() }

  /// Ends the script, whatever it is at: sessions that fold by it fail with ``ReplacedCodeError``.
  package func end() { session.end() }
}
