internal import Rewind

/// What is in every account now, and whose it is.
struct AccountBalances: Projection {
  struct Row: ReadModelRow {
    var owner = ""
    var name = ""
    var balance = 0
    var isBlocked = false
    var updatedAt: Timestamp?

    mutating func columns(_ column: inout ColumnMapper) {
      column("owner", &owner)
      column("name", &name)
      column("balance", &balance)
      column("blocked", &isBlocked)
      column("updated_at", &updatedAt)
    }
  }

  let name = "account_balances"
  let selection = EventSelection.category("account")
  let key = "account"

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    if row == nil { row = try opened(by: event) } else { try row?.take(event) }
  }

  /// The row of an account's first event; nothing comes before an account is there.
  private func opened(by event: EventRecord) throws -> Row? {
    guard event.type == "AccountCreated" else { throw FoldError.neverMade(event) }
    var row = Row()
    try row.take(event)
    return row
  }
}

extension AccountBalances.Row {
  fileprivate mutating func take(_ event: EventRecord) throws {
    switch event.type {
    case "MoneyDeposited", "TransferReceived", "BalanceCorrected":
      try balance.add(event.integer("amount"), to: "balance", by: event)
    case "MoneyWithdrawn", "TransferSent":
      try balance.subtract(event.integer("amount"), from: "balance", by: event)
    case "AccountCreated":
      (owner, name) = (try event.text("owner_id"), try event.text("name"))
    case "AccountBlocked":
      isBlocked = true
    case "AccountUnblocked":
      isBlocked = false
    default:
      return
    }
    updatedAt = event.timestamp ?? updatedAt
  }
}
