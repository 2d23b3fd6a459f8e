import Explorer
import ExplorerRuntime
import Rewind

/// The program: words in, an exit status out.
enum Program {
  static func run(_ words: [String], in environment: Environment) -> Int32 {
    var calls = ProposedCalls()
    var statusOfAnswer: (Int32) -> Int32 = { $0 }
    do {
      let invocation = try Invocation(words, in: environment)
      calls = invocation.proposed
      statusOfAnswer = invocation.status(of:)
      let status = try run(invocation)
      try invocation.output.flush()
      for fault in invocation.indexes.keep() { invocation.note(fault) }
      return statusOfAnswer(status)
    } catch let closed as OutputError where closed.isClosedPipe {
      return statusOfAnswer(0)
    } catch StoreError.cancelled where Interruption.isRequested {
      return Interruption.exitStatus
    } catch let failure as Failure where failure.call != nil {
      ErrorLine.write(failure.lead)
      if let call = failure.call { ErrorLine.write(call: call) }
      return failure.status
    } catch {
      ErrorLine.write(line(of: error, calls))
      return ExitStatus.of(error)
    }
  }

  /// The line of an error that ends a command: a log that changed while it was read is not read again.
  private static func line(of error: any Error, _ calls: ProposedCalls) -> String {
    switch error {
    case let changed as LogChangedError: "\(changed.file): \(changedMeanwhile)"
    case let error as LogFileError where error.isReplaced: "\(error.path): \(changedMeanwhile)"
    default: calls.line(of: error)
    }
  }

  private static let changedMeanwhile = "the log was changed while it was read; call it again"

  private static func run(_ call: Invocation) throws -> Int32 {
    switch call.arguments.command {
    case .help(let command): try call.output.text(HelpText.text(for: command))
    case .version: try call.output.text("rewind \(Version.number)\n")
    case .open(let options): return try OpenCommand(invocation: call, options: options).run()
    case .demo(let options): return try DemoCommand(invocation: call, options: options).run()
    case .initialize(let directory):
      return try InitCommand(invocation: call, directory: directory).run()
    case .append(let options): return try AppendCommand(invocation: call, options: options).run()
    case .appendMany(let file): return try AppendManyCommand(invocation: call, file: file).run()
    case .streams(let options): return try StreamsCommand(invocation: call, options: options).run()
    case .types: return try TypesCommand(invocation: call).run()
    case .events(let options): return try EventsCommand(options, call).run()
    case .state(let options):
      return try call.askingForPrograms {
        try StateCommand(invocation: call, options: options).run()
      }
    case .diff(let options):
      return try call.askingForPrograms {
        try DiffCommand(invocation: call, options: options).run()
      }
    case .foldNew(let category):
      return try FoldNewCommand(invocation: call, category: category).run()
    case .projections: return try ProjectionsCommand(invocation: call).run()
    case .rebuild(let options): return try RebuildCommand(invocation: call, options: options).run()
    case .run(let options): return try RunCommand(invocation: call, options: options).run()
    case .show(let options):
      return try call.askingForPrograms {
        try ShowCommand(invocation: call, options: options).run()
      }
    case .compare(let options):
      return try call.askingForPrograms {
        try CompareCommand(invocation: call, options: options).run()
      }
    case .step(let options):
      return try call.askingForPrograms {
        try StepCommand(invocation: call, options: options).run()
      }
    case .parked(let options):
      return try call.askingForPrograms {
        try ParkedCommand(invocation: call, options: options).run()
      }
    case .verify(let options): return try VerifyCommand(invocation: call, options: options).run()
    case .map(let file, let forgets):
      return try MapCommand(invocation: call, file: file, forgets: forgets).run()
    case .importLog(let options):
      return try ImportCommand(invocation: call, options: options).run()
    }
    return 0
  }
}
