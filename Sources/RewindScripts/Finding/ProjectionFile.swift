internal import Platform
public import Rewind

/// The file of a projection's definition that a person names, beside a log or anywhere else.
public enum ProjectionFile {
  /// The definition that a file holds, as it is now; what kind it is of, its text tells.
  ///
  /// The file of a script may be a pipe, such as a shell's `<(git show HEAD:projections/balances.js)`. To name a program
  /// is the yes to it.
  ///
  /// - Throws: ``CodeFileError`` where it cannot be read, or is a program that cannot be run from there;
  ///   ``ScriptError``, ``ScriptEngineError``, ``ProgramError`` where it cannot be used.
  public static func definition(
    at path: String, settings: ScriptSettings = ScriptSettings()
  ) throws -> ProjectionDefinition {
    let code = try text(of: path)
    let isProgram =
      code.starts(with: Array("#!".utf8)) || code.starts(with: Array("\u{7F}ELF".utf8))
    if isProgram { return try program(at: path).definition() }
    return try definition(named: CodeFile(path: path, kind: .script).name, code, settings)
  }

  /// The definition that a text is which a read model keeps.
  ///
  /// - Throws: ``ScriptError``, ``ScriptEngineError`` where it cannot be used.
  public static func definition(
    of text: DefinitionText, settings: ScriptSettings = ScriptSettings()
  ) throws -> ProjectionDefinition {
    try definition(named: text.fileName, Array(text.text.utf8), settings)
  }

  private static func definition(
    named fileName: String, _ code: [UInt8], _ settings: ScriptSettings
  ) throws -> ProjectionDefinition {
    try ProjectionScript(ScriptSource(named: fileName, category: "", code), settings).definition()
  }

  private static func program(at path: String) throws -> ProgramProjection {
    guard (try? FileStatus(of: path))?.kind == .file else {
      throw CodeFileError(path, "a program is run from a file, not from a pipe; write it into one")
    }
    guard FileSystem.isExecutable(path) else {
      throw CodeFileError(path, "it is a program that may not be run; chmod +x \(path)")
    }
    return try ProgramProjection(CodeFile(path: path, kind: .program)) { true }
  }

  private static func text(of path: String) throws(CodeFileError) -> [UInt8] {
    do throws(SystemError) {
      let file = try SystemFile(path, .reading)
      var text: [UInt8] = []
      // What is longer is refused as a script; a device may never end.
      while text.count <= ScriptSource.sizeLimit {
        let next = try file.readNext(atMost: 1 << 16)
        if next.isEmpty { break }
        text += next
      }
      return text
    } catch {
      throw CodeFileError(path, "cannot \(error.operation): \(error.reason)")
    }
  }
}
