import Rewind
import RewindSQLite
import TestSupport
import Testing

// As the guide has it, word for word.

private struct CurrentBalances: Projection {
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

@Suite("The guide to projections")
struct ProjectionGuideTests {
  @Test("has code that compiles: this file holds each of its pieces")
  func compiles() throws {
    try expectGuideCode(of: "Sources/Rewind/Rewind.docc/Projections.md", pieces: 2)
  }

  @Test("does what it says")
  func works() async throws {
    let folder = try Folder()
    let bank = folder.path + "/bank"
    try FileEventStore.create(at: bank)
    let store = try FileEventStore(at: bank)
    try await store.append(
      [
        NewEvent(type: "AccountOpened", data: #"{"owner":"Zoë"}"#),
        NewEvent(type: "MoneyDeposited", data: #"{"amount":700}"#),
      ], to: "account-1")
    try await store.append([NewEvent(type: "Noted", data: "{}")], to: "other-1")
    let log = store.log

    let readModels = SQLiteReadModels(
      path: bank + "/cache/readmodels.sqlite", locks: bank + "/locks")
    let runner = ProjectionRunner(
      source: log, definition: ProjectionDefinition(CurrentBalances()), store: readModels)
    let result = try runner.rebuild()  // .swapped(position: 3)
    let page = try readModels.rows(
      RowQuery(sortColumn: "balance", descending: true), of: runner.definition, .live)

    #expect(result == .swapped(position: 3))
    #expect(page.rows == [[.text("account-1"), .text("Zoë"), .integer(700)]])
  }
}
