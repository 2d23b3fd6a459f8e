import TestSupport
import Testing

@Suite("Whatever befalls a store whose read models are in SQLite")
struct RandomHistoryTests {
  @Test("they agree with a plain array of the events")
  func histories() async throws {
    for seed in HistorySeeds.fromEnvironment(count: 5) {
      let folder = try Folder()
      var history = RandomHistory(seed: seed, readModels: folder.open())
      try await history.run()
    }
  }
}
