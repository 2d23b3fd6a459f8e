internal import Glibc
internal import Rewind
internal import SampleDomain

/// Appends to a new store that answer once the events are on the disk.
enum Appends {
  private static let turns = 30
  private static let appendsInTurn = 50
  private static let batches = 100
  private static let batchSize = 1_000

  /// One by one, beside the least that can be done: a write and an fdatasync for each line.
  static let oneByOne = Measurement([
    Measurement.Row(name: "write + fdatasync, raw", unit: .perSecond),
    Measurement.Row(name: "durable append, one by one", unit: .perSecond),
    Measurement.Row(name: "share of raw write", unit: .share, budget: .atLeast(0.8)),
  ]) { log in
    let raw = try RawLog(path: "\(log.folder)/raw")
    let store = try EventStore(at: try newStore(in: log.folder))
    var rawTime = 0.0
    var storeTime = 0.0
    // In turns: what else the disk has to do hits both.
    for turn in 0..<turns {
      rawTime += try raw.write(lines: appendsInTurn)
      storeTime += try await awaitedSeconds {
        for number in turn * appendsInTurn..<(turn + 1) * appendsInTurn {
          try await store.append([event(number)], to: stream(number))
        }
      }
    }
    let count = Double(turns * appendsInTurn)
    return [count / rawTime, count / storeTime, rawTime / storeTime]
  }

  /// A thousand events in each append.
  static let byThousands = Measurement(
    "durable append, 1,000 at once", .perSecond, .atLeast(1_000_000)
  ) { log in
    let store = try EventStore(at: try newStore(in: log.folder))
    let events = (0..<batchSize).map(event)
    let time = try await awaitedSeconds {
      for number in 0..<batches {
        var batch = events
        for index in batch.indices { batch[index].id = id(number * batchSize + index) }
        try await store.append(batch, to: stream(number))
      }
    }
    return Double(batches * batchSize) / time
  }

  private static func newStore(in folder: String) throws -> String {
    let path = "\(folder)/appends"
    removeTree(at: path)
    try EventStore.create(at: path)
    return path
  }

  private static func event(_ number: Int) -> NewEvent {
    NewEvent(
      type: "MoneyDeposited", data: #"{"amount":100,"description":"cash at the counter"}"#,
      metadata: #"{"correlation_id":"0213f568-96f1-45de-9983-62c1c043aee0"}"#, id: id(number))
  }

  private static func id(_ number: Int) -> EventID {
    EventID(high: 0x0194_1F2A_28CC_7C0E, low: 1 << 63 | UInt64(number))
  }

  private static func stream(_ number: Int) -> StreamName {
    StreamName("account-\(number % 100)")
  }
}

/// A file that gets lines of an event's length, each followed by an fdatasync.
private struct RawLog: ~Copyable {
  private let file: Int32

  init(path: String) throws(BenchError) {
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw BenchError("cannot create \(path)", errno: errno) }
  }

  deinit { close(file) }

  /// Writes lines and answers the seconds it took.
  func write(lines: Int) throws(BenchError) -> Double {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 299) + [UInt8(ascii: "\n")]
    return try seconds { () throws(BenchError) in
      for _ in 0..<lines {
        guard Glibc.write(file, line, line.count) == line.count, fdatasync(file) == 0 else {
          throw BenchError("cannot write a line", errno: errno)
        }
      }
    }
  }
}
