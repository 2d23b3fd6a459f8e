/// What each row may cost, by its name.
enum Budgets {
  /// What a row may cost.
  struct Limits: Sendable {
    /// On a log of 1,000,000 events, or of fewer.
    var million: Measurement.Budget?
    /// On a log of 10,000,000.
    var tenMillion: Measurement.Budget?
    /// How many times the cost may be for ten times the events.
    var growth: Double?

    /// The same at both sizes.
    static func both(_ budget: Measurement.Budget, growth: Double? = nil) -> Limits {
      Limits(million: budget, tenMillion: budget, growth: growth)
    }
  }

  /// From how many events on a log is held against the larger size's budgets.
  static let tenMillion = 10_000_000

  /// What takes so many seconds at 1,000,000 events on the machine of the budgets, where `wc -l` takes 44 ms.
  ///
  /// Seconds are of one machine on one day; the ratio to `wc -l` in the same run holds on others too.
  private static func likeLineCount(_ seconds: Double) -> Measurement.Budget {
    .timesLineCount(seconds / 0.044)
  }

  /// How many times what is linear may grow for ten times the events, and what is constant.
  private static let (linear, constant) = (11.0, 1.2)

  static func budget(of row: String, events: Int) -> Measurement.Budget? {
    events < tenMillion ? all[row]?.million : all[row]?.tenMillion
  }

  static let all: [String: Limits] = [
    "rewind --version": .both(.atMost(0.01)),
    "first paint, whole process": .both(.atMost(0.05), growth: constant),
    "index the log": .both(.timesLineCount(5), growth: linear),
    "rewind types, never opened before": Limits(growth: linear),
    "rewind streams --limit 1": Limits(tenMillion: .atMost(0.03), growth: constant),
    "rewind state of a 96-event stream": Limits(
      million: .atMost(0.02), tenMillion: .atMost(0.03), growth: constant),
    "rewind state of the big stream at 200000": Limits(million: likeLineCount(0.1)),
    "rewind events --id, no id asked for before": Limits(growth: linear),
    "rewind events --id": .both(.atMost(0.03), growth: constant),
    "index, bytes an event": .both(.atMost(80)),
    "rewind append of one event": Limits(tenMillion: .atMost(0.03), growth: constant),
    "state at 200000, first time": Limits(million: likeLineCount(0.1)),
    "state at 1000, again": .both(.atMost(0.001), growth: constant),
    "state at 100000, again": .both(.atMost(0.001), growth: constant),
    "state at 200000, again": .both(.atMost(0.001), growth: constant),
    "one step": .both(.atMost(0.000_2), growth: constant),
    "key to frame while indexing, p99": .both(.atMost(0.016)),
    "key to frame while a rebuild runs, p99": .both(.atMost(0.016)),
    "rebuild account balances, whole process": Limits(million: likeLineCount(0.3), growth: 13),
    "rebuild account balances, peak RssAnon": Limits(tenMillion: .atMost(256_000_000)),
    "peak RssAnon, log open": Limits(
      million: .atMost(64_000_000), tenMillion: .atMost(100_000_000)),
    // Of the disk, beside a raw write in the same run: 1.0 M/s of 2.6, 0.5 of 2.3.
    "share of raw write + fdatasync": .both(.atLeast(0.8)),
    "times SQLite FULL, one by one": .both(.atLeast(1)),
    "times one alone": .both(.atLeast(8)),
    "times SQLite FULL, 64 writers": .both(.atLeast(1)),
    "durable append, 1,000 at once": .both(.atLeast(1_000_000)),
    "share of raw write, 1,000 at once": .both(.atLeast(0.385)),
    "times SQLite FULL, 1,000 at once": .both(.atLeast(1)),
    "append, never synced, one by one": .both(.atLeast(500_000)),
    "share of raw write": .both(.atLeast(0.217)),
    "times SQLite OFF, never synced": .both(.atLeast(1)),
    "times SQLite FULL, beside never synced": .both(.atLeast(1)),
    "times SQLite NORMAL, synced later": .both(.atLeast(1)),
    "times SQLite FULL, beside synced later": .both(.atLeast(1)),
    "load of an aggregate, 1,000 events": .both(.atMost(0.002)),
    "load of an aggregate, 1,000 events, with a snapshot": .both(.atMost(0.0005)),
    "share of reading": .both(.atLeast(0.8)),
    // By scripts and programs.
    "events/s rebuilt by handlers, whole process": Limits(million: .atLeast(1_500_000)),
    "events/s rebuilt by evolve, whole process": Limits(million: .atLeast(1_000_000)),
    "both scripts compared, times the slower rebuild": Limits(million: .atMost(1.7)),
    "one step of a projection by handlers": .both(.atMost(0.005)),
    "state at 200000 by chain, first time": Limits(million: likeLineCount(0.25)),
    "state at 200000 by chain, again": Limits(million: .atMost(0.005)),
    "one step by chain": .both(.atMost(0.001)),
    "state at 200000 by evolve, first time": Limits(million: likeLineCount(0.25)),
    "state at 200000 by evolve, again": Limits(million: .atMost(0.005)),
    "one step by evolve": .both(.atMost(0.001)),
    "events/s by program, the big stream": .both(.atLeast(200_000)),
    "events/s by program, 50,000 streams interleaved": Limits(million: .atLeast(130_000)),
  ]
}
