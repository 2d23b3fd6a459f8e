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
  ///
  /// - Parameters:
  ///   - input: where the log comes from if it is no files.
  ///   - readsTerminal: whether keys come from the terminal itself, since standard input is a log.
  ///   - waits: whether lines are waited for however long they take; else no longer than a second, and nothing is
  ///     asked where none has come then.
  func questionOfMapping(
    _ input: LogInput?, readsTerminal: Bool, waits: Bool
  ) throws -> MappingQuestion? {
    let named = try log()
    guard canAsk || readsTerminal && environment.outputIsTerminal && !shared.json,
      input != nil || !named.isReadOnce, try mapping(for: named) == nil
    else { return nil }
    if !waits, let input {
      input.waitForMore()
      guard input.hasBegun else { return nil }
    }
    guard var unknown = unknown(named, input) else { return nil }
    if waits, let input {
      input.waitForMore()
      guard let better = self.unknown(named, input) else { return nil }
      unknown = better
    }
    return MappingQuestion(unknown)
  }

  /// What is guessed of a log of no known system; nil of any other, and of one that cannot be opened.
  private func unknown(_ named: NamedLog, _ input: LogInput?) -> UnknownMappingError? {
    do throws(LogOpenError) {
      _ = try open(named, input, nil)
      return nil
    } catch {
      if case .unknownMapping(let unknown) = error { return unknown }
      return nil
    }
  }
}
