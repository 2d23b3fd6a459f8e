import Testing

/// The targets whose errors are values that say nothing of the command line.
private let library = ["Platform", "Rewind", "RewindSQLite"]

@Suite("Errors are values, and words to type are made outside of the library")
struct ErrorWordsTests {
  @Test("no text of the library proposes a call of the program", arguments: library)
  func proposals(target: String) throws {
    for file in try SourceFile.all(below: "Sources/\(target)") {
      let calls = file.codeLines.filter { Self.proposesCall($0) }
      #expect(calls.isEmpty, "\(file.path) proposes \(calls)")
    }
  }

  @Test(
    "a proposed call is seen in a text alone",
    arguments: [
      (#"case .damaged: "the line is damaged; rewind verify says more""#, true),
      (#"return "rewind projection rebuild \(name)""#, true),
      (#"say("call rewind --help")"#, true),
      (#"throw useless("was made by a later rewind (format 2)")"#, false),
      (#"let name = "rewind.json""#, false),
      (#"mapping: .rewind, name: "memory""#, false),
    ])
  func proposing(line: String, isCall: Bool) {
    #expect(Self.proposesCall(line) == isCall)
  }

  /// Whether a line of code has a text with the program's name and a word or an option behind it.
  private static func proposesCall(_ line: String) -> Bool {
    // The regular expressions are slow: most lines need none.
    line.contains("rewind ")
      && line.contains(/"[^"]*\brewind [a-z\-\\]/.wordBoundaryKind(.simple))
  }
}
