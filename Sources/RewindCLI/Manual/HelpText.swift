/// What `--help` prints, made from the table of commands.
enum HelpText {
  /// The help of one command, or with nil that of the program.
  static func text(for name: CommandName?) -> String {
    guard let name, name != .open else { return overview }
    let command = CommandTable.specification(of: name)
    return
      (command.usages + ["", sentence(command.summary)] + notes(command)
      + section("Commands", columns(command.subcommands.map { ($0.name.rawValue, $0.summary) }))
      + section("Options", rows(of: command.options))
      + section("Shared options", rows(of: sharedOptions(of: command)))
      + section("Keys of --json", keyRows(of: command)))
      .joined(separator: "\n") + "\n"
  }

  private static var overview: String {
    let open = CommandTable.specification(of: .open)
    let commands = CommandTable.all.filter(\.subcommands.isEmpty).map { command in
      (command.form, command.summary)
    }
    let closing = [
      "", "rewind COMMAND --help says what a command takes.",
      "Exit status: 0 yes, same, done; 1 no, different, conflict, damage;",
      "             2 failed or called wrongly; 3 answered, but not from all events;",
      "             130 interrupted.",
    ]
    return
      (["Rewind: a time machine for event-sourced systems, in the terminal.", ""]
      + columns(commands) + section("Options", rows(of: open.allOptions)) + notes(open)
      + section("Moments", columns(moments)) + closing)
      .joined(separator: "\n") + "\n"
  }

  /// The one grammar of moments; the man page shows it too.
  static let moments = [
    ("42", "a version of the stream; 0 is before its first event, $ its last"),
    ("@12345", "a position in the whole log"),
    ("2026-05-01T14:34", "a time; also with seconds, Z or +02:00, or a date alone"),
    ("+5  -5  75%", "steps from the last version; a part of the stream"),
    ("14:34  yesterday 14:34", "a time of the last event's day, or of yesterday"),
    ("Mar 1  03-01 14:34", "a day, or a time on it, in the year in which events are"),
    ("-1h  -30m  -2d", "so long before the last event"),
  ]

  /// The options that are not the command's own.
  static func sharedOptions(of command: CommandSpecification) -> [Option] {
    Array(command.allOptions.dropFirst(command.options.count))
  }

  static func sentence(_ summary: String) -> String {
    summary.prefix(1).uppercased() + summary.dropFirst() + "."
  }

  private static func notes(_ command: CommandSpecification) -> [String] {
    command.notes.flatMap { [""] + wrapped($0, to: width) }
  }

  private static func rows(of options: [Option]) -> [String] {
    columns(options.map { ($0.heading, $0.help) })
  }

  private static func keyRows(of command: CommandSpecification) -> [String] {
    columns(command.keys.map { ($0.name + ($0.isOptional ? "?" : ""), $0.meaning) })
  }

  private static func section(_ title: String, _ rows: [String]) -> [String] {
    rows.isEmpty ? [] : ["", "\(title):"] + rows
  }

  // MARK: - Layout

  private static let width = 80

  /// Two columns, the second wrapped; a heading too wide for the first has a line of its own.
  private static func columns(_ rows: [(heading: String, text: String)]) -> [String] {
    let left = min(26, rows.map(\.heading.count).max() ?? 0)
    return rows.flatMap { row -> [String] in
      let lines = wrapped(row.text, to: width - left - 4)
      let indent = String(repeating: " ", count: left + 4)
      let first = "  " + row.heading
      guard row.heading.count <= left else { return [first] + lines.map { indent + $0 } }
      let gap = String(repeating: " ", count: left - row.heading.count + 2)
      return [first + gap + (lines.first ?? "")] + lines.dropFirst().map { indent + $0 }
    }
  }

  private static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
