import Explorer
import ExplorerRuntime
import Rewind
import RewindScripts
import TextUI

extension Invocation {
  /// Whether a person says yes; nil where there is none to be asked, or it is interrupted.
  func answer(to question: String) throws -> Bool? {
    guard canAsk else { return nil }
    try output.text(question)
    try output.flush()
    guard case .line(let bytes, _) = try LineReader("-").next(idleMilliseconds: -1) else {
      try output.text("\n")
      return Interruption.isRequested ? nil : false
    }
    return ["y", "yes"].contains(String(decoding: bytes, as: UTF8.self).lowercased())
  }

  /// Whether there is a person at a terminal.
  private var canAsk: Bool {
    environment.inputIsTerminal && environment.outputIsTerminal && !shared.json
  }

  /// Does what may need a program that nobody has agreed to; a person is asked then, and a yes is remembered.
  func askingForPrograms(_ body: () throws -> Int32) throws -> Int32 {
    do {
      return try body()
    } catch let error as UntrustedProgramError {
      guard let trust = ProgramTrust.ofUser else { throw error }
      let question =
        "\(error.program) is a program, which can do whatever you can. Run it, now and later? [y/N] "
      guard try answer(to: VisibleText.escaped(question)) == true else { throw error }
      try trust.remember(CodeFile(path: error.program, kind: .program))
      return try body()
    }
  }

  /// What the explorer asks about how the log is mapped; nil where that is known, or nobody can be asked.
  func questionOfMapping() throws -> MappingQuestion? {
    let paths = try logPaths()
    guard canAsk, !LogReadModels.isReadOnce(paths), try mapping(for: paths) == nil else {
      return nil
    }
    do throws(LogOpenError) {
      _ = try EventLog.open(paths)
      return nil
    } catch {
      // Any other is told where the log is opened.
      guard case .unknownMapping(let unknown) = error else { return nil }
      return MappingQuestion(unknown)
    }
  }
}
