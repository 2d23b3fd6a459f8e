import RewindScripts

/// Errors of code that lies beside a log.
enum CodeTrouble {
  /// Whether an error is about a file of code, so that what is made by others goes on without it.
  static func `is`(_ error: any Error) -> Bool {
    error is ScriptError || error is CodeFileError || error is ScriptEngineError
      || error is ReplacedCodeError || error is ProgramError || error is UntrustedProgramError
  }
}
