import Rewind

extension Arguments {
  /// Reads a call's words, without the program's name.
  init(parsing words: [String]) throws(ArgumentError) {
    let read = try ParsedWords(words)
    if read.has("help") {
      self.init(command: .help(read.command == .open ? nil : read.command))
      return
    }
    if read.has("version") {
      self.init(command: .version)
      return
    }
    self.init(command: try read.typedCommand())
    shared.logs = read.values(of: "log") + (read.command == .open ? [] : read.logs)
    shared.command = try read.commandToRun()
    shared.mappings = read.values(of: "map")
    shared.mappingFile = read.value(of: "mapping")
    shared.spoolLimit = try read.size(of: "spool-limit")
    shared.code = read.value(of: "with")
    shared.strict = read.has("strict")
    shared.json = read.has("json")
    shared.utc = read.has("utc")
    shared.ascii = read.has("ascii")
    shared.noColor = read.has("no-color")
    try read.refuseTwoUsesOfStandardInput()
  }
}

extension ParsedWords {
  fileprivate func typedCommand() throws(ArgumentError) -> Command {
    switch command {
    case .open: .open(.init(logs: logs, place: value(of: "at"), path: value(of: "path")))
    case .demo: .demo(.init(directory: try operands(upTo: 1).first, opening: try demoOpening()))
    case .initialize: .initialize(directory: try operands("DIR")[0])
    case .append: try append()
    case .streams:
      .streams(.init(category: value(of: "category"), sort: try sort(), limit: try limit()))
    case .types: .types
    case .events: .events(try events())
    case .state:
      .state(
        .init(
          stream: try operands("STREAM")[0], moment: value(of: "at"), path: value(of: "path")))
    case .diff: try diff()
    case .fold: throw wrong("rewind fold needs \(command.choice)")
    case .foldNew: .foldNew(category: try operands("CATEGORY")[0])
    case .projections: .projections
    case .projection: throw wrong("rewind projection needs \(command.choice)")
    case .rebuild: try rebuild()
    case .run: try run()
    case .show: try show()
    case .compare: try compare()
    case .step: try step()
    case .parked: try parked()
    case .verify: .verify(.init(deep: has("deep"), repair: has("repair")))
    case .map: .map(file: try logOperand("FILE"), forgets: has("forget"))
    case .importLog: try importLog()
    }
  }

  private func demoOpening() throws(ArgumentError) -> Command.Open? {
    let opening = Command.Open(place: value(of: "at"), path: value(of: "path"))
    guard let other = ["no-open", "json"].first(where: has) else { return opening }
    if let place = ["at", "path"].first(where: { value(of: $0) != nil }) {
      throw wrong("--\(place) is where to begin, and with --\(other) nothing is opened")
    }
    return nil
  }

  private func append() throws(ArgumentError) -> Command {
    if let file = value(of: "from") {
      let others = ["data", "metadata", "id", "expect"].filter { value(of: $0) != nil }
      if let other = others.first { throw wrong("--from and --\(other) cannot go together") }
      guard operands.isEmpty else {
        throw wrong("--from takes streams and types from its lines, not '\(operands[0])'")
      }
      return .appendMany(from: file)
    }
    let words = try operands("STREAM", "TYPE")
    var append = Command.Append(stream: words[0], type: words[1])
    append.data = value(of: "data")
    append.metadata = value(of: "metadata")
    if let text = value(of: "id") {
      guard let id = EventID(text) else { throw wrong("--id takes a UUID, not '\(text)'") }
      append.id = id
    }
    append.expected = try expected()
    return .append(append)
  }

  private func expected() throws(ArgumentError) -> ExpectedVersion {
    guard let text = value(of: "expect") else { return .any }
    switch text {
    case "any": return .any
    case "none": return .noStream
    case "exists": return .streamExists
    default:
      guard let version = Int(text), version >= 0 else {
        throw wrong("--expect takes any, none, exists or a version, not '\(text)'")
      }
      return .exactly(version)
    }
  }

  private func sort() throws(ArgumentError) -> Command.Streams.Sort {
    guard let text = value(of: "sort") else { return .name }
    guard let sort = Command.Streams.Sort(rawValue: text) else {
      throw wrong("--sort takes name, events or recent, not '\(text)'")
    }
    return sort
  }

  private func id(_ option: String) throws(ArgumentError) -> String? {
    guard let id = value(of: option) else { return nil }
    if id.isEmpty { throw wrong("--\(option) takes an id, and the one given is empty") }
    return id
  }

  private func limit() throws(ArgumentError) -> Int? { try number(of: "limit") }

  private func events() throws(ArgumentError) -> Command.Events {
    var events = Command.Events()
    events.stream = value(of: "stream")
    events.category = value(of: "category")
    events.type = value(of: "type")
    events.ids[.id] = try id("id")
    events.ids[.correlation] = try id("correlation")
    events.ids[.causation] = try id("causation")
    events.after = try number(of: "after")
    events.since = value(of: "since")
    events.until = value(of: "until")
    events.text = value(of: "grep")
    events.limit = try limit()
    events.backwards = has("backwards")
    events.follow = has("follow")
    if events.backwards, events.follow {
      throw wrong("--follow goes forwards; leave out --backwards")
    }
    return events
  }

  private func diff() throws(ArgumentError) -> Command {
    let words = try operands("STREAM", "MOMENT", "MOMENT")
    return .diff(.init(stream: words[0], from: words[1], to: words[2]))
  }

  private func importLog() throws(ArgumentError) -> Command {
    guard value(of: "from") == nil else {
      if operands.count == 2 { throw besideCommand(operands[0]) }
      return .importLog(.init(store: try operands("STORE")[0]))
    }
    let words = try operands("FILE", "STORE")
    return .importLog(.init(source: words[0], store: words[1]))
  }

  /// The operand that is a log; nil where `--from` names it.
  private func logOperand(_ name: String) throws(ArgumentError) -> String? {
    if value(of: "from") == nil { return try operands(name)[0] }
    if let word = operands.first { throw besideCommand(word) }
    return nil
  }

  /// The command that prints the log; nil where none is given, or `--from` is another thing here.
  fileprivate func commandToRun() throws(ArgumentError) -> String? {
    guard CommandTable.specification(of: command).takesCommand, let text = value(of: "from") else {
      return nil
    }
    if let log = values(of: "log").first ?? logs.first { throw besideCommand(log) }
    guard !text.allSatisfy(\.isWhitespace) else {
      throw wrong("--from takes a command, as in --from 'kcat -J -C -t orders'")
    }
    return text
  }

  private func besideCommand(_ log: String) -> ArgumentError {
    wrong("--from names the log, so leave out '\(log)'")
  }

  // MARK: - Operands

  /// The words that are logs; none where the command takes others.
  fileprivate var logs: [String] {
    CommandTable.specification(of: command).takesLogs ? operands : []
  }

  /// The operands, of which there must be one for each of the names.
  @discardableResult
  func operands(_ names: String...) throws(ArgumentError) -> [String] {
    if operands.count < names.count {
      throw wrong(
        "rewind \(command.rawValue) needs \(names[operands.count...].joined(separator: " "))")
    }
    return try operands(upTo: names.count)
  }

  private func operands(upTo count: Int) throws(ArgumentError) -> [String] {
    guard operands.count > count else { return operands }
    let hint =
      CommandTable.specification(of: command).logUse == .log ? "; a log is named with -l" : ""
    throw wrong("one word too many for rewind \(command.rawValue): '\(operands[count])'\(hint)")
  }

  /// Standard input can be read once.
  fileprivate func refuseTwoUsesOfStandardInput() throws(ArgumentError) {
    let options = ["log", "data", "from", "mapping"].flatMap { option in
      values(of: option).map { (name: "--\(option)", value: $0) }
    }
    let words = [.map, .importLog].contains(command) ? operands : logs
    let uses = words.map { (name: "a log", value: $0) } + options
    let names = uses.filter { $0.value == "-" }.map(\.name)
    guard names.count > 1 else { return }
    throw wrong("- is standard input and can be read once, not by \(names[0]) and \(names[1])")
  }
}
