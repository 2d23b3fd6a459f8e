import Rewind

/// A command with its own operands and options.
enum Command: Hashable, Sendable {
  case open(Open)
  case demo(Demo)
  case initialize(directory: String)
  case append(Append)
  case appendMany(from: String)
  case streams(Streams)
  case types
  case events(Events)
  case state(State)
  case diff(Diff)
  case foldNew(category: String)
  case projections
  case rebuild(Rebuild)
  case run(Run)
  case show(Show)
  case compare(Compare)
  case step(Step)
  case parked(Parked)
  case verify(Verify)
  case map(file: String?, forgets: Bool = false)
  case importLog(Import)
  case help(CommandName?)
  case version

  struct Open: Hashable, Sendable {
    /// The words that are a log each; those of `-l` make one log together.
    var logs: [String] = []
    /// `STREAM[@MOMENT]`, `@POSITION` or a time.
    var place: String?
    var path: String?
  }

  struct Demo: Hashable, Sendable {
    var directory: String?
    /// How it is opened; nil where it is only made.
    var opening: Open? = Open()
  }

  struct Append: Hashable, Sendable {
    var stream: String
    var type: String
    /// JSON text, or `-` for standard input; nil is `{}`.
    var data: String?
    var metadata: String?
    var id: EventID?
    var expected: ExpectedVersion = .any
  }

  struct Streams: Hashable, Sendable {
    var category: String?
    var sort: Sort = .name
    var limit: Int?

    enum Sort: String, CaseIterable, Sendable { case name, events, recent }
  }

  struct Events: Hashable, Sendable {
    var stream: String?
    var category: String?
    var type: String?
    /// The ids that the events carry, by role.
    var ids: [EventLink: String] = [:]
    var after: Int?
    var since: String?
    var until: String?
    var text: String?
    var limit: Int?
    var backwards = false
    var follow = false
  }

  struct State: Hashable, Sendable {
    var stream: String
    var moment: String?
    var path: String?
  }

  struct Diff: Hashable, Sendable {
    var stream: String
    var from: String
    var to: String
  }

  struct Verify: Hashable, Sendable {
    var deep = false
    var repair = false
  }

  struct Import: Hashable, Sendable {
    /// The log; nil where it is what a command prints.
    var source: String?
    var store: String
  }
}
