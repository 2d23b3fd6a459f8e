import Foundation
import Rewind

@testable import RewindSQLite

/// A projection that only says which tables it wants; no event is folded here.
struct Balances: Projection {
  struct Row: ReadModelRow {
    var owner: String?
    var balance = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("owner", &owner)
      column("balance", &balance)
    }
  }

  struct Entry: ReadModelRow {
    var amount = 0.0

    mutating func columns(_ column: inout ColumnMapper) { column("amount", &amount) }
  }

  var name = "account_balances"
  var revision = 1
  var entryTable = "transactions"
  var indexes: [ReadModelIndex] = []
  let selection = EventSelection.all
  let key = "account"

  func apply(_ event: EventRecord, to row: inout Row?) {}
  func entry(for event: EventRecord, row: Row?) -> Entry? { nil }
}

/// The same read model as a later definition has it: no owner, but whether the account is blocked.
struct LaterBalances: Projection {
  struct Row: ReadModelRow {
    var balance = 0
    var isBlocked = false

    mutating func columns(_ column: inout ColumnMapper) {
      column("Balance", &balance)
      column("is_blocked", &isBlocked)
    }
  }

  let name = "account_balances"
  let selection = EventSelection.all
  let key = "account"

  func apply(_ event: EventRecord, to row: inout Row?) {}
}

/// Read models in a folder that goes with the test.
final class Folder: Sendable {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "rewind-readmodels-\(UUID().uuidString)").path
  var database: String { path + "/cache/readmodels.sqlite" }

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func open(busyTimeout: Int = 10_000) -> SQLiteReadModels {
    SQLiteReadModels(path: database, locks: path + "/locks", busyTimeout: busyTimeout)
  }

  /// A connection such as another program has.
  func stranger() throws -> Connection {
    try Connection(database, of: .readModels, .writing, busyTimeout: 0)
  }

  /// Puts bytes where the database is looked for.
  func put(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/cache", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: database))
  }
}

extension SQLiteReadModels {
  /// Makes a copy with states, as a rebuild up to a position does.
  func fill(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, at position: Int,
    _ states: [(String, [ReadModelValue])], entries: [(Int, [ReadModelValue])] = []
  ) throws {
    try begin(definition, copy, header: definition.header(at: 0))
    var changes = ReadModelChanges()
    changes.states = states.map { ReadModelChanges.State(key: $0.0, values: $0.1) }
    changes.entries = entries.map { ReadModelChanges.Entry(position: $0.0, values: $0.1) }
    try write(changes, header: definition.header(at: position), of: definition, copy)
  }

  /// Puts the shadow in the live copy's place as it is.
  func swap(_ definition: ProjectionDefinition) throws {
    let shadow = try header(of: definition.name, .shadow)
    try swap(definition) { _, _ in shadow ?? definition.header(at: 0) }
  }

  /// All rows of a table.
  func allRows(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy = .live, table: Int = 0
  ) throws -> [[ReadModelValue]] {
    try rows(RowQuery(table: table, limit: 1_000_000), of: definition, copy).rows
  }
}

extension ProjectionDefinition {
  func header(
    at position: Int, fault: ProjectionFault? = nil, generation: Int = 0
  ) -> ReadModelHeader {
    ReadModelHeader(
      fingerprint: fingerprint,
      checkpoint: Checkpoint(position: position, lineDigest: position == 0 ? "" : "d\(position)"),
      fault: fault, writtenAt: Timestamp(microseconds: 1_767_323_045_678_901),
      generation: generation)
  }
}

/// The line that a call fails with; nil where it does not.
func failure(of work: () throws -> some Any) -> String? {
  do {
    _ = try work()
    return nil
  } catch {
    return "\(error)"
  }
}

/// Does work on a thread whose file access is that of a user with no rights here, root's tests too.
func withoutRights(_ work: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  Thread.detachNewThread {
    // Per thread on Linux, and not among what Swift imports.
    if getuid() == 0, let call = dlsym(nil, "setfsuid") {
      typealias SetFSUID = @convention(c) (UInt32) -> Int32
      _ = unsafeBitCast(call, to: SetFSUID.self)(65_534)
    }
    work()
    done.signal()
  }
  done.wait()
}
