internal import Platform

/// Rebuilds of account balances by scripts, stored in SQLite, beside the same in Swift, then both scripts compared.
///
/// Each is the built program as a process of its own, with the child's start, over a store of which nothing is known. Of
/// steps through a projection there are many in a process.
enum ScriptRebuilds {
  static let measurement = Measurement(
    ["Swift", "handlers", "evolve"].map { form in
      Measurement.Row(name: "events/s rebuilt by \(form), whole process", unit: .perSecond)
    } + [
      Measurement.Row(name: "both scripts compared, times the slower rebuild", unit: .share),
      Measurement.Row(name: "one step of a projection by handlers", unit: .seconds),
    ]
  ) { log in
    let count = Double(try log.contents().eventCount)
    let folder = "\(log.folder)/scripts"
    try FileSystem.makeFolders("\(folder)/projections")
    for (name, code) in scripts {
      try SystemFile.replace("\(folder)/projections/\(name).js", holding: Array(code.utf8))
    }
    let projections = [Rebuild.projection] + scripts.map(\.name)
    let rebuilds = try projections.map { projection in
      let words = try Rebuild.command(over: log, projection) + ["--with", folder]
      return try seconds { () throws(BenchError) in try run(words) }
    }
    let compare =
      try Rebuild.command(over: log, of: ["compare"] + scripts.map(\.name)) + ["--with", folder]
    let compared = try seconds { () throws(BenchError) in try run(compare) }
    let slower = rebuilds.dropFirst().max() ?? compared
    return rebuilds.map { count / $0 } + [compared / slower, try step(over: log, folder)]
  }

  /// One step of many from the middle of the log on, without what the first one costs.
  private static func step(over log: BenchLog, _ folder: String) throws -> Double {
    let count = 2_000
    let middle = try log.contents().eventCount / 2
    func steps(_ limit: Int) throws -> Double {
      let words = ["step", scripts[0].name, "--at", "@\(middle)", "--limit", "\(limit)"]
      let step = try Rebuild.command(over: log, of: words) + ["--with", folder]
      return try seconds { () throws(BenchError) in try run(step) }
    }
    let first = try steps(1)
    return max(0, try steps(count + 1) - first) / Double(count)
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
