import Foundation
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
    case "AccountCreated": row = Row(owner: event.data["owner"]?.string ?? "")
    case "MoneyDeposited": row?.balance += event.data["amount"]?.int ?? 0
    case "AccountClosed": row = nil
    default: break
    }
  }
}

@Suite("The guide to projections")
struct GuideTests {
  /// The guide's pieces of code, with the lines' indents taken away.
  private func pieces() throws -> [[String]] {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let guide = package.appending(path: "Sources/Rewind/Rewind.docc/Projections.md")
    return try String(contentsOf: guide, encoding: .utf8).components(separatedBy: "```swift\n")
      .dropFirst().map { Self.lines(of: $0.components(separatedBy: "```")[0]) }
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n").map { line in
      let code = line.components(separatedBy: "  //")[0]
      return code.trimmingCharacters(in: .whitespaces).replacing("private ", with: "")
    }
  }

  @Test("has code that compiles: this file holds each of its pieces")
  func compiles() throws {
    let here = Self.lines(
      of: try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8))
    let pieces = try pieces()
    #expect(pieces.count == 2)
    for piece in pieces {
      let isHere = here.indices.contains { here[$0...].starts(with: piece) }
      #expect(isHere, "\(piece[0])")
    }
  }

  @Test("does what it says")
  func works() async throws {
    let folder = try Folder()
    let bank = folder.path + "/bank"
    try EventStore.create(at: bank)
    let store = try EventStore(at: bank)
    try await store.append(
      [
        NewEvent(type: "AccountCreated", data: #"{"owner":"Zoë"}"#),
        NewEvent(type: "MoneyDeposited", data: #"{"amount":700}"#),
      ], to: "account-1")
    try await store.append([NewEvent(type: "Noted", data: "{}")], to: "other-1")
    let log = store.log

    let readModels = SQLiteReadModels(
      path: bank + "/cache/readmodels.sqlite", locks: bank + "/locks")
    let runner = ProjectionRunner(
      log: log, definition: ProjectionDefinition(CurrentBalances()), store: readModels)
    let result = try runner.rebuild()  // .swapped(position: 3)
    let page = try readModels.rows(
      RowQuery(sortColumn: 2, descending: true), of: runner.definition, .live)

    #expect(result == .swapped(position: 3))
    #expect(page.rows == [[.text("account-1"), .text("Zoë"), .integer(700)]])
  }
}
