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
    // In place: a copy of the row for each event would take longer than the sum.
    guard row == nil else {
      try row?.take(event)
      return
    }
    var opened = Row()
    guard try opened.take(event) else { return }
    guard event.type == "AccountCreated" else { throw FoldError.neverMade(event) }
    row = opened
  }
}

extension AccountBalances.Row {
  /// Takes an event in; false where it is of a type that says nothing about the row.
  @discardableResult
  fileprivate mutating func take(_ event: EventRecord) throws -> Bool {
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
      return false
    }
    updatedAt = event.timestamp ?? updatedAt
    return true
  }
}
