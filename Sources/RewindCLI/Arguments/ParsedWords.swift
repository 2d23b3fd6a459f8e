import Platform

/// A call's words sorted into operands and options, by the table of commands.
struct ParsedWords {
  let command: CommandName
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]
  private var flags: Set<String> = []

  /// Finds the command in the words, and sorts the others by what it takes.
  init(_ words: [String]) throws(ArgumentError) {
    var rest = words
    var command = CommandName.open
    if let place = Self.placeOfOperand(in: rest), let name = CommandName(typed: rest[place]) {
      rest.remove(at: place)
      command = name
      if !name.subcommands.isEmpty, let place = Self.placeOfOperand(in: rest) {
        command = try Self.subcommand(of: name, typed: rest.remove(at: place))
      }
    }
    self.command = command
    try sort(rest[...], by: CommandTable.specification(of: command).allOptions)
  }

  func has(_ flag: String) -> Bool { flags.contains(flag) }

  func value(of option: String) -> String? { values[option]?.last }

  func values(of option: String) -> [String] { values[option] ?? [] }

  /// The whole number from `minimum` that an option was given.
  func number(of option: String, from minimum: Int = 0) throws(ArgumentError) -> Int? {
    guard let text = value(of: option) else { return nil }
    guard let number = Int(text), number >= minimum else {
      throw wrong("--\(option) takes a whole number from \(minimum), not '\(text)'")
    }
    return number
  }

  /// A number of bytes: `1000`, `500M`, `8G`, in units of 1024.
  func size(of option: String) throws(ArgumentError) -> Int? {
    guard let text = value(of: option) else { return nil }
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    let unit = text.uppercased().last.flatMap { units[$0] }
    let digits = unit == nil ? text : String(text.dropLast())
    guard let number = Int(digits), number > 0,
      case let (size, isTooLarge) = number.multipliedReportingOverflow(by: unit ?? 1), !isTooLarge
    else { throw wrong("--\(option) takes a size such as 500M or 8G, not '\(text)'") }
    return size
  }

  func wrong(_ message: String) -> ArgumentError {
    ArgumentError(command: command, message: message)
  }

  // MARK: - Sorting

  /// The command of two words that a second word names.
  private static func subcommand(
    of command: CommandName, typed word: String
  ) throws(ArgumentError) -> CommandName {
    if let name = command.followed(by: word) { return name }
    let nearest = Suggestion.nearest(to: word, among: command.subcommands.map(\.lastWord))
    let hint = nearest.map { "; did you mean \($0)?" } ?? ""
    throw ArgumentError(
      command: command,
      message: "rewind \(command.rawValue) needs \(command.choice), not '\(word)'\(hint)")
  }

  /// The first operand before any `--`.
  private static func placeOfOperand(in words: [String]) -> Int? {
    let options = CommandTable.all.flatMap(\.allOptions)
    var index = 0
    while index < words.count {
      let word = words[index]
      if word == "--" { return nil }
      guard isOption(word) else { return index }
      let takesNext =
        options.first { word == "--\($0.name)" || word == $0.letter.map { "-\($0)" } }?.value != nil
      index += takesNext ? 2 : 1
    }
    return nil
  }

  /// Whether a word is an option: `-` alone is standard input, and `-5`, `-1h` are moments.
  private static func isOption(_ word: String) -> Bool {
    guard word.first == "-", let second = word.dropFirst().first else { return false }
    return !(second.isASCII && second.isNumber)
  }

  private mutating func sort(
    _ words: ArraySlice<String>, by options: [Option]
  ) throws(ArgumentError) {
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      guard Self.isOption(word) else {
        operands.append(word)
        continue
      }
      let (option, attached) = try self.option(word, among: options)
      if option.value == nil {
        guard attached == nil else { throw wrong("--\(option.name) takes no value") }
        flags.insert(option.name)
      } else {
        guard let value = attached ?? rest.popFirst() else {
          throw wrong("--\(option.name) needs a value: \(option.value ?? "")")
        }
        guard option.repeats || values[option.name] == nil else {
          throw wrong("--\(option.name) is given twice; give it once")
        }
        values[option.name, default: []].append(value)
      }
    }
  }

  /// The option that a word names, and the value written in the same word.
  private func option(
    _ word: String, among options: [Option]
  ) throws(ArgumentError) -> (Option, attached: String?) {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if let option = options.first(where: { $0.name == parts[0] }) {
        return (option, parts.count > 1 ? String(parts[1]) : nil)
      }
    } else if let option = options.first(where: { $0.letter == word.dropFirst().first }) {
      let attached = word.dropFirst(2)
      return (option, attached.isEmpty ? nil : String(attached))
    }
    throw unknown(word, among: options)
  }

  private func unknown(_ word: String, among options: [Option]) -> ArgumentError {
    let name = String(word.prefix { $0 != "=" })
    let place = command == .open ? "" : " of rewind \(command.rawValue)"
    let isOurs = { (command: CommandSpecification) in
      command.allOptions.contains { "--\($0.name)" == name }
    }
    if let home = CommandTable.all.first(where: isOurs) {
      return wrong("no option '\(name)'\(place); it is one of '\(home.form)'")
    }
    if let nearest = Suggestion.nearest(to: name, among: options.map { "--\($0.name)" }) {
      return wrong("no option '\(name)'\(place); did you mean \(nearest)?")
    }
    return wrong("no option '\(name)'\(place)")
  }
}

extension CommandName {
  /// The second words that there are, to choose from: `rebuild, run, show or parked`.
  var choice: String {
    let words = subcommands.map(\.lastWord)
    guard words.count > 1, let last = words.last else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
