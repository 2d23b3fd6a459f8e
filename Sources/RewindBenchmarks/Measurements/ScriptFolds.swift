internal import Platform
internal import Rewind
internal import RewindScripts
internal import SampleDomain

/// The state of the biggest stream at version 200,000 by scripts: the first time, with the child's start;
/// then again, and a step.
enum ScriptFolds {
  static let measurement = Measurement(rows(of: "chain") + rows(of: "evolve")) { log in
    let opened = try OpenedLog(log.path)
    let last = opened.index.positions(of: opened.biggestStream).count
    let chain = String(
      decoding: SampleScripts.aggregates["account.js"] ?? [], as: UTF8.self)
    return try [chain, evolve].flatMap { script in
      let path = "\(log.folder)/account.js"
      try SystemFile.replace(path, holding: Array(script.utf8))
      let fold = try ScriptFold(CodeFile(path: path, kind: .script), category: "account")
      var timeline = Timeline(of: opened.biggestStream, in: opened.log.snapshot(), fold: fold)
      let first = try seconds { () throws in _ = try timeline.state(at: last) }
      _ = try timeline.state(at: last / 2 + 777)
      let again = try seconds { () throws in _ = try timeline.state(at: last) }
      return [first, again, try States.step(&timeline, around: last / 2)]
    }
  }

  private static func rows(of form: String) -> [Measurement.Row] {
    [
      .init(name: "state at 200000 by \(form), first time", unit: .seconds),
      .init(name: "state at 200000 by \(form), again", unit: .seconds),
      .init(name: "one step by \(form)", unit: .seconds),
    ]
  }

  /// What who begins writes.
  private static let evolve = """
    export const initialState = () => ({ owner_id: null, balance: 0, is_blocked: false })
    export function evolve(state, { type, data }) {
      switch (type) {
        case "AccountCreated": return { ...state, owner_id: data.owner_id }
        case "MoneyDeposited": case "TransferReceived":
          return { ...state, balance: state.balance + data.amount }
        case "MoneyWithdrawn": case "TransferSent":
          return { ...state, balance: state.balance - data.amount }
        case "AccountBlocked": return { ...state, is_blocked: true }
        case "AccountUnblocked": return { ...state, is_blocked: false }
        default: return state
      }
    }
    """
}
