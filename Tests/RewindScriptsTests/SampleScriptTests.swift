import Platform
import Rewind
import RewindScripts
import SampleDomain
import Testing

@Suite("The sample's folds as scripts")
struct SampleScriptTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  private func script(_ name: String) throws -> ScriptFold {
    let text = try #require(SampleScripts.aggregates["\(name).js"])
    return try folder.fold(String(decoding: text, as: UTF8.self), category: name)
  }

  /// The events of a category's streams, as they are stored.
  private func streams(of category: String) throws -> [[StoredEvent]] {
    var streams: [StreamName: [StoredEvent]] = [:]
    for (number, append) in try DemoHistory().appends.enumerated()
    where append.stream.category == category {
      for event in append.events {
        let version = (streams[append.stream]?.count ?? 0) + 1
        streams[append.stream, default: []].append(
          .event(
            EventRecord(
              at: EventPlace(stream: append.stream, version: version, position: number + 1),
              type: event.type, timestamp: append.time, data: event.data,
              metadata: event.metadata)))
      }
    }
    return streams.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The states behind the events, each with `!` where the event could not be applied.
  private func states(_ fold: some Fold, _ events: [StoredEvent]) throws -> [String] {
    let folded = try fold.fold(
      FoldBatch(events, firstVersion: 1, interval: 1, upcasters: SampleDomain.upcasters),
      from: fold.initial())
    let faults = Set(folded.faults.map(\.version))
    return try folded.kept.enumerated().map { index, state in
      let text = try fold.value(of: state)?.text() ?? "null"
      return text + (faults.contains(index + 1) ? " !" : "")
    }
  }

  @Test("an account's chain gives the states of the aggregate at every version")
  func accounts() throws {
    let (script, swift) = (try script("account"), AggregateFold(BankAccount.self))
    for events in try streams(of: "account") {
      let states = try states(swift, events)
      #expect(try self.states(script, events) == states)
      #expect(!states.contains { $0.hasSuffix("!") })
    }
  }

  @Test("an order's evolve gives the states of the aggregate at every version")
  func orders() throws {
    let (script, swift) = (try script("order"), AggregateFold(Order.self))
    for events in try streams(of: "order") {
      let states = try states(swift, events)
      #expect(try self.states(script, events) == states)
      #expect(!states.contains { $0.hasSuffix("!") })
    }
  }

  private static let badEvents = [
    "account": [
      #"AccountCreated {"name":"Main"}"#, #"AccountCreated {"owner_id":"u1","name":7}"#,
      #"AccountCreated {"owner_id":"u1","name":"Main"}"#, #"MoneyDeposited {"amount":500}"#,
      #"MoneyDeposited {"amount":"abc"}"#, #"MoneyWithdrawn {"amount":1.5}"#,
      #"TransferReceived {}"#, #"TransferSent {"amount":null}"#, #"BalanceCorrected null"#,
      #"BalanceCorrected {"amount":true}"#, #"MoneyWithdrawn {"amount":2e2}"#,
    ],
    "order": [
      #"OrderPlaced {}"#, #"OrderPlaced {"customer_id":"c1","note":7}"#,
      #"ItemAdded {"sku":"a","name":"A","quantity":2,"unit_price":5,"colour":"red"}"#,
      #"ItemAdded {"sku":"b","name":"B","quantity":"2","unit_price":5}"#,
      #"ItemAdded {"sku":"b","quantity":2,"unit_price":5}"#,
      #"ItemAdded {"sku":"b","name":"B","quantity":1,"unit_price":0.5}"#, #"ItemRemoved {}"#,
      #"OrderPaid {"account_id":1}"#, #"OrderShipped {"carrier":"DHL"}"#,
      #"OrderShipped {"tracking_number":"7"}"#, #"OrderCancelled null"#,
      #"OrderCancelled {"reason":"late"}"#,
    ],
  ]

  @Test(
    "of events that lack something, or have something else, scripts and aggregates make the same",
    arguments: badEvents.keys.sorted())
  func bad(category: String) throws {
    let events = try (Self.badEvents[category] ?? []).enumerated().map { index, text in
      let parts = text.split(separator: " ", maxSplits: 1)
      return StoredEvent.event(
        EventRecord(
          at: EventPlace(
            stream: StreamName("\(category)-1"), version: index + 1, position: index + 1),
          type: String(parts[0]), data: try JSONText(String(parts[1])),
          metadata: #"{"schema_version":2}"#))
    }
    let script = try states(script(category), events)
    let swift =
      category == "account"
      ? try states(AggregateFold(BankAccount.self), events)
      : try states(AggregateFold(Order.self), events)
    #expect(script == swift)
    #expect(swift.count { $0.hasSuffix("!") } == (category == "account" ? 8 : 9))
  }
}
