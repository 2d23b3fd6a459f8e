import Foundation
import Testing

/// What an event of the reference log does to an account's balance.
struct BankMove {
  var account: String
  /// Nil for an event that moves nothing, such as the account's first.
  var amount: Int?

  /// The moves of a store's log, read by another parser than the program's.
  static func moves(inLog folder: String) throws -> [BankMove] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name in
      guard name.hasSuffix(".jsonl") else { return [BankMove]() }
      return try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        .split(separator: 0x0A).map(move)
    }
  }

  private static func move(_ line: Data) throws -> BankMove {
    let event = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    let account = try #require(event["stream_id"] as? String)
    let amount = (event["data"] as? [String: Any])?["amount"] as? Int
    switch event["type"] as? String {
    case "MoneyDeposited", "TransferReceived": return BankMove(account: account, amount: amount)
    case "MoneyWithdrawn", "TransferSent":
      return BankMove(account: account, amount: amount.map { -$0 })
    default: return BankMove(account: account, amount: nil)
    }
  }

  /// Each account's balance behind some moves.
  static func balances(after moves: ArraySlice<BankMove>) -> [String: Int] {
    moves.reduce(into: [:]) { $0[$1.account, default: 0] += $1.amount ?? 0 }
  }
}
