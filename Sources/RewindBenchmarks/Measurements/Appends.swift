internal import Rewind

/// Appends to a new store, each asserting its stream's version, beside SQLite doing the same.
///
/// They take turns: what else the disk has to do hits all of them.
enum Appends {
  private static let turns = 30
  private static let appendsInTurn = 50
  private static let writers = 64
  private static let batchSize = 1_000
  /// How many appends in a turn where no disk is waited for.
  private static let quickAppends = 2_000

  /// One by one, beside the least that can be done: a write and an fdatasync for each line.
  static let oneByOne = Measurement([
    Measurement.Row(name: "write + fdatasync, raw", unit: .perSecond),
    Measurement.Row(name: "durable append, one by one", unit: .perSecond),
    Measurement.Row(name: "SQLite FULL, one by one", unit: .perSecond),
    Measurement.Row(name: "share of raw write", unit: .share, budget: .atLeast(0.8)),
    ahead(of: "SQLite FULL, one by one"),
  ]) { log in
    let raw = try RawLog(path: "\(log.folder)/raw")
    let store = try AppendTarget.store(in: log.folder)
    let peer = try AppendTarget.sqlite(in: log.folder, synchronous: "FULL")
    var times = [0.0, 0.0, 0.0]
    for _ in 0..<turns {
      times[0] += try raw.write(lines: appendsInTurn)
      times[1] += try await store.seconds(appends: appendsInTurn)
      times[2] += try await peer.seconds(appends: appendsInTurn)
    }
    let count = Double(turns * appendsInTurn)
    return times.map { count / $0 } + [times[0] / times[1], times[2] / times[1]]
  }

  /// From many tasks at once, each to a stream of its own, beside one of them alone.
  static let atOnce = Measurement([
    Measurement.Row(name: "durable append, alone", unit: .perSecond),
    Measurement.Row(name: "durable append, \(writers) writers", unit: .perSecond),
    Measurement.Row(name: "SQLite FULL, \(writers) writers", unit: .perSecond),
    Measurement.Row(name: "times one alone", unit: .share, budget: .atLeast(8)),
    ahead(of: "SQLite FULL, \(writers) writers"),
  ]) { log in
    let store = try AppendTarget.store(in: log.folder)
    let peer = try AppendTarget.sqlite(in: log.folder, synchronous: "FULL")
    var times = [0.0, 0.0, 0.0]
    for _ in 0..<turns {
      times[0] += try await store.seconds(appends: writers)
      times[1] += try await store.seconds(appends: 16, writers: writers)
      times[2] += try await peer.seconds(appends: 1, writers: writers)
    }
    let rates = zip(times, [1, 16, 1]).map { Double(turns * writers * $1) / $0 }
    return rates + [rates[1] / rates[0], rates[1] / rates[2]]
  }

  /// A thousand events in each append.
  static let byThousands = Measurement([
    Measurement.Row(
      name: "durable append, 1,000 at once", unit: .perSecond, budget: .atLeast(1_000_000)),
    Measurement.Row(name: "SQLite FULL, 1,000 at once", unit: .perSecond),
    ahead(of: "SQLite FULL, 1,000 at once"),
  ]) { log in
    let store = try AppendTarget.store(in: log.folder)
    let peer = try AppendTarget.sqlite(in: log.folder, synchronous: "FULL")
    var times = [0.0, 0.0]
    for _ in 0..<turns {
      times[0] += try await store.seconds(appends: 4, of: batchSize)
      times[1] += try await peer.seconds(appends: 1, of: batchSize)
    }
    let count = Double(turns * batchSize)
    return [4 * count / times[0], count / times[1], 4 * times[1] / times[0]]
  }

  /// One by one, answered before anything is on the disk.
  static let unsynced = quick(
    .never, "append, never synced, one by one", .atLeast(500_000), beside: "OFF")

  /// One by one, on the disk some time later.
  static let syncedLater = quick(
    .interval(milliseconds: 100), "append, synced every 100 ms, one by one", nil, beside: "NORMAL")

  private static func quick(
    _ sync: SyncPolicy, _ name: String, _ budget: Measurement.Budget?, beside synchronous: String
  ) -> Measurement {
    Measurement([
      Measurement.Row(name: name, unit: .perSecond, budget: budget),
      Measurement.Row(name: "SQLite \(synchronous), one by one", unit: .perSecond),
      ahead(of: "SQLite \(synchronous), one by one"),
    ]) { log in
      let store = try AppendTarget.store(in: log.folder, sync: sync)
      let peer = try AppendTarget.sqlite(in: log.folder, synchronous: synchronous)
      var times = [0.0, 0.0]
      for _ in 0..<turns {
        times[0] += try await store.seconds(appends: quickAppends)
        times[1] += try await peer.seconds(appends: quickAppends)
      }
      let count = Double(turns * quickAppends)
      return times.map { count / $0 } + [times[1] / times[0]]
    }
  }

  private static func ahead(of name: String) -> Measurement.Row {
    Measurement.Row(name: "times \(name)", unit: .share, budget: .atLeast(1))
  }
}
