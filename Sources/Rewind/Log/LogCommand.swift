internal import Platform
internal import Synchronization

/// A command that a shell runs, whose output is a log.
///
/// It has no input. What it started ends with it, save what has left its group of processes, and all of that
/// ends with this process.
final class LogCommand: Sendable {
  /// What it prints.
  let output: SystemFile
  private let child: SharedChild
  /// The end of its standard error; nil where that is this process's.
  private let errors: OutputTail?
  private let outcome = Mutex<String?>(nil)

  /// Starts it.
  ///
  /// - Parameters:
  ///   - text: the command as `sh -c` takes it.
  ///   - keepsErrors: whether its standard error is kept from this process's, and its last line told.
  /// - Throws: ``LogFileError`` where the system refused.
  init(_ text: String, keepsErrors: Bool) throws(LogFileError) {
    do throws(SystemError) {
      let (output, childOutput) = try Pipe().split()
      var errors: OutputTail?
      var childErrors = ChildProcess.Stream.inherited
      if keepsErrors {
        let (reading, writing) = try Pipe().split()
        errors = OutputTail(reading)
        childErrors = errors == nil ? .nothing : .file(writing)
      }
      self.output = output
      self.errors = errors
      child = SharedChild(
        try ChildProcess(
          ["/bin/sh", "-c", "--", text], output: .file(childOutput), errors: childErrors,
          leadsSession: true))
    } catch {
      throw LogFileError(error)
    }
  }

  /// Waits for its end, and ends what it has left behind.
  func waitUntilEnded() {
    child.waitUntilEnded()
    guard let status = child.end()?.status, status != 0 else { return }
    let said = errors?.lastLine().map { ": \($0.prefix(300))" } ?? ""
    outcome.withLock { $0 = "the command ended with \(ChildProcess.ending(in: status))\(said)" }
  }

  /// How it ended, where it has, and not with the exit status 0.
  var failure: String? { outcome.withLock(\.self) }

  /// Ends it.
  func kill() { child.kill() }

  /// What a command's log is called in short: its first program, without the folders, or `command` where that
  /// is not plain to see.
  static func program(of text: String) -> String {
    let words = text.split(whereSeparator: { $0.isWhitespace || "|&;()<>".contains($0) })
    let first = words.first { !$0.contains("=") }
    guard let first, !first.contains(where: { "'\"$`{}[]!#*?\\".contains($0) }),
      !["for", "while", "until", "if", "case"].contains(first)
    else { return "command" }
    return first.split(separator: "/").last.map(String.init) ?? "command"
  }
}
