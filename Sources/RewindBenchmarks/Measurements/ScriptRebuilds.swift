internal import Platform

/// Rebuilds of account balances by scripts, stored in SQLite, beside the same in Swift: each the built program as a
/// process of its own, with the child's start, over a store of which nothing is known.
enum ScriptRebuilds {
  static let measurement = Measurement(
    ["Swift", "handlers", "evolve"].map { form in
      Measurement.Row(name: "events/s rebuilt by \(form), whole process", unit: .perSecond)
    }
  ) { log in
    let count = Double(try log.contents().eventCount)
    let folder = "\(log.folder)/scripts"
    try FileSystem.makeFolders("\(folder)/projections")
    for (name, code) in scripts {
      try SystemFile.replace("\(folder)/projections/\(name).js", holding: Array(code.utf8))
    }
    let projections = [Rebuild.projection] + scripts.map(\.name)
    return try projections.map { projection in
      let words = try Rebuild.command(over: log, projection) + ["--with", folder]
      return count / (try seconds { () throws(BenchError) in try run(words) })
    }
  }

  /// What who begins writes, in either form; each type that changes a balance is taken.
  private static let scripts = [
    (
      name: "balances_by_handlers",
      """
      fromCategory("account").foreachStream().when({
        $init: () => ({ balance: 0 }),
        MoneyDeposited(s, e) { s.balance += e.body.amount },
        TransferReceived(s, e) { s.balance += e.body.amount },
        MoneyWithdrawn(s, e) { s.balance -= e.body.amount },
        TransferSent(s, e) { s.balance -= e.body.amount },
      })
      """
    ),
    (
      name: "balances_by_evolve",
      """
      export const from = { category: "account" }
      export const initialState = { balance: 0 }
      export function evolve(state, { type, data }) {
        switch (type) {
          case "MoneyDeposited": case "TransferReceived":
            return { ...state, balance: state.balance + data.amount }
          case "MoneyWithdrawn": case "TransferSent":
            return { ...state, balance: state.balance - data.amount }
          default: return state
        }
      }
      """
    ),
  ]
}
