import Synchronization
import TestSupport

@testable import Rewind

/// A projection for tests: sums per stream and an entry per event; it throws at types that a test names.
struct Ledger: Projection {
  struct Row: ReadModelRow, Equatable {
    var sum = 0
    var events = 0
    /// What half-done work leaves behind if it is not undone.
    var trace = ""

    mutating func columns(_ column: inout ColumnMapper) {
      column("sum", &sum)
      column("events", &events)
      column("trace", &trace)
    }
  }

  struct Entry: ReadModelRow {
    var stream = ""
    var sum = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("stream", &stream)
      column("sum", &sum)
    }
  }

  let name = "ledger"
  var revision = 1
  var selection = EventSelection.category("account")
  var partition = ProjectionPartition.stream
  /// Data with one of these amounts cannot be taken in.
  var refused = Refused([])

  func apply(_ event: EventRecord, to row: inout Row?) throws {
    guard event.type != "AccountClosed" else {
      row = nil
      return
    }
    guard let amount = event.data["amount"]?.int else { return }
    if row == nil { row = Row() }
    row?.trace += "\(amount);"
    if refused.contains(amount) { throw AmountRefused(amount: amount) }
    row?.sum += amount
    row?.events += 1
  }

  func entry(for event: EventRecord, row: Row?) -> Entry? {
    row.map { Entry(stream: event.stream.rawValue, sum: $0.sum) }
  }
}

/// The amounts that are refused, until the test thinks better of it.
final class Refused: Sendable {
  private let amounts: Mutex<Set<Int>>

  init(_ amounts: Set<Int>) { self.amounts = Mutex(amounts) }

  func contains(_ amount: Int) -> Bool { amounts.withLock { $0.contains(amount) } }

  func allowAll() { amounts.withLock { $0 = [] } }
}

struct AmountRefused: Error, CustomStringConvertible {
  let amount: Int
  var description: String { "amount \(amount) is refused" }
}

/// A store in memory, filled by tests.
struct TestStore {
  let storage = InMemoryLogStorage()
  let store: FileEventStore

  init(segmentSize: Int = 1 << 20) {
    store = FileEventStore(
      storage: storage, name: "bank",
      settings: StoreSettings(sync: .never, segmentSize: segmentSize),
      clock: { Timestamp(microseconds: 1_767_322_984_000_000) })
  }

  /// A store with so many amounts, spread over streams, some of them in appends of several.
  static func filled(_ count: Int, segmentSize: Int = 1 << 20) async throws -> TestStore {
    let store = TestStore(segmentSize: segmentSize)
    try await store.add(1...count)
    return store
  }

  func add(_ amounts: ClosedRange<Int>, streams: Int = 7) async throws {
    var next = amounts.lowerBound
    while next <= amounts.upperBound {
      let size = min(1 + next % 3, amounts.upperBound - next + 1)
      let category = next % 11 == 0 ? "order" : "account"
      try await store.append(
        try (next..<next + size).map { try Self.event($0) },
        to: StreamName("\(category)-\(next % streams)"))
      next += size
    }
  }

  static func event(_ amount: Int) throws -> NewEvent {
    NewEvent(type: "AmountAdded", data: try JSONText("{\"amount\":\(amount)}"))
  }

  /// The log as another reader sees it.
  var log: EventLog { EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true) }

  /// What a fold of the events up to a position makes, told without a feed or a worker.
  func sums(through last: Int = .max, skipping skipped: Set<Int> = []) throws -> [String: Int] {
    let log = log
    try log.refresh()
    var sums: [String: Int] = [:]
    for position in stride(from: 1, through: min(last, log.index.eventCount), by: 1) {
      guard !skipped.contains(position), let event = try log.event(at: position).record,
        event.stream.category == "account", let amount = event.data["amount"]?.int
      else { continue }
      sums[event.stream.rawValue, default: 0] += amount
    }
    return sums
  }
}

extension InMemoryReadModels {
  /// The sums of the ledger's rows.
  func sums(_ copy: ReadModelCopy = .live) -> [String: Int]? {
    states(of: "ledger", copy)?.compactMapValues { values in
      if case .integer(let sum) = values[0] { sum } else { nil }
    }
  }
}
