import Foundation
import TestSupport
import Testing

@Suite("Whatever befalls a store")
struct RandomHistoryTests {
  /// REWIND_HISTORIES is how many there are; REWIND_HISTORIES_FROM the first one's seed.
  @Test("the log, its index and read models agree with a plain array of the events")
  func histories() async throws {
    var events = 0
    let seeds = HistorySeeds.fromEnvironment(count: 15)
    for seed in seeds {
      var history = RandomHistory(seed: seed, readModels: InMemoryReadModels())
      try await history.run()
      events += history.eventCount
    }
    print("\(seeds.count) histories of \(events) events")
    #expect(events > seeds.count)
  }
}
