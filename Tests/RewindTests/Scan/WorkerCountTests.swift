import Platform
import TestSupport
import Testing

@testable import Rewind

@Suite("On a machine of any number of processors")
struct WorkerCountTests {
  @Test("a rebuild makes the same read model", arguments: [1, 2, 3, 8])
  func rebuild(workers: Int) async throws {
    let store = try await TestStore.filled(4_000)
    let models = InMemoryReadModels()
    let runner = ProjectionRunner(
      source: store.log, definition: ProjectionDefinition(Ledger()), store: models)
    let result = try Processors.$workers.withValue(workers) { try runner.rebuild() }
    #expect(result == .swapped(position: 4_000))
    #expect(models.sums() == (try store.sums()))
  }

  @Test("lines are read in the order asked for", arguments: [1, 2, 3, 8])
  func reading(workers: Int) async throws {
    let log = try await TestStore.filled(5_000).log
    try log.refresh()
    let positions = (1...5_000).map { $0 * 7 % 5_000 + 1 }
    let events = try Processors.$workers.withValue(workers) {
      try log.snapshot().events(at: positions)
    }
    #expect(events.map { $0.record?.position } == positions)
  }
}
