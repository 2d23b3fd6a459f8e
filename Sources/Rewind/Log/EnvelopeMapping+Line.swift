extension EnvelopeMapping {
  /// Reads a mapping that is written on one line: `stream=id type=key event data=value event`.
  ///
  /// A role begins at a word that is letters and an equals sign; any other word belongs to the source before
  /// it, and so does what stands in quotes.
  ///
  /// - Throws: ``ParsingError``, as ``init(arguments:name:)`` does.
  public init(line: String, name: String = "own") throws(ParsingError) {
    try self.init(arguments: Self.arguments(of: line), name: name)
  }

  /// The mapping on one line, as ``init(line:name:)`` reads it.
  public var line: String { arguments.joined(separator: " ") }

  private static func arguments(of line: String) -> [String] {
    var arguments: [String] = []
    for word in words(of: line) {
      if arguments.isEmpty || beginsRole(word) {
        arguments.append(word)
      } else {
        arguments[arguments.count - 1] += " \(word)"
      }
    }
    return arguments
  }

  private static func beginsRole(_ word: String) -> Bool {
    let role = word.prefix { $0.isLetter }
    return !role.isEmpty && word.dropFirst(role.count).hasPrefix("=")
  }

  /// What stands between spaces that are not in quotes.
  private static func words(of line: String) -> [String] {
    EnvelopeSource.split(line, at: " ").filter { !$0.isEmpty }
  }
}
