import Explorer
import ExplorerRuntime
import Rewind
import RewindSQLite

/// What can be done about an event that a projection cannot take in.
enum FaultAdvice {
  static func text(
    for fault: ProjectionFault, in session: ProjectionSession, _ invocation: Invocation
  ) -> String {
    if fault.cause == .damagedLine {
      return
        "\(invocation.proposed.call("verify")) says where, and --on-error park goes on without it"
    }
    let before = session.shown(fault.position) - 1
    let calls = invocation.proposed
    let call =
      before < 0 || fault.position == 1
      ? calls.call("events", "--limit", "1")
      : calls.call("events", "--after", "\(before)", "--limit", "1")
    return "mend the projection, or --on-error park; \(call) shows the event"
  }
}
