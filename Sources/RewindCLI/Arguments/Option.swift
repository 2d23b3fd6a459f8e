/// An option of a command.
struct Option: Sendable {
  let name: String
  var letter: Character?
  /// The word that stands for its value; nil for an option without one.
  var value: String?
  var completion: Completion = .none
  var repeats = false
  let help: String

  /// `-l, --log LOG` as it stands in a help text.
  var heading: String {
    let short = letter.map { "-\($0), " } ?? "    "
    return "\(short)--\(name)" + (value.map { " \($0)" } ?? "")
  }
}

extension Option {
  static let log = Option(
    name: "log", letter: "l", value: "LOG", completion: .file, repeats: true,
    help: "the log: a store, a file, a folder, a glob, or - (default: $REWIND_LOG, else the store"
      + " in or above this folder)")
  static let from = Option(
    name: "from", value: "COMMAND",
    help: "the log is what this command prints, which sh runs and which ends with rewind")
  static let map = Option(
    name: "map", value: "ROLE=SOURCE", repeats: true,
    help: "where a foreign log holds a role, such as stream=aggregateId; each=PATH: its events")
  static let mapping = Option(
    name: "mapping", value: "FILE", completion: .file,
    help: "a file of such ROLE=SOURCE lines, as rewind map prints them")
  static let spoolLimit = Option(
    name: "spool-limit", value: "SIZE",
    help:
      "how much may be kept of a pipe, a command's output, and files that are compressed or no lines, such"
      + " as 500M or 8G (default: 2G)")
  static let strict = Option(
    name: "strict",
    help: "exit 3 in place of 0 also where a role of an event could not be read, such as its time")
  static let place = Option(
    name: "at", value: "PLACE", help: "start there: STREAM, STREAM@MOMENT, @POSITION or a time")
  static let path = Option(
    name: "path", value: "PATH", help: "start with the cursor on this path of the state")
  static let code = Option(
    name: "with", value: "DIR", completion: .directory,
    help:
      "a folder of code: aggregates/, upcasters/ and projections/, as a store has them, or one of these; it comes"
      + " before the store's own, and programs in it are run")

  /// What every command takes.
  static let everywhere = [
    Option(name: "json", help: "one JSON object a line"),
    Option(name: "utc", help: "show and read times in UTC, not in local time"),
    Option(name: "ascii", help: "ASCII borders and marks"),
    Option(name: "no-color", help: "no colours; so does a NO_COLOR that is not empty"),
    Option(name: "help", letter: "h", help: "this text"),
    Option(name: "version", help: "the version of rewind"),
  ]
}
