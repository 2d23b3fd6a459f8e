/// What `rewind-bench` was asked to do.
enum BenchArguments: Equatable {
  case log(events: Int, path: String)
  case store(events: Int, path: String)
  case measure(Settings)
  /// Opens a log as the explorer does, so that another process can see how much memory it takes.
  case hold(path: String)
  case help

  struct Settings: Equatable {
    /// How often each thing is measured.
    var runs = 7
    /// Only measurements whose name contains this.
    var only: String?
    /// Whether each row is printed as a JSON object.
    var isJSON = false
    /// How many events the log made for the measurements has.
    var events = 1_000_000
    /// The log to measure; nil to make one.
    var log: String?
  }

  static let usage = """
    usage: rewind-bench [--runs 7] [--only NAME] [--events N] [--json] [FILE]
           rewind-bench log N FILE     make a reference log of N events
           rewind-bench store N DIR    the same as a store
    """

  init(_ words: [String]) throws(BenchError) {
    switch words.first {
    case "log": self = .log(events: try Self.eventCount(words), path: words[2])
    case "store": self = .store(events: try Self.eventCount(words), path: words[2])
    case "hold" where words.count == 2: self = .hold(path: words[1])
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
      case "--only":
        guard let name = rest.popFirst() else { throw BenchError("--only needs a name") }
        only = name
      case _ where word.hasPrefix("-"): throw BenchError("unknown option \(word)")
      default:
        guard log == nil else { throw BenchError("only one log can be measured at a time") }
        log = word
      }
    }
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
