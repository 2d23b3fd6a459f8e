import ExplorerRuntime
import Rewind
import RewindScripts
import TextUI

extension Invocation {
  /// Whether a person says yes; nil where there is none to be asked, or it is interrupted.
  func answer(to question: String) throws -> Bool? {
    try reply(to: question).map { ["y", "yes"].contains($0.lowercased()) }
  }

  /// The line that a person types; empty at its end, nil where there is none to be asked, or it is
  /// interrupted.
  private func reply(to question: String) throws -> String? {
    guard canAsk else { return nil }
    try output.text(question)
    try output.flush()
    guard case .line(let bytes, _) = try LineReader("-").next(idleMilliseconds: -1) else {
      try output.text("\n")
      return Interruption.isRequested ? nil : ""
    }
    return String(decoding: bytes, as: UTF8.self)
  }

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

  /// The call with the mapping that a person agrees to, where the log is of no known system.
  ///
  /// It is the same where nobody can be asked or says no: opening the log says what is wrong then.
  func agreeingOnMapping() throws -> Invocation {
    let paths = try logPaths()
    guard canAsk, !LogReadModels.isReadOnce(paths), try mapping(for: paths) == nil else {
      return self
    }
    do throws(LogOpenError) {
      _ = try EventLog.open(paths)
      return self
    } catch {
      guard case .unknownMapping(let unknown) = error else { return self }
      return try agreed(on: unknown, at: paths) ?? self
    }
  }

  private func agreed(on unknown: UnknownMappingError, at paths: [String]) throws -> Invocation? {
    var mapping = unknown.guess
    var summary = unknown.summary
    while true {
      let shown = [
        "\(unknown.file): no known system wrote this; a guess:", summary, call(with: mapping),
      ]
      for line in shown { try output.line(VisibleText.escaped(line)) }
      guard let reply = try reply(to: "open with this? [Y/n/e] ") else { return nil }
      switch reply.lowercased() {
      case "", "y", "yes": return mapped(by: mapping)
      case "e", "edit": (mapping, summary) = try edited(mapping, summary, at: paths)
      default: return nil
      }
    }
  }

  /// A mapping with the roles that a person gives, and what it leads to; the same where it fits nothing.
  private func edited(
    _ mapping: EnvelopeMapping, _ summary: String, at paths: [String]
  ) throws -> (EnvelopeMapping, String) {
    guard let reply = try reply(to: "ROLE=SOURCE, or ROLE= to leave a role out: "), !reply.isEmpty
    else { return (mapping, summary) }
    let given = reply.prefix { $0 != "=" }
    var arguments = mapping.arguments.filter { $0.prefix { $0 != "=" } != given }
    if !reply.hasSuffix("=") || reply.dropLast().hasSuffix("=") { arguments.append(reply) }
    do {
      let edited = try EnvelopeMapping(arguments: arguments)
      return (edited, RoleCoverage.summary(try EventLog.coverage(of: edited, at: paths)))
    } catch {
      try output.line(VisibleText.escaped("\(error)"))
      return (mapping, summary)
    }
  }
}
