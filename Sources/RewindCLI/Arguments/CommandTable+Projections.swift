import Rewind

extension CommandTable {
  private static let name = CommandSpecification.Operand(name: "NAME", completion: .none)
  private static let names = CommandSpecification.Operand(
    name: "NAME", completion: .none, repeats: true)
  private static let onError = Option(
    name: "on-error", value: "POLICY",
    completion: .oneOf(ErrorPolicy.allCases.map(\.rawValue)),
    help: "where an event cannot be taken in: stop (default) before it, or park it and the later"
      + " ones of its row")

  static let projections = CommandSpecification(
    name: .projections, summary: "list the projections, and how far their read models are",
    operands: [.log], options: [.code], logUse: .log,
    notes: [
      "A read model is tables in cache/readmodels.sqlite of the store, which sqlite3 opens at any"
        + " time; that of a log which is no store is in the user's cache."
    ],
    keys: [
      .init(name: "projection", meaning: "its name"),
      .init(
        name: "status",
        meaning: "the worst of: faulted, stale, parked, not built, rebuilding, running, behind,"
          + " up to date"),
      .init(name: "position", meaning: "how far the read model is complete"),
      .init(name: "head", meaning: "the last position of the log"),
      .init(name: "lag", meaning: "how many positions it is behind"),
      .init(name: "parked", meaning: "how many events are parked"),
      .init(name: "process", meaning: "the process at work on it; null where there is none"),
      .init(name: "written", meaning: "when it was last written", isOptional: true),
      .init(
        name: "interrupted_at", meaning: "how far a rebuild came that can go on",
        isOptional: true),
      .init(name: "error", meaning: "why it stopped or is stale", isOptional: true),
    ])

  /// What `rewind projection` is without a second word.
  static let projection = CommandSpecification(
    name: .projection, summary: "work on the read models of projections", logUse: .log,
    notes: ["rewind projections lists those that there are."])

  static let rebuild = CommandSpecification(
    name: .rebuild, summary: "make read models anew from the whole log",
    operands: [names],
    secondForm: "rewind projection rebuild --all",
    options: [
      Option(name: "all", help: "every projection, one after the other"),
      Option(name: "compare", help: "show what would change, and change it only on yes"),
      Option(name: "limit", value: "N", help: "with --compare: at most so many rows (default: 20)"),
      Option(name: "yes", help: "with --compare: change it without asking"),
      onError,
      Option(
        name: "memory", value: "SIZE",
        help:
          "how much memory it takes at most, such as 256M or 2G (default: 512M); rows beyond it are"
          + " written and read again"),
      .code,
    ],
    logUse: .log,
    notes: [
      "The read model is whole and readable until the new one takes its place in one transaction."
        + " A rebuild that was stopped, with Ctrl-C or by force, goes on when it is asked for again.",
      "Exits 1 where an event that could not be taken in stopped one, or where --compare found differences and the"
        + " read model is still the old one; 3 in place of 0 where events are parked.",
    ],
    keys: [
      .init(name: "projection", meaning: "its name"),
      .init(
        name: "result",
        meaning: "rebuilt, different (and not put in place), stopped or failed"),
      .init(name: "position", meaning: "how far the new read model is complete", isOptional: true),
      .init(
        name: "rows", meaning: "how many rows the table has that show prints", isOptional: true),
      .init(name: "parked", meaning: "how many events are parked", isOptional: true),
      .init(name: "seconds", meaning: "how long it took"),
      .init(name: "added", meaning: "with --compare: how many rows are new", isOptional: true),
      .init(name: "removed", meaning: "how many rows are gone", isOptional: true),
      .init(name: "changed", meaning: "how many rows differ", isOptional: true),
      .init(name: "same", meaning: "how many rows are the same", isOptional: true),
      .init(
        name: "differences", meaning: "objects of table, change, key, old and new",
        isOptional: true),
      .init(name: "error", meaning: "why it failed", isOptional: true),
    ])

  static let run = CommandSpecification(
    name: .run, summary: "take what is new in the log into read models",
    operands: [names],
    secondForm: "rewind projection run --all",
    options: [
      Option(name: "all", help: "every projection, all at once"),
      Option(name: "follow", help: "go on with events as they are appended, until Ctrl-C"),
      onError,
      .code,
    ],
    logUse: .log,
    notes: [
      "A read model that is not there yet is made. Exits 1 where an event that could not be taken"
        + " in stopped one; 3 in place of 0 where events are parked.",
      "With --follow, a file that is missing for the moment is waited for; a log that has taken its"
        + " place ends the run with 1, unless it has all that the read model was made from.",
    ],
    keys: [
      .init(name: "projection", meaning: "its name"),
      .init(name: "result", meaning: "caught up, stopped or failed"),
      .init(name: "position", meaning: "how far the read model is complete", isOptional: true),
      .init(name: "parked", meaning: "how many events are parked", isOptional: true),
      .init(name: "error", meaning: "why it failed", isOptional: true),
    ])

  static let show = CommandSpecification(
    name: .show, summary: "print the rows of a read model, now or as of a moment",
    operands: [name],
    options: [
      Option(name: "table", value: "TABLE", help: "this table (default: that of its name)"),
      Option(name: "key", value: "KEY", help: "only the row of this key"),
      Option(name: "history", help: "with --key: the events that made the row"),
      Option(name: "at", value: "MOMENT", help: "as of an @position or a time"),
      Option(
        name: "against", value: "MOMENT",
        help: "what differs from this moment to that of --at, or to now"),
      Option(name: "sort", value: "COLUMN", help: "by this column (default: the key)"),
      Option(name: "descending", help: "the greatest first"),
      Option(
        name: "filter", value: "TEXT",
        help: "only rows with this text; !TEXT only those without it"),
      Option(name: "limit", value: "N", help: "at most so many (differences: 20)"),
      .code,
    ],
    logUse: .log,
    notes: [
      "With --json each row is an object of the table's columns, a row of --history one of"
        + " position, stream, version, type, old, new and error, and a difference one of table,"
        + " change, key, old and new.",
      "Exits 1 where there is no read model or no such row, and where --against finds differences; 3 in"
        + " place of 0 where events are parked that the rows are without.",
    ])

  static let compare = CommandSpecification(
    name: .compare,
    summary: "show what two definitions make of the log, and since when it differs",
    operands: [
      .init(name: "OLD", completion: .file, isOptional: true),
      .init(name: "NAME", completion: .file),
    ],
    secondForm: "rewind projection compare NAME --rows FILE",
    options: [
      Option(name: "at", value: "MOMENT", help: "as of an @position or a time (default: now)"),
      Option(name: "limit", value: "N", help: "at most so many differences (default: 20)"),
      Option(
        name: "rows", value: "FILE", completion: .file,
        help: "compare with rows from elsewhere, JSON lines or CSV, or - to read them"),
      Option(
        name: "key-column", value: "COLUMN",
        help: "with --rows: the column with the keys (default: that of the projection)"),
      .code,
    ],
    logUse: .log,
    notes: [
      "OLD and NAME are each a projection's name or the file of a definition, which may be a pipe:"
        + " rewind projection compare <(git show HEAD:projections/balances.js) balances. Both are"
        + " folded over the whole history at once; nothing is written.",
      "Without OLD it is the script that made the read model of NAME, whose text is kept there: what a change of the"
        + " script would change, before a rebuild. That is kept of no projection in Swift.",
      "A row that differs is told with the first event after which it did. Where an event cannot be taken in, its rows"
        + " are as if it were not there.",
      "Exits 1 where anything differs, or did at some time, and where there is no read model to compare with.",
    ],
    keys: [
      .init(name: "change", meaning: "added, removed, changed, past (the same again), or output"),
      .init(name: "key", meaning: "the row's key; null for what all rows share", isOptional: true),
      .init(
        name: "position", meaning: "the first event after which it differed", isOptional: true),
      .init(name: "time", meaning: "when that was recorded", isOptional: true),
      .init(name: "stream", meaning: "its stream", isOptional: true),
      .init(name: "version", meaning: "its version", isOptional: true),
      .init(name: "type", meaning: "its type", isOptional: true),
      .init(
        name: "first", meaning: "old and new: the row behind that event", isOptional: true),
      .init(name: "old", meaning: "the row at the end, by OLD or in the file", isOptional: true),
      .init(name: "new", meaning: "the row at the end, by NAME", isOptional: true),
    ])

  static let step = CommandSpecification(
    name: .step, summary: "show the next event that a projection takes, and what it makes of it",
    operands: [name],
    options: [
      Option(
        name: "at", value: "MOMENT", help: "behind an @position or a time (default: the start)"),
      Option(name: "key", value: "KEY", help: "only events of this row"),
      Option(name: "limit", value: "N", help: "so many such events (default: 1)"),
      .code,
    ],
    logUse: .log,
    notes: [
      "NAME is a projection's name or the file of a definition. Events that it does not take are"
        + " named with the reason. Nothing is written.",
      "Exits 1 where no event follows that it takes.",
    ],
    keys: [
      .init(name: "position", meaning: "the event", isOptional: true),
      .init(name: "stream", meaning: "its stream", isOptional: true),
      .init(name: "version", meaning: "its version", isOptional: true),
      .init(name: "type", meaning: "its type", isOptional: true),
      .init(name: "rows", meaning: "objects of key, old and new", isOptional: true),
      .init(name: "outputs", meaning: "what it wrote beside them", isOptional: true),
      .init(name: "error", meaning: "why it could not be taken in", isOptional: true),
      .init(
        name: "passed",
        meaning: "in place of those: why events are not taken, with counts",
        isOptional: true),
      .init(name: "first", meaning: "the first of these", isOptional: true),
      .init(name: "last", meaning: "the last of them", isOptional: true),
    ])

  static let parked = CommandSpecification(
    name: .parked, summary: "list the events that a projection could not take in, or retry them",
    operands: [name],
    options: [
      Option(name: "retry", help: "take them in, in order; exits 1 where some are left"),
      Option(name: "key", value: "KEY", help: "only those of this row"),
      .code,
    ],
    logUse: .log,
    keys: [
      .init(name: "position", meaning: "the position of the event", isOptional: true),
      .init(name: "key", meaning: "the row it belongs to", isOptional: true),
      .init(name: "failed", meaning: "false for one that waits behind another", isOptional: true),
      .init(name: "reason", meaning: "why it is parked", isOptional: true),
      .init(name: "replayed", meaning: "with --retry: how many were taken in", isOptional: true),
      .init(name: "left", meaning: "with --retry: how many are left", isOptional: true),
      .init(
        name: "error", meaning: "with --retry: what the first said that failed again",
        isOptional: true),
    ])
}
