internal import CSandbox
internal import Platform

/// The child process that runs a script: this program, executed again.
public enum ScriptHost {
  /// The hidden word that makes a program such a child.
  static let word = "__script-host"
  /// How much memory a script may take, in bytes.
  static let memoryLimit = 1 << 30

  /// Whether this program has called ``runIfAsked()``, so that it can be executed again.
  static let isThisProgram = Flag()

  /// Runs scripts for Rewind where this process was started for that, and never returns then.
  ///
  /// A program that embeds the explorer, or folds by scripts, calls it before anything else; one that does
  /// not needs `rewind` on the `PATH`, or its path in `REWIND`.
  public static func runIfAsked() {
    isThisProgram.raise()
    guard CommandLine.arguments.dropFirst().first == word else { return }
    run()
    ThisProcess.exit(0)
  }

  private static func run() {
    let (input, output) = (SystemFile.standardInput, SystemFile.standardOutput)
    guard rw_end_with(input.descriptor) == 0 else { return }
    let world: ScriptWorld
    do throws(ScriptException) {
      guard let engine = JavaScriptCore(at: ThisProcess.variable("REWIND_JAVASCRIPTCORE")) else {
        throw ScriptException(
          line: 0, column: 0,
          text:
            "JavaScriptCore is not installed, which runs scripts; to install it: apt-get install"
            + " libjavascriptcoregtk-4.1-0")
      }
      world = try ScriptWorld(engine)
      guard rw_limit_memory(UInt64(memoryLimit)) == 0, rw_enter_sandbox() == 0 else {
        throw ScriptException(
          line: 0, column: 0,
          text: "this system has no sandbox for scripts, which run only in one; it needs Linux with"
            + " seccomp")
      }
    } catch {
      try? HostFrame(kind: .noEngine, bytes: Array(error.text.utf8)).write(to: output)
      return
    }
    do {
      try HostFrame(kind: .hello, bytes: []).write(to: output)
      while let frame = try HostFrame.read(from: input) {
        guard let answer = world.answer(to: frame) else { return }
        try HostFrame(kind: .answer, bytes: answer).write(to: output)
      }
    } catch {
      // Who asked has gone, and so does the child.
    }
  }
}
