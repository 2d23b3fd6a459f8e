/// Every command there is, in the order in which help shows them.
enum CommandTable {
  static let all: [CommandSpecification] = [
    open, demo, initialize, append, streams, types, events, state, diff, fold, foldNew,
    projections, projection, rebuild, run, show, compare, step, parked, verify, map, importLog,
  ]

  static func specification(of name: CommandName) -> CommandSpecification {
    guard let found = all.first(where: { $0.name == name }) else {
      preconditionFailure("\(name) is not in the table of commands")
    }
    return found
  }

  private static let stream = CommandSpecification.Operand(name: "STREAM", completion: .none)

  private static let open = CommandSpecification(
    name: .open, summary: "open the explorer, of one log or of several side by side",
    operands: [.log],
    options: [
      .place, .path, .code,
    ],
    logUse: .shownLog,
    notes: [
      "A word that is no command is a log to open; write ./demo for a folder named like a command.",
      "Each LOG is a log of its own: B lists them, < and > go from one to another, and PLACE is in the"
        + " first. Files that make one log together are a folder, a quoted pattern, or several -l.",
      "With --from COMMAND what the command prints is shown while it comes; what it writes to standard error"
        + " is kept from the screen, and its last line told where the command fails.",
    ])

  private static let demo = CommandSpecification(
    name: .demo, summary: "make the sample store (bank, orders, users) and open it",
    operands: [.init(name: "DIR", completion: .directory, isOptional: true)],
    options: [
      Option(name: "no-open", help: "make it, and say where it is"), .place, .path, .code,
    ],
    notes: [
      "Without DIR it is kept in the user's cache. A store that is there already is opened as it is."
    ],
    keys: [
      .init(name: "store", meaning: "the folder of the store"),
      .init(name: "events", meaning: "how many events it holds"),
      .init(name: "streams", meaning: "how many streams it holds"),
      .init(name: "made", meaning: "whether this call made it"),
    ])

  private static let initialize = CommandSpecification(
    name: .initialize, summary: "make an empty store",
    operands: [.init(name: "DIR", completion: .directory)],
    keys: [.init(name: "store", meaning: "the folder of the store")])

  private static let append = CommandSpecification(
    name: .append, summary: "append an event, or many from a file, to a store",
    operands: [stream, .init(name: "TYPE", completion: .none)],
    secondForm: "rewind append --from FILE",
    options: [
      Option(name: "data", value: "JSON", help: "what happened, or - to read it (default: {})"),
      Option(name: "metadata", value: "JSON", help: "what is known about the event besides"),
      Option(name: "id", value: "UUID", help: "the event's id (default: a new one)"),
      Option(
        name: "expect", value: "VERSION", completion: .oneOf(["any", "none", "exists"]),
        help: "any (default), none, exists, or the stream's last version"),
      Option(
        name: "from", value: "FILE", completion: .file,
        help: "many events, JSON lines {stream_id,type,data,metadata?,id?}, or - to read them"),
    ],
    logUse: .store,
    notes: [
      "With --from, each run of lines of one stream is one append, all or nothing, of at most"
        + " 10,000 events; on a pipe a run also ends after 100 ms without a line."
    ],
    keys: [
      .init(name: "stream", meaning: "the stream appended to"),
      .init(name: "first_version", meaning: "the version of the append's first event"),
      .init(name: "version", meaning: "the version of its last event"),
      .init(name: "first_position", meaning: "the position of its first event"),
      .init(name: "position", meaning: "the position of its last event"),
      .init(name: "repeated", meaning: "whether the events were there already"),
    ])

  private static let streams = CommandSpecification(
    name: .streams, summary: "list the streams",
    operands: [.log],
    options: [
      Option(name: "category", value: "NAME", help: "only the streams of this category"),
      Option(
        name: "sort", value: "ORDER",
        completion: .oneOf(Command.Streams.Sort.allCases.map(\.rawValue)),
        help: "name (default), events (most first) or recent (latest first)"),
      Option(name: "limit", value: "N", help: "at most so many"),
    ],
    logUse: .log,
    keys: [
      .init(name: "stream", meaning: "its name"),
      .init(name: "category", meaning: "the category it belongs to"),
      .init(name: "events", meaning: "how many events it has"),
      .init(name: "version", meaning: "its last version"),
      .init(name: "position", meaning: "the position of its last event"),
      .init(name: "timestamp", meaning: "when its last event was recorded", isOptional: true),
    ])

  private static let types = CommandSpecification(
    name: .types, summary: "list the types of events, most frequent first",
    operands: [.log],
    logUse: .log,
    keys: [
      .init(name: "type", meaning: "its name"),
      .init(name: "events", meaning: "how many events are of it"),
    ])

  private static let events = CommandSpecification(
    name: .events, summary: "print events",
    operands: [.log],
    options: [
      Option(name: "stream", value: "STREAM", help: "only of this stream"),
      Option(name: "category", value: "NAME", help: "only of streams of this category"),
      Option(name: "type", value: "TYPE", help: "only of this type"),
      Option(name: "id", value: "ID", help: "only the one with this id"),
      Option(name: "correlation", value: "ID", help: "only those with this correlation id"),
      Option(name: "causation", value: "ID", help: "only those that what has this id caused"),
      Option(
        name: "after", value: "POSITION",
        help: "start after this position (with --backwards: before it)"),
      Option(name: "since", value: "TIME", help: "only those recorded at this time or later"),
      Option(name: "until", value: "TIME", help: "only those recorded before this time"),
      Option(name: "grep", value: "TEXT", help: "only those whose line contains this text"),
      Option(name: "limit", value: "N", help: "at most so many"),
      Option(name: "backwards", help: "the last one first"),
      Option(name: "follow", help: "go on with events as they are appended, until Ctrl-C"),
    ],
    logUse: .log,
    notes: [
      "With --json each event is a line as Rewind's own log holds it, which rewind append --from"
        + " takes back. Damaged lines are named on standard error, and the exit status is 3.",
      "Events are printed as they are stored; upcasters are for what is folded, as by rewind state.",
      "An id is looked up in the index on disk, in letters of any case; the first time, all events are read"
        + " for it. The other two are those of metadata, or of the roles of a mapping.",
      "With --follow, a file that is missing for the moment is waited for; a log that has taken its"
        + " place is read from its beginning.",
    ],
    keys: [
      .init(name: "position", meaning: "its place in the whole log"),
      .init(name: "stream_id", meaning: "the stream it belongs to"),
      .init(name: "version", meaning: "its place in the stream"),
      .init(name: "type", meaning: "what happened"),
      .init(name: "id", meaning: "its id as the log spells it", isOptional: true),
      .init(name: "timestamp", meaning: "when it was recorded, RFC 3339 in UTC", isOptional: true),
      .init(name: "data", meaning: "the facts, as the log spells them"),
      .init(name: "metadata", meaning: "what is known besides", isOptional: true),
    ])

  private static let state = CommandSpecification(
    name: .state, summary: "print the state of a stream at a moment",
    operands: [stream],
    options: [
      Option(name: "at", value: "MOMENT", help: "a version, @position or time (default: the last)"),
      Option(name: "path", value: "PATH", help: "only the value at this path"),
      .code,
    ],
    logUse: .log,
    notes: [
      "Exits 1 where there is no such stream, no state at that moment, or nothing at PATH; 3 where the"
        + " state, which may be none, is without events that could not be applied, which standard error"
        + " names."
    ],
    keys: [
      .init(name: "stream", meaning: "the stream"),
      .init(name: "version", meaning: "the version whose state this is"),
      .init(name: "type", meaning: "the type of that version's event", isOptional: true),
      .init(name: "timestamp", meaning: "when that version was recorded", isOptional: true),
      .init(name: "fold", meaning: "what made the state of the events"),
      .init(name: "path", meaning: "the path asked for", isOptional: true),
      .init(
        name: "state", meaning: "the state, or the value at the path; null where there is none"),
      .init(
        name: "error", meaning: "why the version's event could not be applied", isOptional: true),
      .init(
        name: "without",
        meaning: "the versions up to this one whose events could not be applied", isOptional: true),
    ])

  private static let diff = CommandSpecification(
    name: .diff, summary: "print what differs between the states at two moments",
    operands: [
      stream, .init(name: "MOMENT", completion: .none), .init(name: "MOMENT", completion: .none),
    ],
    options: [.code],
    logUse: .log,
    notes: [
      "Exits 0 where the states are the same, 1 where they differ; 3, the same or not, where one is"
        + " without events that could not be applied, which standard error names."
    ],
    keys: [
      .init(name: "path", meaning: "where in the state"),
      .init(name: "change", meaning: "added, removed or changed"),
      .init(name: "old", meaning: "the value at the first moment", isOptional: true),
      .init(name: "new", meaning: "the value at the second moment", isOptional: true),
      .init(
        name: "without",
        meaning: "the versions up to the later moment whose events could not be applied",
        isOptional: true),
    ])

  /// What `rewind fold` is without a second word.
  private static let fold = CommandSpecification(
    name: .fold, summary: "work on how events fold into states", logUse: .log,
    notes: ["A fold is aggregates/CATEGORY.js, or a program of that name, beside the log."])

  private static let foldNew = CommandSpecification(
    name: .foldNew, summary: "write a script that folds a category, to begin with",
    operands: [.init(name: "CATEGORY", completion: .none)],
    options: [.code],
    logUse: .log,
    notes: [
      "The script has a case for each type of event that the category has, with the fields of the last"
        + " one, and folds to last values until it is changed. It is written into aggregates/ of the store,"
        + " or into that of DIR, which is made where it is missing; a fold that is there stays."
    ],
    keys: [
      .init(name: "file", meaning: "the script's path"),
      .init(name: "category", meaning: "the category"),
      .init(name: "types", meaning: "how many types of events it has"),
    ])

  private static let verify = CommandSpecification(
    name: .verify,
    summary: "look for damaged lines, gaps, repeats, disorder, times to come, torn tails",
    operands: [.log],
    options: [
      Option(name: "deep", help: "look for ids that are there twice, too"),
      Option(name: "repair", help: "move damaged lines and a torn tail of a store aside"),
    ],
    logUse: .log,
    notes: [
      "Disorder is versions, positions or times that are below the one before: one line for a stream, and"
        + " one for the log. Times to come are more than a day later than now.",
      "Exits 1 where there is damage that is still there. All else is reported too, and with it alone it"
        + " exits 0: a log that another program wrote may have reasons for it.",
    ],
    keys: [
      .init(name: "problem", meaning: "what kind of thing is wrong"),
      .init(name: "message", meaning: "what exactly"),
      .init(name: "position", meaning: "the position in the log", isOptional: true),
      .init(name: "file", meaning: "the file it is in", isOptional: true),
      .init(name: "line", meaning: "the line of the file, from 1", isOptional: true),
    ])

  private static let map = CommandSpecification(
    name: .map, summary: "print the mapping that would be used for a log",
    operands: [.init(name: "FILE", completion: .file)],
    secondForm: "rewind map --from COMMAND",
    options: [
      Option(name: "forget", help: "forget the mapping that is remembered for it, and say so")
    ],
    logUse: .operand,
    notes: [
      "What it prints can be kept in a file and given to --mapping. With --forget it exits 1 where none"
        + " is remembered; with --json it prints one object with the key forgotten."
    ],
    keys: [
      .init(name: "role", meaning: "stream, tenant, category, type, version, position and so on"),
      .init(name: "source", meaning: "where the log holds it"),
      .init(name: "found", meaning: "in how many lines of a sample it is found"),
      .init(name: "lines", meaning: "how many lines were looked at"),
    ])

  private static let importLog = CommandSpecification(
    name: .importLog, summary: "copy a foreign log into a store, or go on where a copy stopped",
    operands: [
      .init(name: "FILE", completion: .file), .init(name: "STORE", completion: .directory),
    ],
    secondForm: "rewind import --from COMMAND STORE",
    options: [.strict],
    logUse: .operand,
    notes: [
      "An id that is missing or no UUID becomes a UUIDv5 of log, stream and version, so that a"
        + " second run goes on where the first one stopped. Exits 3 where lines were damaged."
    ],
    keys: [
      .init(name: "imported", meaning: "how many events were appended"),
      .init(name: "present", meaning: "how many were there already"),
      .init(name: "damaged", meaning: "how many lines could not be read"),
      .init(name: "store", meaning: "the folder of the store"),
    ])
}
