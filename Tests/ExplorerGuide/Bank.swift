import Rewind

// What the guides have, word for word, for the explorer that they open.

struct BankAccount: Aggregate {
  static let category = "account"
  var owner: String?
  var balance = 0

  mutating func apply(_ event: EventRecord) throws {
    switch event.type {
    case "AccountOpened": owner = event.data["owner"]?.string
    case "MoneyDeposited", "BalanceCorrected": balance += event.data["amount"]?.int ?? 0
    case "MoneyWithdrawn": balance -= event.data["amount"]?.int ?? 0
    default: break
    }
  }

  var value: JSONValue? {
    owner.map { ["owner": .string($0), "balance": JSONValue(balance)] }
  }
}

struct CurrentBalances: Projection {
  struct Row: ReadModelRow {
    var owner = ""
    var balance = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("owner", &owner)
      column("balance", &balance)
    }
  }

  let name = "balances"
  let selection = EventSelection.category("account")

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    switch event.type {
    case "AccountOpened": row = Row(owner: event.data["owner"]?.string ?? "")
    case "MoneyDeposited": row?.balance += event.data["amount"]?.int ?? 0
    case "AccountClosed": row = nil
    default: break
    }
  }
}

let upcasters = Upcasters([
  Upcaster("AccountOpened", from: 1) { $0.rename("name", to: "owner") },
  Upcaster("AccountOpened", from: 2) { $0.add("currency", "EUR") },
])
