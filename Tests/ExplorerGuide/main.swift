import ExplorerRuntime
import Rewind

let explorer = ExplorerProgram(
  ExploredLog(
    at: ["bank"], aggregates: [BankAccount.self], projections: [CurrentBalances()],
    upcasters: upcasters))
explorer.runAndExit()
