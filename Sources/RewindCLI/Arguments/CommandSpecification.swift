/// What a command is called with and what it answers: the one source of the parser, the help texts,
/// the man page and the completions.
struct CommandSpecification: Sendable {
  let name: CommandName
  /// One line, without a full stop, that says what the command does.
  let summary: String
  var operands: [Operand] = []
  /// A second way to call it, with words of its own.
  var secondForm: String?
  var options: [Option] = []
  /// Which of `-l`, `--from`, `--map`, `--mapping`, `--spool-limit` and `--strict` mean something here.
  var logUse: LogUse = .none
  /// Further paragraphs of the help text and the man page.
  var notes: [String] = []
  /// The keys of each object that `--json` prints, with what they hold.
  var keys: [Key] = []

  struct Operand: Sendable {
    let name: String
    let completion: Completion
    var isOptional = false
    var repeats = false

    /// The log, which `-l` can name as well.
    static let log = Operand(name: "LOG", completion: .file, isOptional: true, repeats: true)
  }

  struct Key: Sendable {
    let name: String
    let meaning: String
    /// Whether some objects are without it.
    var isOptional = false
  }

  enum LogUse: Sendable {
    /// The command reads no log.
    case none
    /// It works on a store: `-l`.
    case store
    /// It reads any log, and answers: `-l`, `--from`, `--map`, `--mapping`, `--spool-limit`, `--strict`.
    case log
    /// It shows any log: `-l`, `--from`, `--map`, `--mapping`, `--spool-limit`.
    case shownLog
    /// Its operand is the log: `--from`, `--map`, `--mapping`, `--spool-limit`.
    case operand
  }

  /// Whether its log can be what a command prints.
  var takesCommand: Bool { [.log, .shownLog, .operand].contains(logUse) }

  /// Whether its words are logs.
  var takesLogs: Bool { operands.contains { $0.name == Operand.log.name } }

  /// All the options that can be given to the command, its own first.
  var allOptions: [Option] {
    let ofLog: [Option] =
      switch logUse {
      case .none: []
      case .store: [.log]
      case .log: [.log, .from, .map, .mapping, .spoolLimit, .strict]
      case .shownLog: [.log, .from, .map, .mapping, .spoolLimit]
      case .operand: [.from, .map, .mapping, .spoolLimit]
      }
    return options + ofLog + Option.everywhere
  }

  /// Each way to call it: `rewind state STREAM [OPTION...]`.
  var usages: [String] {
    guard subcommands.isEmpty else { return subcommands.flatMap(\.usages) }
    return ([form] + [secondForm].compactMap { $0 }).map { $0 + " [OPTION...]" }
  }

  /// The commands of two words that begin with this one, which is none itself then.
  var subcommands: [CommandSpecification] {
    name.subcommands.map(CommandTable.specification)
  }

  /// The command with its operands alone.
  var form: String {
    let words = operands.map { operand in
      let name = operand.name + (operand.repeats ? "..." : "")
      return operand.isOptional ? "[\(name)]" : name
    }
    let command = name == .open ? [] : [name.rawValue]
    return (["rewind"] + command + words).joined(separator: " ")
  }
}
