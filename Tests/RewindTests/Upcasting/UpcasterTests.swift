import TestSupport
import Testing

@testable import Rewind

@Suite("Upcasters")
struct UpcasterTests {
  private struct Refusal: Error, CustomStringConvertible {
    let description = "no amount"
  }

  /// Schema 1 had pounds, schema 2 pence; `Moved` was a deposit and a withdrawal; `Pinged` is nothing.
  private static let upcasters = Upcasters([
    Upcaster("Paid", from: 1) { event in
      event.type = "AmountAdded"
      event.rename("pounds", to: "amount")
    },
    Upcaster("AmountAdded", from: 2) { event in
      guard let amount = event.data["amount"]?.int else { throw Refusal() }
      event.data = ["amount": .number(JSONNumber(amount * 100))]
      event.add("currency", "GBP")
    },
    Upcaster(splitting: "Moved", from: 1) { event in
      let amount = event.data["amount"]?.int ?? 0
      return [amount, -amount + 1].map {
        EventSchema(type: "AmountAdded", data: ["amount": .number(JSONNumber($0))])
      }
    },
    .dropping("Pinged", from: 1),
  ])

  private static func line(_ type: String, _ data: String, schema: Int? = nil) -> String {
    let metadata = schema.map { #","metadata":{"schema_version":\#($0)}"# } ?? ""
    return #"{"stream_id":"account-1","type":"\#(type)","data":\#(data)\#(metadata)}"#
  }

  private static func log(_ lines: [String]) -> EventLog {
    .inMemory(lines: lines, upcasters: upcasters)
  }

  private static let lines = [
    line("Paid", #"{"pounds":2}"#),
    line("AmountAdded", #"{"amount":7}"#, schema: 3),
    line("Pinged", "{}"),
    line("Moved", #"{"amount":50}"#),
    line("AmountAdded", #"{"amount":3,"currency":"EUR"}"#, schema: 2),
  ]

  /// What a log's events stand for: position, part, type and data.
  private func lifted(_ log: EventLog) throws -> [String] {
    try log.events(at: Array(1...log.index.eventCount)).compactMap(\.record).flatMap { event in
      try log.upcasters.lifted(event).map { "\($0.position).\($0.part) \($0.type) \($0.data)" }
    }
  }

  @Test("lift along a chain, rename, add, split and drop; what is of today stays as it is")
  func chain() throws {
    expectNoDifference(
      try lifted(Self.log(Self.lines)),
      [
        #"1.1 AmountAdded {"amount":200,"currency":"GBP"}"#,
        #"2.1 AmountAdded {"amount":7}"#,
        #"4.1 AmountAdded {"amount":5000,"currency":"GBP"}"#,
        #"4.2 AmountAdded {"amount":-4900,"currency":"GBP"}"#,
        #"5.1 AmountAdded {"amount":300,"currency":"GBP"}"#,
      ])
  }

  @Test("leave the log and what is read of it as stored")
  func stored() throws {
    let log = Self.log(Self.lines)
    #expect(try log.event(at: 1).record?.type == "Paid")
    #expect(try log.event(at: 1).record?.data == #"{"pounds":2}"#)
    #expect(log.index.eventCount == 5)
  }

  @Test("are followed by states, and a dropped event still has its version")
  func states() throws {
    let log = Self.log(Self.lines)
    let stream = try #require(log.index.streamID(named: "account-1"))
    var timeline = Timeline(of: stream, in: log.snapshot(), fold: .aggregate(Total.self))
    let totals = try (0...5).map { try timeline.state(at: $0).value }
    #expect(totals == [0, 200, 207, 207, 307, 607])
  }

  @Test("that throw leave the state before, and time goes on")
  func throwing() throws {
    let log = Self.log([
      Self.line("Paid", #"{"pounds":1}"#), Self.line("Paid", "{}"),
      Self.line("Paid", #"{"pounds":1}"#),
    ])
    let stream = try #require(log.index.streamID(named: "account-1"))
    var timeline = Timeline(of: stream, in: log.snapshot(), fold: .aggregate(Total.self))
    let state = try timeline.state(at: 2)
    #expect(state.value == 100)
    #expect(
      state.fault?.description
        == "upcaster of AmountAdded, schema 2, at version 2 of account-1, position 2: no amount")
    #expect(try timeline.state(at: 3).value == 200)
  }

  @Test("are followed by projections, also where those ask for the new type alone")
  func projections() throws {
    for selection in [EventSelection.all, .types(["AmountAdded"]), .types(["Paid"])] {
      let models = InMemoryReadModels()
      let runner = ProjectionRunner(
        source: Self.log(Self.lines),
        definition: ProjectionDefinition(Ledger(selection: selection)),
        store: models)
      #expect(try runner.rebuild() == .swapped(position: 5))
      #expect(models.sums() == (selection == .types(["Paid"]) ? [:] : ["account-1": 607]))
    }
  }

  @Test("that split an event leave nothing of it where one part fails")
  func parkedParts() throws {
    let models = InMemoryReadModels()
    let ledger = Ledger(selection: .all, refused: Refused([-4900]))
    let runner = ProjectionRunner(
      source: Self.log(Self.lines), definition: ProjectionDefinition(ledger), store: models)
    #expect(try runner.rebuild(onError: .park) == .swapped(position: 5))
    #expect(models.sums() == ["account-1": 207])
    ledger.refused.allowAll()
    #expect(try runner.retryParked().replayed == 2)
    #expect(models.sums() == ["account-1": 607])
    #expect(try runner.history(ofKey: "account-1").map(\.position) == [1, 2, 4, 5])
  }

  @Test("that are others than before make a read model stale")
  func stale() throws {
    let models = InMemoryReadModels()
    let definition = ProjectionDefinition(Ledger())
    let before = EventLog.inMemory(lines: Self.lines)
    _ = try ProjectionRunner(source: before, definition: definition, store: models).rebuild()
    let runner = ProjectionRunner(
      source: Self.log(Self.lines), definition: definition, store: models)
    #expect(try runner.status().state == .stale(reason: "the upcasters have changed"))
  }

  @Test("are followed by subscriptions")
  func subscriptions() async throws {
    for selection in [EventSelection.all, .types(["AmountAdded"])] {
      var cursor = Self.log(Self.lines).subscribe(to: selection).cursor()
      var given: [String] = []
      while let event = try await cursor.next() { given.append("\(event.position).\(event.part)") }
      #expect(given == ["1.1", "2.1", "4.1", "4.2", "5.1"])
    }
    var old = Self.log(Self.lines).subscribe(to: .types(["Paid"])).cursor()
    #expect(try await old.next()?.position == nil)
  }

  @Test(
    "tell whoever keeps a checkpoint which part of a split event is the last one given",
    arguments: [
      (EventSelection.all, ["1 Left last", "2 Left", "2 Arrived last"]),
      (.types(["Left"]), ["1 Left last", "2 Left last"]),
      (.types(["Arrived"]), ["2 Arrived last"]),
    ])
  func lastPart(selection: EventSelection, expected: [String]) async throws {
    let upcasters = Upcasters([
      Upcaster(splitting: "Moved", from: 1) { event in
        ["Left", "Arrived"].map { EventSchema(type: $0, data: event.data) }
      }
    ])
    let log = EventLog.inMemory(
      lines: [Self.line("Left", "{}"), Self.line("Moved", "{}")], upcasters: upcasters)
    var cursor = log.subscribe(to: selection).cursor()
    var given: [String] = []
    while let event = try await cursor.next() {
      given.append("\(event.position) \(event.type)\(event.isLastPart ? " last" : "")")
    }
    expectNoDifference(given, expected)
  }

  @Test("say which schema version an event of today is stored with")
  func stamped() throws {
    let event = NewEvent(type: "AmountAdded", data: "{}", metadata: #"{"user":"u"}"#)
    #expect(Self.upcasters.stamped(event).metadata == #"{"user":"u","schema_version":3}"#)
    let unknown = NewEvent(type: "Other", data: "{}")
    #expect(Self.upcasters.stamped(unknown) == unknown)
    let said = NewEvent(type: "AmountAdded", data: "{}", metadata: #"{"schema_version":2}"#)
    #expect(Self.upcasters.stamped(said) == said)
  }
}

/// The sum of the amounts.
private struct Total: Aggregate {
  static let category = "account"
  private var sum = 0

  mutating func apply(_ event: EventRecord) {
    sum += event.type == "AmountAdded" ? event.data["amount"]?.int ?? 0 : 0
  }

  var value: JSONValue? { .number(JSONNumber(sum)) }
}
