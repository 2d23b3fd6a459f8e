import Synchronization
import TestSupport
import Testing

@testable import Rewind

/// Upcasters of accounts that are asked as if they were outside the program.
private final class Outside: CategoryUpcasters {
  private let upcasters = Upcasters([
    Upcaster("Paid", from: 1) { event in
      guard event.data["pounds"]?.int != 13 else { throw Unlucky() }
      event.type = "AmountAdded"
      event.rename("pounds", to: "amount")
    },
    Upcaster(splitting: "Moved", from: 1) { event in
      [event, event].map { EventSchema(type: "AmountAdded", data: $0.data) }
    },
    .dropping("Pinged", from: 1),
  ])
  private struct Unlucky: Error {}
  private let calls = Mutex(0)

  var callCount: Int { calls.withLock(\.self) }
  let fingerprint = "outside"
  let isEmpty = false
  func lifts(_ type: String) -> Bool { true }
  func lifts(category: String) -> Bool { category == "account" }

  func lift(
    _ events: [EventRecord], ofCategory category: String
  ) -> [Result<[EventSchema]?, UpcastError>] {
    calls.withLock { $0 += 1 }
    return events.map { event in
      do {
        return .success(
          try upcasters.upcast(event)?.parts.map { EventSchema(type: $0.type, data: $0.data.value) }
        )
      } catch {
        return .failure(UpcastError(event, reason: "\(error)"))
      }
    }
  }
}

@Suite("Upcasters outside the program")
struct CategoryUpcastersTests {
  private let outside = Outside()

  private func log(_ amounts: [Int]) -> EventLog {
    .inMemory(
      lines: amounts.enumerated().map { number, amount in
        let type = ["Paid", "Moved", "Pinged", "AmountAdded"][number % 4]
        let data = type == "Paid" ? #"{"pounds":\#(amount)}"# : #"{"amount":\#(amount)}"#
        return #"{"stream_id":"account-\#(number % 7)","type":"\#(type)","data":\#(data)}"#
      }, upcasters: Upcasters.none.with(outside))
  }

  private func sums(_ amounts: [Int]) -> [String: Int] {
    var sums: [String: Int] = [:]
    for (number, amount) in amounts.enumerated() where number % 4 != 2 && amount != 13 {
      sums["account-\(number % 7)", default: 0] += amount * (number % 4 == 1 ? 2 : 1)
    }
    return sums
  }

  @Test("are followed by projections, and asked once for many events")
  func projections() throws {
    let amounts = Array(100..<3_100)
    let models = InMemoryReadModels()
    let runner = ProjectionRunner(
      source: log(amounts), definition: ProjectionDefinition(Ledger(selection: .all)),
      store: models)
    _ = try runner.rebuild()
    #expect(models.sums() == sums(amounts))
    #expect(outside.callCount < 100)
  }

  @Test("that fail at an event fail at it alone")
  func failing() throws {
    let amounts = [1, 2, 3, 4, 13, 5, 6, 7]
    let models = InMemoryReadModels()
    let runner = ProjectionRunner(
      source: log(amounts), definition: ProjectionDefinition(Ledger(selection: .all)),
      store: models)
    _ = try runner.rebuild(onError: .park)
    #expect(models.sums() == sums(amounts))
  }

  @Test("are those of the category that the log gives a stream")
  func givenCategories() throws {
    let mapping = try EnvelopeMapping(
      arguments: ["stream=id", "category=kind", "type=type", "data=data"])
    let log = EventLog.inMemory(
      lines: (0..<40).map { number in
        let (name, kind) = number % 2 == 0 ? ("K", "account") : ("account-", "order")
        let id = "\(name)\(number % 4)"
        return #"{"id":"\#(id)","kind":"\#(kind)","type":"Paid","data":{"pounds":\#(number)}}"#
      }, mapping: mapping, upcasters: Upcasters.none.with(outside))
    let snapshot = log.snapshot()
    let stream = try #require(snapshot.index.streamID(named: "K0"))
    var timeline = Timeline(of: stream, in: snapshot, fold: .lastValues)
    #expect(try timeline.state(at: 10).value == ["amount": 36])
    let other = try #require(snapshot.index.streamID(named: "account-1"))
    var others = Timeline(of: other, in: snapshot, fold: .lastValues)
    #expect(try others.state(at: 10).value == ["pounds": 37])
    let models = InMemoryReadModels()
    _ = try ProjectionRunner(
      source: log, definition: ProjectionDefinition(Ledger(selection: .all)), store: models
    ).rebuild(onError: ErrorPolicy.park)
    #expect(models.sums()?["K2"] == (0..<10).map { $0 * 4 + 2 }.reduce(0, +))
  }

  @Test("that cannot run at all fail once, and no event is parked for it")
  func unusable() throws {
    struct Unusable: Error {}
    final class Broken: CategoryUpcasters {
      let fingerprint = "broken"
      let isEmpty = false
      func lifts(_ type: String) -> Bool { true }
      func lifts(category: String) -> Bool { true }
      func lift(
        _ events: [EventRecord], ofCategory category: String
      ) throws -> [Result<[EventSchema]?, UpcastError>] { throw Unusable() }
    }
    let log = EventLog.inMemory(
      lines: (1...9).map { #"{"stream_id":"account-1","type":"Paid","data":{"pounds":\#($0)}}"# },
      upcasters: Upcasters.none.with(Broken()))
    var timeline = Timeline(of: StreamID(rawValue: 0), in: log.snapshot(), fold: .lastValues)
    #expect(throws: Unusable.self) { try timeline.state(at: 9) }
    let runner = ProjectionRunner(
      source: log, definition: ProjectionDefinition(Ledger(selection: .all)),
      store: InMemoryReadModels())
    #expect(throws: Unusable.self) { try runner.rebuild(onError: ErrorPolicy.park) }
  }

  @Test("leave other categories to the program's own")
  func others() throws {
    let own = Upcasters([.dropping("Paid", from: 1)]).with(outside)
    let event = EventRecord(
      at: EventPlace(stream: "order-1", version: 1, position: 1), type: "Paid", data: "{}")
    #expect(try own.lifted(event).isEmpty)
    #expect(outside.callCount == 0)
    #expect(own.fingerprint != Upcasters.none.with(outside).fingerprint)
  }
}
