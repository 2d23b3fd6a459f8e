internal import Platform

/// How scripts are run.
public struct ScriptSettings: Sendable {
  /// The program that is executed as the child: one that calls ``ScriptHost/runIfAsked()``.
  public var program: String
  /// How long a handler may be at one event, in seconds, before its process is ended; at least 1.
  public var secondsPerEvent = 5

  /// Runs scripts by this program where it can be a child, else by the one that `REWIND` names, else by
  /// `rewind` along the `PATH`.
  public init() {
    let own = ScriptHost.isThisProgram.isRaised ? try? ThisProcess.executable() : nil
    program = own ?? ThisProcess.variable("REWIND") ?? "rewind"
  }
}
