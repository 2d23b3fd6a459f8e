/// `assets/rewind.1`, made from the table of commands (man(7)).
enum ManualPage {
  static var text: String {
    (header + synopsis + commands + shared + rest).joined(separator: "\n") + "\n"
  }

  /// The commands that can be called; the first word of two is none.
  private static var typed: [CommandSpecification] {
    CommandTable.all.filter(\.subcommands.isEmpty)
  }

  private static var header: [String] {
    [
      ".\\\" Made from the table of commands; RECORD_ASSETS=1 swift test writes it again.",
      ".TH REWIND 1 \"\" \"rewind \(Version.number)\"",
      ".SH NAME", "rewind \\- a time machine for event-sourced systems, in the terminal",
    ]
  }

  private static var synopsis: [String] {
    [".SH SYNOPSIS", ".nf"] + typed.flatMap(\.usages).map(bold) + [".fi"] + [
      ".SH DESCRIPTION",
      escaped(
        "Opens an append-only event log in JSON lines (its own store, or a log that another system"
          + " wrote), lets a person browse the streams, step through time and see the state of any"
          + " aggregate at any version with what each event changed. The commands give the same"
          + " answers to scripts."),
    ]
  }

  private static var commands: [String] {
    [".SH COMMANDS"] + typed.flatMap(lines)
  }

  private static func lines(of command: CommandSpecification) -> [String] {
    var page = [".SS \"\(escaped(command.form))\"", escaped(HelpText.sentence(command.summary))]
    for note in command.notes { page += [".PP", escaped(note)] }
    page += command.options.flatMap(lines)
    if !command.keys.isEmpty {
      page += [".PP", "Keys of each object that " + bold("--json") + " prints:"]
      for key in command.keys {
        page += [
          ".TP", bold(key.name),
          escaped(key.meaning + (key.isOptional ? " (not always there)" : "")),
        ]
      }
    }
    return page
  }

  private static func lines(of option: Option) -> [String] {
    [
      ".TP", bold(String(option.heading.trimmingPrefix { $0 == " " })),
      escaped(option.help),
    ]
  }

  private static var shared: [String] {
    [".SH SHARED OPTIONS", "Of the commands that read a log:"]
      + [Option.log, .from, .map, .mapping, .spoolLimit, .strict].flatMap(lines)
      + [".PP", "Of every command:"] + Option.everywhere.flatMap(lines)
  }

  private static var rest: [String] {
    section("MOMENTS", HelpText.moments)
      + section(
        "EXIT STATUS",
        [
          ("0", "yes, same, done; also where it is done, but the answer cannot be printed"),
          ("1", "no, different, conflict, damage"),
          ("2", "failed or called wrongly"),
          (
            "3",
            "answered, but not from all: lines are no event, which verify lists, a state is without"
              + " events that could not be applied, the command of --from failed, or a log took more than"
              + " --spool-limit; with --strict also where"
              + " a role could not be read"
          ),
          ("130", "interrupted"),
        ])
      + section(
        "ENVIRONMENT",
        [
          ("REWIND_LOG", "the log, where no -l names one"),
          ("NO_COLOR", "no colours, where it is not empty"),
          ("XDG_CACHE_HOME", "where the demo store and what is derived of foreign logs are kept"),
        ])
  }

  private static func section(_ title: String, _ rows: [(name: String, text: String)]) -> [String] {
    [".SH \(title)"] + rows.flatMap { [".TP", bold($0.name), escaped($0.text)] }
  }

  private static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  /// The text as roff shows it: hyphens that can be copied, no line taken for a request.
  private static func escaped(_ text: String) -> String {
    let body = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&" + body : body
  }
}
