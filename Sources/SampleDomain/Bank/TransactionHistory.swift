internal import Rewind

/// Every movement of money as an entry of its own, as on a bank statement, and the sums by account.
struct TransactionHistory: Projection {
  /// The sums of an account.
  struct Row: ReadModelRow {
    var transactions = 0
    var moneyIn = 0
    var moneyOut = 0
    var balance = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("transactions", &transactions)
      column("money_in", &moneyIn)
      column("money_out", &moneyOut)
      column("balance", &balance)
    }
  }

  /// A line of the statement.
  struct Entry: ReadModelRow {
    var account = ""
    var version = 0
    var time: Timestamp?
    var type = ""
    /// Below zero where money went out.
    var amount = 0
    /// What the account held then.
    var balance = 0
    /// The account it came from or went to.
    var counterparty: String?
    var description: String?

    mutating func columns(_ column: inout ColumnMapper) {
      column("account", &account)
      column("version", &version)
      column("time", &time)
      column("type", &type)
      column("amount", &amount)
      column("balance", &balance)
      column("counterparty", &counterparty)
      column("description", &description)
    }
  }

  let name = "transaction_history"
  let stateTable = "transaction_totals"
  let entryTable = "transaction_history"
  let selection = EventSelection.category("account")
  let key = "account"

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    if event.type == "AccountCreated" {
      row = row ?? Row()
    } else if let amount = try event.movedAmount() {
      guard try row?.book(amount, event) != nil else { throw FoldError.neverMade(event) }
    }
  }

  func entry(for event: EventRecord, row: Row?) throws -> Entry? {
    guard let row, let amount = try event.movedAmount() else { return nil }
    return Entry(
      account: event.stream.rawValue, version: event.shownVersion, time: event.timestamp,
      type: event.type, amount: amount, balance: row.balance,
      counterparty: (event.data["to"] ?? event.data["from"])?.string,
      description: (event.data["description"] ?? event.data["reason"])?.string)
  }
}

extension TransactionHistory.Row {
  fileprivate mutating func book(_ amount: Int, _ event: EventRecord) throws {
    // All or nothing: the row stays as it was where a sum cannot be made.
    var row = self
    try row.balance.add(amount, to: "balance", by: event)
    if amount >= 0 {
      try row.moneyIn.add(amount, to: "money_in", by: event)
    } else {
      try row.moneyOut.subtract(amount, from: "money_out", by: event)
    }
    row.transactions += 1
    self = row
  }
}

extension EventRecord {
  /// What an event adds to its account's balance; nil where it moves no money.
  fileprivate func movedAmount() throws(FoldError) -> Int? {
    switch type {
    case "MoneyDeposited", "TransferReceived", "BalanceCorrected":
      return try integer("amount")
    case "MoneyWithdrawn", "TransferSent":
      var amount = 0
      try amount.subtract(integer("amount"), from: "amount", by: self)
      return amount
    default:
      return nil
    }
  }
}
