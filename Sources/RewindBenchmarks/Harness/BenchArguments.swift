/// What `rewind-bench` was asked to do.
enum BenchArguments: Equatable {
  case log(events: Int, path: String)
  case store(events: Int, path: String)
  case measure(Settings)
  /// Opens a log as the explorer does, so that another process can see how much memory it takes.
  case hold(path: String)
  /// Lists the rows that can be chosen.
  case rows
  /// Does some work so many times in a folder, so that another process can count its instructions.
  case hot(HotPath, rounds: Int, folder: String)
  case help

  struct Settings: Equatable {
    /// How often each thing is measured.
    var runs = 7
    /// Only measurements with a row whose name contains one of these; all where there is none.
    var only: [String] = []
    /// Whether each row is printed as a JSON object.
    var isJSON = false
    /// How many events the log made for the measurements has.
    var events = 1_000_000
    /// Whether a log of ten times as many events is measured too.
    var isLarge = false
    /// Where the logs that are made are kept; nil for none, or for the temporary folder if one is large.
    var folder: String?
    /// Whether a row that misses its budget is a failure.
    var isCheck = false
    /// Whether the instructions counted are recorded.
    var isRecord = false
    /// The log to measure; nil to make one.
    var log: String?

    /// How many events the logs have that are made.
    var sizes: [Int] { isLarge ? [events, 10 * events] : [events] }
  }

  static let usage = """
    usage: rewind-bench [OPTION...] [FILE]   measure Rewind and the peers that are installed
           rewind-bench rows                 list the rows that can be chosen
           rewind-bench log N FILE           make a reference log of N events
           rewind-bench store N DIR          the same as a store

    Exits with 0, or with --check 1 where a budget is missed; 2 where it failed.

    FILE is a reference log; without it, one is made and removed afterwards. Build with
    swift build -c release, which makes the program that is measured too.

    Options:
      --runs N      measure everything N times, in turns (default: 7)
      --only TEXT   only rows whose name contains TEXT, and what they are held against;
                    it may be given again for more
      --events N    how many events the log made has (default: 1000000)
      --large       measure a log of ten times as many events too, by default 10000000, which
                    needs 3 GB, and 3 GB as a store; and print how each row grows
      --folder DIR  keep the logs there, and use those that are there and whole; with --large
                    they are kept in any case, by default in rewind-bench in the temporary folder
      --check       exit 1 where a row misses its budget by more than 25 %, or cannot be measured
      --record      record the instructions that were counted, in the package's folder, from
                    where they are read too: 3 % more is a miss
      --json        print each row as an object, one a line

    Each row has the median of its runs, as times of wc -l over the same file in the same run,
    and for a peer as times of what Rewind took. A peer is wc, jq, DuckDB (pip install duckdb),
    lnav, sqlite3 or less; one that is not installed is "not found". Instructions are counted by
    Valgrind's callgrind.

    Keys of --json, of which only the first five are always there:
      name, events, unit       the row; how many the log has; seconds, bytes, per_second, share,
                               count or instructions
      is_found                 whether what the row needs is there: a peer, or Valgrind
      runs                     a figure for each run
      median                   of the runs
      median_ratio_to_wc       of the ratios to wc -l, run by run
      rewind_row               for a peer, the row of Rewind's for the same work
      median_ratio_to_rewind   of the ratios to that row, run by run
      budget, budget_is        the limit; at_most, at_least, at_most_times_wc or recorded
      is_met                   false where the median is beyond the limit by more than 25 %, or 3 %
                               of what was recorded
      growth, growth_budget    at the larger log: times the cost at the smaller; the limit
      growth_is_met            false where the growth is beyond the limit by more than 25 %
    """

  init(_ words: [String]) throws(BenchError) {
    switch words.first {
    case "log": self = .log(events: try Self.eventCount(words), path: words[2])
    case "store": self = .store(events: try Self.eventCount(words), path: words[2])
    case "hold" where words.count == 2: self = .hold(path: words[1])
    case "hot" where words.count == 4:
      guard let path = HotPath(rawValue: words[1]), let rounds = Int(words[2]), rounds >= 0 else {
        throw BenchError("rewind-bench hot takes a path, a number of rounds and a folder")
      }
      self = .hot(path, rounds: rounds, folder: words[3])
    case "rows" where words.count == 1: self = .rows
    case "--help", "-h": self = .help
    default: self = .measure(try Settings(words))
    }
  }

  private static func eventCount(_ words: [String]) throws(BenchError) -> Int {
    guard words.count == 3, let count = Int(words[1]), count > 0 else {
      throw BenchError("rewind-bench \(words[0]) takes a number of events above 0 and a path")
    }
    return count
  }
}

extension BenchArguments.Settings {
  init(_ words: [String]) throws(BenchError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--runs": runs = try Self.count(after: word, in: &rest)
      case "--events": events = try Self.count(after: word, in: &rest)
      case "--json": isJSON = true
      case "--large": isLarge = true
      case "--record": isRecord = true
      case "--check": isCheck = true
      case "--folder": folder = try Self.text(after: word, in: &rest)
      case "--only": only.append(try Self.text(after: word, in: &rest))
      case _ where word.hasPrefix("-"): throw BenchError("unknown option \(word)")
      default:
        guard log == nil else { throw BenchError("only one log can be measured at a time") }
        log = word
      }
    }
    guard log == nil || (!isLarge && folder == nil) else {
      throw BenchError("--large and --folder are for logs that are made, not for \(log ?? "")")
    }
  }

  private static func text(
    after option: String, in words: inout ArraySlice<String>
  ) throws(BenchError) -> String {
    guard let word = words.popFirst() else { throw BenchError("\(option) needs a word behind it") }
    return word
  }

  private static func count(
    after option: String, in words: inout ArraySlice<String>
  ) throws(BenchError) -> Int {
    guard let word = words.popFirst(), let count = Int(word), count > 0 else {
      throw BenchError("\(option) needs a number above 0")
    }
    return count
  }
}
