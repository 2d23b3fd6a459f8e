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

  private func states(_ fold: some Fold, _ events: [StoredEvent]) throws -> [JSONValue?] {
    let folded = try fold.fold(
      FoldBatch(events, firstVersion: 1, interval: 1, upcasters: SampleDomain.upcasters),
      from: fold.initial())
    #expect(folded.faults.isEmpty)
    return try folded.kept.map { try fold.value(of: $0) }
  }

  @Test("an account's chain gives the states of the aggregate at every version")
  func accounts() throws {
    let (script, swift) = (try script("account"), AggregateFold(BankAccount.self))
    for events in try streams(of: "account") {
      #expect(try states(script, events) == states(swift, events))
    }
  }

  @Test("an order's evolve gives the states of the aggregate at every version")
  func orders() throws {
    let (script, swift) = (try script("order"), AggregateFold(Order.self))
    for events in try streams(of: "order") {
      #expect(try states(script, events) == states(swift, events))
    }
  }
}
