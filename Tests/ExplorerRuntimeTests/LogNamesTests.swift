import Testing

@testable import ExplorerRuntime

@Suite("What logs are called that stand side by side")
struct LogNamesTests {
  @Test(
    "logs of one name are told apart by as much of their paths as that takes",
    arguments: [
      (["bank", "orders"], ["bank", "orders"]), (["eu/bank", "us/bank"], ["eu/bank", "us/bank"]),
      (["/x/eu/db/bank", "/x/us/db/bank", "c"], ["eu/db/bank", "us/db/bank", "c"]),
      (["bank", "old/bank"], ["bank", "old/bank"]),
      (["bank.jsonl", "bank.log"], ["bank.jsonl", "bank.log"]),
    ])
  func names(paths: [String], names: [String]) {
    let logs = paths.map { path in
      (name: String(path.split(separator: "/").last!.prefix { $0 != "." }), path: path)
    }
    #expect(LogNames.distinct(logs) == names)
  }
}
