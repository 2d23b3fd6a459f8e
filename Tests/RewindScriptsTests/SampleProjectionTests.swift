import Rewind
import RewindScripts
import SampleDomain
import TestSupport
import Testing

/// The sample's projections by scripts, held against what plain Swift makes of the same events.
@Suite("The sample's projections as scripts")
struct SampleProjectionTests {
  private static let events = Result {
    var events: [EventRecord] = []
    for append in try DemoHistory().appends {
      for (index, event) in append.events.enumerated() {
        let stored = EventRecord(
          at: EventPlace(
            stream: append.stream, version: append.version + index + 1, position: events.count + 1),
          type: event.type, timestamp: append.time, data: event.data, metadata: event.metadata)
        events += try SampleDomain.upcasters.lifted(stored)
      }
    }
    return events
  }

  private let folder: ScriptFolder
  private let events: [EventRecord]

  init() throws {
    folder = try ScriptFolder()
    events = try Self.events.get()
  }

  /// The whole history, folded by a script of the sample.
  private func folded(_ name: String) throws -> ProjectionRun {
    let text = try #require(SampleScripts.projections["\(name).js"])
    var run = try ProjectionRun(folder.projection(String(decoding: text, as: UTF8.self)))
    let said = try run.takeNotes() + run.fold(events)
    // Code to learn from has nothing to be warned of.
    #expect(said.filter { $0.hasPrefix("~") || $0.hasPrefix("!") } == [])
    return run
  }

  private func amount(_ event: EventRecord) -> Int { event.data["amount"]?.int ?? 0 }

  /// What is in each account that was opened, in the end.
  private var balances: [String: Int] {
    var balances: [String: Int] = [:]
    for event in events {
      switch event.type {
      case "AccountCreated": balances[event.stream.rawValue] = 0
      case "MoneyDeposited", "TransferReceived", "BalanceCorrected":
        balances[event.stream.rawValue]? += amount(event)
      case "MoneyWithdrawn", "TransferSent": balances[event.stream.rawValue]? -= amount(event)
      default: break
      }
    }
    return balances
  }

  @Test("bank_totals is the sum of all accounts")
  func totals() throws {
    let rows = try folded("bank_totals").rowsByKey
    func sum(_ type: String) -> Int {
      events.filter { $0.type == type }.reduce(0) { $0 + amount($1) }
    }
    func count(_ type: String) -> Int { events.count { $0.type == type } }
    let total: JSONValue = [
      "accounts": JSONValue(balances.count),
      "blocked": JSONValue(count("AccountBlocked") - count("AccountUnblocked")),
      "deposited": JSONValue(sum("MoneyDeposited")), "withdrawn": JSONValue(sum("MoneyWithdrawn")),
      "corrected": JSONValue(sum("BalanceCorrected")),
      "in_the_bank": JSONValue(balances.values.reduce(0, +)),
    ]
    #expect(rows == ["all": total])
  }

  @Test("article_demand is what was added to orders and removed, by SKU")
  func articles() throws {
    let rows = try folded("article_demand").rowsByKey
    let added = Dictionary(
      grouping: events.filter { $0.type == "ItemAdded" }, by: { $0.data["sku"]?.string ?? "" })
    let removed = events.filter { $0.type == "ItemRemoved" }
    let expected = added.map { sku, events -> (String, JSONValue) in
      let pieces = events.reduce(0) { $0 + ($1.data["quantity"]?.int ?? 0) }
      let row: JSONValue = [
        "name": .string(events[0].data["name"]?.string ?? ""), "pieces": JSONValue(pieces),
        "orders": JSONValue(events.count),
        "taken_out": JSONValue(removed.count { $0.data["sku"]?.string == sku }),
      ]
      return (sku, row)
    }
    #expect(rows == Dictionary(uniqueKeysWithValues: expected))
    #expect(!removed.isEmpty)
  }

  @Test("account_blocks is how often accounts were blocked, and the whole bank beside it")
  func blocks() throws {
    let run = try folded("account_blocks")
    let blocked = events.filter { $0.type == "AccountBlocked" }
    let unblocked = events.filter { $0.type == "AccountUnblocked" }
    let byAccount = Dictionary(grouping: blocked, by: \.stream.rawValue)
    let expected = byAccount.mapValues { blocks -> JSONValue in
      [
        "blocks": JSONValue(blocks.count),
        "last_reason": .string(blocks[blocks.count - 1].data["reason"]?.string ?? ""),
      ]
    }
    #expect(run.rowsByKey == expected)
    let bank: JSONValue = [
      "blocks": JSONValue(blocked.count),
      "blocked_now": JSONValue(blocked.count - unblocked.count),
    ]
    #expect(run.shared?.value == bank)
  }

  @Test("refunds is each refund with its bookings, and writes what was booked again")
  func refunds() throws {
    let run = try folded("refunds")
    let bookings = events.filter {
      $0.type == "MoneyDeposited" && $0.data["description"]?.string?.hasPrefix("refund of ") == true
    }
    let byOrder = Dictionary(
      grouping: bookings, by: { String($0.data["description"]?.string?.dropFirst(10) ?? "") })
    let expected = byOrder.mapValues { bookings -> JSONValue in
      [
        "account": .string(bookings[0].stream.rawValue), "amount": JSONValue(amount(bookings[0])),
        "bookings": JSONValue(bookings.count),
      ]
    }
    #expect(run.rowsByKey == expected)
    let again = byOrder.values.flatMap { $0.dropFirst() }.map(\.position).sorted()
    #expect(!again.isEmpty)
    let told = again.flatMap { position in
      ["\(position).1 + emit refunds-to-check", "\(position).2 + link bookings-to-check"]
    }
    #expect(run.outputs.map { $0.split(separator: " ").prefix(4).joined(separator: " ") } == told)
  }

  @Test("savings is what is in accounts that are not for everyday use")
  func savings() throws {
    let run = try folded("savings")
    let balances = balances
    var results: [String: JSONValue] = [:]
    for event in events where event.type == "AccountCreated" {
      let name = event.data["name"]?.string ?? ""
      guard !["Current account", "Takings"].contains(name) else { continue }
      results[event.stream.rawValue] = [
        "owner": .string(event.data["owner_id"]?.string ?? ""), "name": .string(name),
        "saved": JSONValue(balances[event.stream.rawValue] ?? 0),
      ]
    }
    #expect(try run.resultsByKey == results)
    #expect(run.rows.count == balances.count && results.count < balances.count)
  }

  @Test("money_moved counts each transfer for both accounts")
  func moved() throws {
    let rows = try folded("money_moved").rowsByKey
    var sums: [String: (transfers: Int, moved: Int)] = [:]
    for event in events where event.type == "TransferSent" {
      for account in [event.stream.rawValue, event.data["to"]?.string ?? ""] {
        let sum = sums[account] ?? (0, 0)
        sums[account] = (sum.transfers + 1, sum.moved + amount(event))
      }
    }
    let expected = sums.mapValues { sum -> JSONValue in
      ["transfers": JSONValue(sum.transfers), "moved": JSONValue(sum.moved)]
    }
    #expect(rows == expected)
  }
}

extension ProjectionRun {
  /// The states of the rows, by their keys.
  fileprivate var rowsByKey: [String: JSONValue] {
    Dictionary(uniqueKeysWithValues: states.map { ($0.key.rawValue, $0.value.value) })
  }

  /// The results that are not held back, by the keys of their rows.
  fileprivate var resultsByKey: [String: JSONValue] {
    get throws {
      var results: [String: JSONValue] = [:]
      for (key, row) in rows {
        guard let arrow = row.firstRange(of: " -> ") else { continue }
        let result = try JSONText(String(row[arrow.upperBound...])).value
        results[key.rawValue] = result == .null ? nil : result
      }
      return results
    }
  }
}
