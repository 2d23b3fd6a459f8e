/// The balance of an account as the peers are asked for it: what was paid in, less what was paid out.
enum Balances {
  private static let paidIn = ["MoneyDeposited", "TransferReceived", "BalanceCorrected"]
  private static let paidOut = ["MoneyWithdrawn", "TransferSent"]

  /// The sum in SQL.
  ///
  /// - Parameter amount: what the amount of a row is called.
  static func sql(amount: String) -> String {
    func list(_ types: [String]) -> String { types.map { "'\($0)'" }.joined(separator: ", ") }
    return "sum(CASE WHEN type IN (\(list(paidIn))) THEN \(amount) "
      + "WHEN type IN (\(list(paidOut))) THEN -\(amount) ELSE 0 END)"
  }

  /// A program for jq that takes the lines of one stream, up to the version `$last`.
  static var jq: String {
    func isAny(_ types: [String]) -> String {
      types.map { #"$type == "\#($0)""# }.joined(separator: " or ")
    }
    return """
      reduce (inputs | select(.version <= $last)) as {$type, $data} (0;
        if \(isAny(paidIn)) then . + $data.amount
        elif \(isAny(paidOut)) then . - $data.amount
        else . end)
      """
  }
}
