package import Rewind
import TextUI

/// How the explorer ended, and the lines to print once the terminal is given back.
public struct ExplorerEnding: Sendable {
  /// What ended it.
  public enum Reason: Hashable, Sendable {
    /// The person quit.
    case quit
    /// The process was asked to end by a signal: its number.
    case signal(Int32)
    /// The terminal is gone.
    case hangup
  }

  /// What ended it.
  public let reason: Reason
  /// A line for each rebuild of a projection that was stopped, and goes on when it is asked for again.
  public let stoppedRebuilds: [String]
  /// A line for each log that could not be opened to the end.
  public let failures: [String]
  /// The logs, in their order; nil for those that could not be opened.
  package let logs: [(any EventSource)?]

  init(
    reason: Reason, stoppedRebuilds: [String] = [], failures: [String] = [],
    logs: [(any EventSource)?] = []
  ) {
    self.reason = reason
    self.stoppedRebuilds = stoppedRebuilds.map { VisibleText.escaped($0) }
    self.failures = failures.map { VisibleText.escaped($0) }
    self.logs = logs
  }

  /// All lines to print; a terminal obeys nothing in them.
  public var lines: [String] { stoppedRebuilds + failures }

  /// What a program that did nothing else exits with: 0 where the person quit, 2 where a log could not
  /// be opened, 128 and the number of a signal, that of SIGHUP where the terminal is gone.
  public var exitStatus: Int32 {
    switch reason {
    case .quit: failures.isEmpty ? 0 : 2
    case .signal(let number): 128 + number
    case .hangup: 129
    }
  }
}
