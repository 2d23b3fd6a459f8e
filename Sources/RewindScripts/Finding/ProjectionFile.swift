internal import Platform
public import Rewind

/// The file of a projection's definition that a person names, beside a log or anywhere else.
public enum ProjectionFile {
  /// The definition that a file holds, as it is now; what kind it is of, its text tells.
  ///
  /// The file may be a pipe, such as a shell's `<(git show HEAD:projections/balances.js)`.
  ///
  /// - Throws: ``CodeFileError`` where it cannot be read, or is a program; ``ScriptError``, ``ScriptEngineError``
  ///   where it cannot be used.
  public static func definition(
    at path: String, settings: ScriptSettings = ScriptSettings()
  ) throws -> ProjectionDefinition {
    let code = try text(of: path)
    let isProgram =
      code.starts(with: Array("#!".utf8)) || code.starts(with: Array("\u{7F}ELF".utf8))
    guard !isProgram else {
      throw CodeFileError(path, "a projection is a script; this is a program")
    }
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
