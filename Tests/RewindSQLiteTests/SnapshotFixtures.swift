import Rewind
import Synchronization
import TestSupport

@testable import RewindSQLite

/// A jar for tests: it may not be emptied below nothing.
struct Jar: SnapshotAggregate, Equatable {
  static let category = "jar"
  private(set) var beans = 0
  private(set) var events = 0

  struct Empty: Error {}

  init() {}

  init(snapshot: JSONValue) throws {
    guard let beans = snapshot["beans"]?.int, let events = snapshot["events"]?.int else {
      throw Empty()
    }
    (self.beans, self.events) = (beans, events)
  }

  var snapshot: JSONValue {
    ["beans": .number(JSONNumber(beans)), "events": .number(JSONNumber(events))]
  }

  var value: JSONValue? { snapshot }

  mutating func apply(_ event: EventRecord) throws {
    let count = event.data["beans"]?.int ?? 0
    beans += event.type == "Taken" ? -count : count
    events += 1
    if beans < 0 { throw Empty() }
  }
}

extension AggregateStream<Jar> {
  mutating func put(_ beans: Int) throws {
    try record("Put", ["beans": .number(JSONNumber(beans))])
  }

  mutating func take(_ beans: Int) throws {
    try record("Taken", ["beans": .number(JSONNumber(beans))])
  }
}

extension Snapshot {
  /// A snapshot whose state tells its version.
  static func sample(
    _ version: Int, of stream: StreamName = "jar-1", fold: String = "Jar 1"
  ) -> Snapshot {
    Snapshot(
      stream: stream, fold: fold, version: version, position: version * 10, eventID: "e\(version)",
      timestamp: Timestamp(microseconds: 1_767_323_045_678_901 + Int64(version)),
      state: JSONValue.object(["version": .number(JSONNumber(version))]).jsonText)
  }
}

extension Folder {
  var snapshotDatabase: String { path + "/cache/snapshots.sqlite" }

  func openSnapshots(busyTimeout: Int = 1_000) -> SQLiteSnapshots {
    SQLiteSnapshots(path: snapshotDatabase, busyTimeout: busyTimeout)
  }

  /// A connection to the snapshots such as another program has.
  func snapshotStranger() throws -> Connection {
    try Connection(snapshotDatabase, of: .snapshots, .writing, busyTimeout: 0)
  }
}

extension SQLiteSnapshots {
  /// The versions of the snapshots of a stream and a fold that can be read, the newest first.
  func versions(of stream: StreamName = "jar-1", fold: String = "Jar 1") throws -> [Int] {
    var versions: [Int] = []
    while let next = try latest(of: stream, fold: fold, through: (versions.last ?? .max) - 1) {
      versions.append(next.version)
    }
    return versions
  }
}

/// The lines that were reported.
final class Reports: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
