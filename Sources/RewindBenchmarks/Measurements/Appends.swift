internal import Rewind

/// Appends to a new store, each asserting its stream's version, beside SQLite doing the same and beside
/// the least that can be done.
enum Appends {
  private static let writers = 64
  private static let batchSize = 1_000
  /// How many appends in a turn: where each waits for the disk, and where none does.
  private static let (slow, quick) = (50, 2_000)

  /// One by one, beside a write and an fdatasync for each line.
  static let oneByOne = Measurement(
    [
      rate("write + fdatasync, raw"),
      rate("durable append, one by one"),
      rate("SQLite FULL, one by one"),
      Measurement.Row(name: "share of raw write + fdatasync", unit: .share),
      ahead(of: "SQLite FULL, one by one"),
    ], isOfLog: false
  ) { log in
    let rates = try await AppendTurns([
      raw(log, appends: slow),
      store(log, appends: slow),
      sqlite(log, "FULL", appends: slow),
    ]).rates()
    return rates + [rates[1] / rates[0], rates[1] / rates[2]]
  }

  /// From many tasks at once, each to a stream of its own, beside one of them alone.
  static let atOnce = Measurement(
    [
      rate("durable append, alone"),
      rate("durable append, \(writers) writers"),
      rate("SQLite FULL, \(writers) writers"),
      Measurement.Row(name: "times one alone", unit: .share),
      ahead(of: "SQLite FULL, \(writers) writers"),
    ], isOfLog: false
  ) { log in
    let target = try AppendTarget.store(in: log.folder)
    let rates = try await AppendTurns([
      target.turn(appends: writers),
      target.turn(appends: 16, writers: writers),
      sqlite(log, "FULL", appends: 1, writers: writers),
    ]).rates()
    return rates + [rates[1] / rates[0], rates[1] / rates[2]]
  }

  /// A thousand events in each append.
  ///
  /// The share is what 1.0 M/s is of a raw write where that makes 2.6 M/s.
  static let byThousands = Measurement(
    [
      rate("write + fdatasync, raw, 1,000 at once"),
      rate("durable append, 1,000 at once"),
      rate("SQLite FULL, 1,000 at once"),
      Measurement.Row(
        name: "share of raw write, 1,000 at once", unit: .share),
      ahead(of: "SQLite FULL, 1,000 at once"),
    ], isOfLog: false
  ) { log in
    let rates = try await AppendTurns([
      raw(log, appends: 4, of: batchSize),
      store(log, appends: 4, of: batchSize),
      sqlite(log, "FULL", appends: 1, of: batchSize),
    ]).rates()
    return rates + [rates[1] / rates[0], rates[1] / rates[2]]
  }

  /// One by one, answered before anything is on the disk.
  ///
  /// The share is what 500,000/s is of a raw write where that makes 2.3 M/s.
  static let unsynced = Measurement(
    [
      rate("write, raw"),
      rate("append, never synced, one by one"),
      rate("SQLite OFF, never synced"),
      rate("SQLite FULL, beside never synced"),
      Measurement.Row(name: "share of raw write", unit: .share),
      ahead(of: "SQLite OFF, never synced"),
      ahead(of: "SQLite FULL, beside never synced"),
    ], isOfLog: false
  ) { log in
    let rates = try await AppendTurns([
      raw(log, appends: quick, isSynced: false),
      store(log, .never, appends: quick),
      sqlite(log, "OFF", appends: quick),
      sqlite(log, "FULL", appends: slow),
    ]).rates()
    return rates + [rates[1] / rates[0], rates[1] / rates[2], rates[1] / rates[3]]
  }

  /// One by one, on the disk some time later.
  static let syncedLater = Measurement(
    [
      rate("append, synced every 100 ms, one by one"),
      rate("SQLite NORMAL, synced later"),
      rate("SQLite FULL, beside synced later"),
      ahead(of: "SQLite NORMAL, synced later"),
      ahead(of: "SQLite FULL, beside synced later"),
    ], isOfLog: false
  ) { log in
    let rates = try await AppendTurns([
      store(log, .interval(milliseconds: 100), appends: quick),
      sqlite(log, "NORMAL", appends: quick),
      sqlite(log, "FULL", appends: slow),
    ]).rates()
    return rates + [rates[0] / rates[1], rates[0] / rates[2]]
  }

  private static func rate(_ name: String) -> Measurement.Row {
    Measurement.Row(name: name, unit: .perSecond)
  }

  private static func ahead(of name: String) -> Measurement.Row {
    Measurement.Row(name: "times \(name)", unit: .share)
  }
}

// MARK: - Who takes turns

extension Appends {
  private static func raw(
    _ log: BenchLog, appends: Int, of size: Int = 1, isSynced: Bool = true
  ) throws -> AppendTurns.Turn {
    let file = try RawLog(in: log.folder, isSynced: isSynced)
    return AppendTurns.Turn(events: appends * size) {
      try file.seconds(writes: appends, of: size)
    }
  }

  private static func store(
    _ log: BenchLog, _ sync: SyncPolicy = .every, appends: Int, of size: Int = 1
  ) throws -> AppendTurns.Turn {
    try AppendTarget.store(in: log.folder, sync: sync).turn(appends: appends, of: size)
  }

  private static func sqlite(
    _ log: BenchLog, _ synchronous: String, appends: Int, of size: Int = 1, writers: Int = 1
  ) throws -> AppendTurns.Turn {
    try AppendTarget.sqlite(in: log.folder, synchronous: synchronous)
      .turn(appends: appends, of: size, writers: writers)
  }
}

/// Those who append for a while, in turns: what else the disk has to do hits all of them.
struct AppendTurns {
  private static let count = 30

  /// What one of them does when it is its turn.
  struct Turn {
    /// How many events it appends.
    let events: Int
    /// Appends them, and answers the seconds it took.
    let seconds: () async throws -> Double
  }

  private let turns: [Turn]

  init(_ turns: [Turn]) {
    self.turns = turns
  }

  /// The events a second of each.
  func rates() async throws -> [Double] {
    var times = turns.map { _ in 0.0 }
    for _ in 0..<Self.count {
      for (index, turn) in turns.enumerated() { times[index] += try await turn.seconds() }
    }
    return zip(turns, times).map { Double(Self.count * $0.events) / $1 }
  }
}
