import Explorer
import Rewind

/// What went wrong with an event of the test projections.
struct Refused: Error, CustomStringConvertible {
  let description: String
}

/// The balance of each account; withdrawing more than there is makes it throw.
struct TestBalances: Projection {
  struct Row: ReadModelRow {
    var owner = ""
    var name = ""
    var balance = 0
    var blocked = 0
    var city: String?

    mutating func columns(_ column: inout ColumnMapper) {
      column("owner", &owner)
      column("name", &name)
      column("balance", &balance)
      column("blocked", &blocked)
      column("city", &city)
    }
  }

  let name = "account_balances"
  let selection = EventSelection.category("account")
  let key = "account"

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    var account = row ?? Row()
    let amount = event.data["amount"]?.int ?? 0
    switch event.type {
    case "AccountCreated":
      account.owner = event.data["owner_id"]?.string ?? ""
      account.name = event.data["name"]?.string ?? ""
    case "MoneyDeposited": account.balance += amount
    case "MoneyWithdrawn":
      guard amount <= account.balance else {
        throw Refused(description: "cannot withdraw \(amount) of \(account.balance)")
      }
      account.balance -= amount
    case "AccountBlocked": account.blocked = 1
    case "AddressGiven": account.city = event.data.value["address"]?.object?["city"]?.string
    case "AddressForgotten": account.city = nil
    default: break
    }
    row = account
  }
}

/// How many transfers each account had, and an entry for each of them.
struct TestTransfers: Projection {
  struct Row: ReadModelRow {
    var transfers = 0

    mutating func columns(_ column: inout ColumnMapper) { column("transfers", &transfers) }
  }
  struct Entry: ReadModelRow {
    var account = ""
    var kind = ""
    var amount = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("account", &account)
      column("kind", &kind)
      column("amount", &amount)
    }
  }

  let name = "transfers"
  let selection = EventSelection(
    categories: ["account"], types: ["MoneyDeposited", "MoneyWithdrawn"])
  let key = "account"
  let entryTable = "transfer_history"

  func apply(_ event: EventRecord, to row: inout Row?) {
    row = Row(transfers: (row?.transfers ?? 0) + 1)
  }

  func entry(for event: EventRecord, row: Row?) -> Entry? {
    Entry(
      account: event.stream.rawValue, kind: event.type, amount: event.data["amount"]?.int ?? 0)
  }
}

/// How many events there are of each type, or in all.
struct TestCounts: Projection {
  struct Row: ReadModelRow {
    var events = 0

    mutating func columns(_ column: inout ColumnMapper) { column("events", &events) }
  }

  let name: String
  let selection = EventSelection.all
  let partition: ProjectionPartition
  var revision = 1

  func apply(_ event: EventRecord, to row: inout Row?) {
    row = Row(events: (row?.events ?? 0) + 1)
  }
}

/// Projections to look at, over ``Fixture/bank``.
enum ReadModelFixture {
  static let balances = TestBalances()
  static let transfers = TestTransfers()
  static let types = TestCounts(name: "event_types", partition: .type)
  static let totals = TestCounts(name: "totals", partition: .whole)

  static let definitions = [
    ProjectionDefinition(balances), ProjectionDefinition(transfers), ProjectionDefinition(types),
    ProjectionDefinition(totals),
  ]

  static let listed = definitions.map { ListedProjection($0) }

  static let written = Timestamp(parsing: "2026-01-05T09:59:00Z")

  /// The statuses at first: at rest with dead letters, at rest with two tables, running, not built.
  static func statuses(_ head: Int = 18) -> [ProjectionStatus] {
    [
      status("account_balances", .stopped, parked: 5, head: head), status("transfers", .stopped),
      status("event_types", .running), status("totals", .notBuilt, position: 0),
    ]
  }

  static func status(
    _ name: String, _ state: ProjectionStatus.State, position: Int = 18, parked: Int = 0,
    head: Int = 18
  ) -> ProjectionStatus {
    ProjectionStatus(
      name: name, state: state, position: position, head: head, parked: parked,
      writtenAt: position > 0 ? written : nil)
  }
}
