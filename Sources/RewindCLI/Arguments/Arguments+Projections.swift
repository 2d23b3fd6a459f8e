import Rewind

extension Command {
  /// Which projections a command is about.
  enum ProjectionChoice: Hashable, Sendable {
    case all
    case named([String])
  }

  struct Rebuild: Hashable, Sendable {
    var projections: ProjectionChoice
    var onError: ErrorPolicy = .stop
    /// Whether to show what would change, and to ask before it does.
    var compares = false
    /// Whether the question is answered already.
    var agrees = false
    /// How many differences to show at most.
    var limit: Int?
    /// How many bytes of memory it takes at most.
    var memory: Int?
  }

  struct Run: Hashable, Sendable {
    var projections: ProjectionChoice
    var onError: ErrorPolicy = .stop
    var follow = false
  }

  struct Show: Hashable, Sendable {
    var projection: String
    var table: String?
    var key: String?
    var history = false
    var moment: String?
    /// The moment that the other one is compared with.
    var base: String?
    var sortColumn: String?
    var descending = false
    var filter: String?
    var limit: Int?
  }

  struct Compare: Hashable, Sendable {
    /// A projection's name or a definition file.
    var projection: String
    /// What it is compared with, another name or file; nil for what made its read model, or for rows of a file.
    var old: String?
    /// The file of rows that were exported from elsewhere.
    var rows: String?
    /// The column of the file that holds the keys.
    var keyColumn: String?
    var moment: String?
    var limit: Int?
  }

  struct Step: Hashable, Sendable {
    /// A projection's name or a definition file.
    var projection: String
    var moment: String?
    var key: String?
    var limit: Int?
  }

  struct Parked: Hashable, Sendable {
    var projection: String
    var key: String?
    var retry = false
  }
}

extension ParsedWords {
  func rebuild() throws(ArgumentError) -> Command {
    var rebuild = Command.Rebuild(projections: try projections())
    rebuild.onError = try errorPolicy()
    rebuild.compares = has("compare")
    rebuild.agrees = has("yes")
    rebuild.limit = try number(of: "limit")
    rebuild.memory = try size(of: "memory")
    if !rebuild.compares, rebuild.agrees || rebuild.limit != nil {
      throw wrong("--\(rebuild.agrees ? "yes" : "limit") goes with --compare")
    }
    return .rebuild(rebuild)
  }

  func run() throws(ArgumentError) -> Command {
    .run(
      .init(projections: try projections(), onError: try errorPolicy(), follow: has("follow")))
  }

  func show() throws(ArgumentError) -> Command {
    var show = Command.Show(projection: try operands("NAME")[0])
    show.table = value(of: "table")
    show.key = value(of: "key")
    show.history = has("history")
    show.moment = value(of: "at")
    show.base = value(of: "against")
    show.sortColumn = value(of: "sort")
    show.descending = has("descending")
    show.filter = value(of: "filter")
    show.limit = try number(of: "limit")
    if show.history, show.key == nil { throw wrong("--history needs --key, the row it is about") }
    let chosen = ["table", "sort", "filter"].first { value(of: $0) != nil }
    if show.history, let other = chosen ?? show.base.map({ _ in "against" }) {
      throw wrong("--history is of one row; leave out --\(other)")
    }
    if show.base != nil, let other = chosen ?? show.key.map({ _ in "key" }) {
      throw wrong("--against compares all rows; leave out --\(other)")
    }
    return .show(show)
  }

  func compare() throws(ArgumentError) -> Command {
    let rows = value(of: "rows")
    let isOfTwo = rows == nil && operands.count > 1
    let words = isOfTwo ? try operands("OLD", "NEW") : try operands("NAME")
    var compare = Command.Compare(projection: words[words.count - 1])
    if isOfTwo { compare.old = words[0] }
    compare.rows = rows
    compare.keyColumn = value(of: "key-column")
    compare.moment = value(of: "at")
    compare.limit = try number(of: "limit")
    if rows == nil, compare.keyColumn != nil { throw wrong("--key-column goes with --rows") }
    return .compare(compare)
  }

  func step() throws(ArgumentError) -> Command {
    var step = Command.Step(projection: try operands("NAME")[0])
    step.moment = value(of: "at")
    step.key = value(of: "key")
    step.limit = try number(of: "limit")
    return .step(step)
  }

  func parked() throws(ArgumentError) -> Command {
    .parked(
      .init(projection: try operands("NAME")[0], key: value(of: "key"), retry: has("retry")))
  }

  /// The projections that are named, at least one, or all.
  private func projections() throws(ArgumentError) -> Command.ProjectionChoice {
    guard has("all") else {
      guard !operands.isEmpty else {
        throw wrong("rewind \(command.rawValue) needs a NAME, or --all")
      }
      return .named(operands)
    }
    guard let name = operands.first else { return .all }
    throw wrong("--all names every projection; leave out '\(name)'")
  }

  private func errorPolicy() throws(ArgumentError) -> ErrorPolicy {
    guard let text = value(of: "on-error") else { return .stop }
    guard let policy = ErrorPolicy(rawValue: text) else {
      throw wrong("--on-error takes stop or park, not '\(text)'")
    }
    return policy
  }
}
