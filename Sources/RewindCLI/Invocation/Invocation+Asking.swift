import Rewind
import RewindScripts
import TextUI

extension Invocation {
  /// What a person says; nil where there is none to be asked, or it is interrupted.
  func answer(to question: String) throws -> Bool? {
    guard environment.inputIsTerminal, environment.outputIsTerminal, !shared.json else {
      return nil
    }
    try output.text(question)
    guard case .line(let bytes, _) = try LineReader("-").next(idleMilliseconds: -1) else {
      try output.text("\n")
      return Interruption.isRequested ? nil : false
    }
    return ["y", "yes"].contains(String(decoding: bytes, as: UTF8.self).lowercased())
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
}
