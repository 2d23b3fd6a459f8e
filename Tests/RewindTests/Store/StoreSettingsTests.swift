import Foundation
import Testing

@testable import Rewind

@Suite("A store's settings")
struct StoreSettingsTests {
  private let fixture: StoreFixture
  private var path: String { get throws { try fixture.path + "/rewind.json" } }

  init() throws { fixture = try StoreFixture(.files) }

  private func put(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test(
    "are read as they were written",
    arguments: [
      StoreSettings(), StoreSettings(sync: .never, segmentSize: 1, snapshotEvents: 1),
      StoreSettings(sync: .interval(milliseconds: 5), snapshotEvents: 100),
    ])
  func roundTrip(settings: StoreSettings) throws {
    try put(settings.text)
    #expect(try StoreSettings.read(from: fixture.path) == settings)
    #expect(try FileEventStore(at: fixture.path).settings == settings)
  }

  @Test("have their defaults where nothing is said")
  func defaults() throws {
    try put(#"{"format":1}"#)
    #expect(try StoreSettings.read(from: fixture.path) == StoreSettings())
  }

  @Test(
    "that make no sense are refused by name",
    arguments: [
      (#""snapshot_every":0"#, "snapshot_every is a number of events above 0"),
      (#""snapshot_every":-3"#, "snapshot_every is a number of events above 0"),
      (#""snapshot_every":1.5"#, "snapshot_every is a number of events above 0"),
      (#""snapshot_every":"often""#, "snapshot_every is a number of events above 0"),
      (#""snapshot_every":null"#, "snapshot_every is a number of events above 0"),
      (#""segment_size":0"#, "segment_size is a number of bytes above 0"),
      (
        #""sync":"sometimes""#,
        #"sync is "every", "never" or {"interval_ms": N} with N above 0"#
      ),
    ])
  func refused(setting: String, reason: String) throws {
    try put("{\"format\":1,\(setting)}")
    let error = #expect(throws: StoreError.self) { try StoreSettings.read(from: fixture.path) }
    #expect(error?.description == "\(try path): \(reason)")
  }

  @Test("say when snapshots are taken, where the program does not")
  func snapshots() async throws {
    let silent = FileEventStore(storage: fixture.storage, name: "s")
    #expect(silent.snapshotPolicy == .onDemand)
    let store = FileEventStore(
      storage: fixture.storage, name: "s", settings: StoreSettings(snapshotEvents: 2))
    let snapshots = InMemorySnapshots()
    let purses = Repository<Purse>(store, snapshots: snapshots)
    let own = Repository<Purse>(store, snapshots: snapshots, policy: .onDemand)
    #expect(purses.snapshots?.policy == .every(events: 2))
    #expect(own.snapshots?.policy == .onDemand)
  }
}
