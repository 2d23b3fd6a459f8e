import Foundation
import Rewind
import TestSupport
import Testing

@testable import RewindSQLite

@Suite("Snapshots in SQLite")
struct SnapshotTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test("come back as they were kept, to another program too")
  func roundTrip() throws {
    let snapshots = folder.openSnapshots()
    var plain = Snapshot.sample(7)
    plain.stream = "jar-\u{0}'é\u{1F600}"
    plain.state = #"{"n":1e400, "big":123456789012345678901234567890,"é":"\ud800"}"#
    var bare = Snapshot.sample(1, of: "")
    (bare.eventID, bare.timestamp, bare.state) = (nil, nil, "null")
    for snapshot in [plain, bare] {
      try snapshots.save(snapshot)
      for store in [snapshots, folder.openSnapshots()] {
        let found = try store.latest(of: snapshot.stream, fold: snapshot.fold, through: .max)
        #expect(found == snapshot)
      }
    }
  }

  @Test("are found up to a version; one of the same version takes the place of another")
  func versions() throws {
    let snapshots = folder.openSnapshots()
    for version in [3, 5] { try snapshots.save(.sample(version)) }
    var again = Snapshot.sample(5)
    again.state = #"{"again":true}"#
    try snapshots.save(again)
    let newest = { try snapshots.latest(of: "jar-1", fold: "Jar 1", through: $0) }
    #expect(try newest(9) == again)
    #expect(try newest(5) == again)
    #expect(try newest(4) == .sample(3))
    #expect(try newest(2) == nil)
  }

  @Test("are the newest three of a stream, and always the one that was kept last")
  func limit() throws {
    let snapshots = folder.openSnapshots()
    for version in [10, 20, 30, 40] { try snapshots.save(.sample(version)) }
    try snapshots.save(.sample(1, of: "jar-2"))
    #expect(try snapshots.versions() == [40, 30, 20])
    // The log was put back as it was before, say.
    try snapshots.save(.sample(5))
    #expect(try snapshots.versions() == [40, 30, 5])
    try snapshots.save(.sample(6))
    #expect(try snapshots.versions() == [40, 30, 6])
    #expect(try snapshots.versions(of: "jar-2") == [1])
  }

  @Test("of other code are not given, and go when one is kept of the same stream")
  func folds() throws {
    let snapshots = folder.openSnapshots()
    for stream in ["jar-1", "jar-2"] as [StreamName] { try snapshots.save(.sample(4, of: stream)) }
    #expect(try snapshots.latest(of: "jar-1", fold: "Jar 2", through: 9) == nil)
    try snapshots.save(.sample(2, fold: "Jar 2"))
    #expect(try snapshots.versions(fold: "Jar 2") == [2])
    #expect(try snapshots.versions(fold: "Jar 1") == [])
    #expect(try snapshots.versions(of: "jar-2", fold: "Jar 1") == [4])
  }

  @Test("are none before the first, and looking makes no file")
  func none() throws {
    let snapshots = folder.openSnapshots()
    #expect(try snapshots.versions() == [])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/cache"))
  }

  @Test("may be deleted while they are open, and are then kept anew")
  func deleted() throws {
    let snapshots = folder.openSnapshots()
    try snapshots.save(.sample(1))
    #expect(try snapshots.versions() == [1])
    try FileManager.default.removeItem(atPath: folder.path + "/cache")
    #expect(try snapshots.versions() == [])
    try snapshots.save(.sample(2))
    #expect(try snapshots.versions() == [2])
    try FileManager.default.removeItem(atPath: folder.snapshotDatabase)
    try snapshots.save(.sample(3))
    #expect(try folder.openSnapshots().versions() == [3])
  }

  @Test("are kept by several at once, each for streams of its own and one of all")
  func together() async throws {
    let folder = folder
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...8 {
        let snapshots = folder.openSnapshots(busyTimeout: 60_000)
        group.addTask {
          for version in 1...20 {
            try snapshots.save(.sample(version, of: StreamName("jar-\(number)")))
            try snapshots.save(.sample(version * 10 + number, of: "jar-all"))
            let found = try snapshots.latest(of: "jar-all", fold: "Jar 1", through: .max)
            #expect(found.map { $0 == .sample($0.version, of: "jar-all") } == true)
          }
        }
      }
      try await group.waitForAll()
    }
    let snapshots = folder.openSnapshots()
    for number in 1...8 {
      #expect(try snapshots.versions(of: StreamName("jar-\(number)")) == [20, 19, 18])
    }
    #expect(try snapshots.versions(of: "jar-all").count == 3)
  }

  @Test("lead to the same state as the whole replay, on random histories", arguments: 1...10)
  func random(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let (storage, reports) = (InMemoryLogStorage(), Reports())
    let policies: [SnapshotPolicy] = [.every(events: 3), .onSave, .every(events: 7), .onDemand]
    var used = 0
    for _ in 1...40 {
      let store = FileEventStore(
        storage: storage, name: "s", settings: StoreSettings(sync: .never))
      let kept = Counting(folder.openSnapshots())
      let jars = Repository<Jar>(
        store, snapshots: kept, policy: policies.randomElement(using: &random)
      ) { reports.add($0) }
      let name = StreamName("jar-\(Int.random(in: 1...2, using: &random))")
      var jar = try await jars.find(name) ?? jars.create(name)
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        try? jar.take(Int.random(in: 0...30, using: &random))
        try jar.put(Int.random(in: 0...20, using: &random))
      }
      let saved = try await jars.save(jar)
      try harm(&random)
      let replayed = try await Repository<Jar>(store).find(name)
      #expect(saved.state == replayed?.state ?? Jar())
      #expect(try await jars.find(name)?.state == replayed?.state)
      used += kept.found
    }
    #expect(used > 20)
    #expect(reports.all.isEmpty)
  }

  /// What befalls snapshots in a history: now and then they are deleted, or rows damaged.
  private func harm(_ random: inout SeededRandom) throws {
    guard FileManager.default.fileExists(atPath: folder.snapshotDatabase) else { return }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: try FileManager.default.removeItem(atPath: folder.path + "/cache")
    case 1: try folder.snapshotStranger().run("UPDATE snapshots SET state = '{\"beans\":1}'")
    case 2:
      try folder.snapshotStranger().run(
        "UPDATE snapshots SET position = position + 1 WHERE version % 2 = 0")
    default: break
    }
  }
}

/// Counts the snapshots that were found.
private final class Counting: SnapshotStore {
  private let store: SQLiteSnapshots
  private let reports = Reports()
  var found: Int { reports.all.count }

  init(_ store: SQLiteSnapshots) { self.store = store }

  func latest(of stream: StreamName, fold: String, through version: Int) throws -> Snapshot? {
    let snapshot = try store.latest(of: stream, fold: fold, through: version)
    if snapshot != nil { reports.add("found") }
    return snapshot
  }

  func save(_ snapshot: Snapshot) throws { try store.save(snapshot) }
}
