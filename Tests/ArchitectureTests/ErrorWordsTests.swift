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

  @Test("nothing is decided by what an error's text begins with, ends with or holds")
  func decisions() throws {
    for file in try SourceFile.all(below: "Sources") {
      let decisions = file.codeLines.filter { Self.asksErrorText($0) }
      #expect(decisions.isEmpty, "\(file.path) decides by a text: \(decisions)")
    }
  }

  @Test(
    "what is thrown is called an error, and an enum of errors that is public can grow",
    arguments: library + ["ExplorerRuntime"])
  func names(target: String) throws {
    for file in try SourceFile.all(below: "Sources/\(target)") {
      var before = ""
      for line in file.codeLines {
        defer { before = line }
        guard line.contains("Error"),
          let type = line.firstMatch(of: /(struct|enum|class) (\w+): ([^{]*, )?Error[ ,]/)
        else { continue }
        #expect(type.2.hasSuffix("Error"), "\(file.path): \(line)")
        if line.hasPrefix("public enum") {
          #expect(before == "@nonexhaustive", "\(file.path): \(line)")
        }
      }
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

  @Test(
    "a decision by a text is seen",
    arguments: [
      (#"if fault.message.hasPrefix("damaged line") {"#, true),
      (#"let isNamed = error.hasPrefix(name + ":")"#, true),
      (#"if "\(error)".contains("locked") {"#, true),
      (#"guard error.description == "busy" else {"#, true),
      (#"if letter.reason.hasSuffix("failed") {"#, true),
      (#"if text.hasPrefix("@") {"#, false),
      (#"if path.hasPrefix("/") {"#, false),
      (#"lines.contains(message)"#, false),
    ])
  func deciding(line: String, isDecision: Bool) {
    #expect(Self.asksErrorText(line) == isDecision)
  }

  /// Whether a line of code has a text with the program's name and a word or an option behind it.
  private static func proposesCall(_ line: String) -> Bool {
    // The regular expressions are slow: most lines need none.
    line.contains("rewind ")
      && line.contains(/"[^"]*\brewind [a-z\-\\]/.wordBoundaryKind(.simple))
  }

  /// Whether a line of code asks what the text of an error, or of a fault, is like.
  private static func asksErrorText(_ line: String) -> Bool {
    let texts = ["error", "failure", "message", "reason"]
    let questions = [".hasPrefix(", ".hasSuffix(", ".contains(", ".starts(", "== \"", "!= \""]
    guard texts.contains(where: { line.contains($0) }),
      questions.contains(where: { line.contains($0) })
    else { return false }
    let asking =
      /(\b(error|failure|message|reason)(\.description)?|\(error\)")\.(hasPrefix|hasSuffix|contains|starts)\(/
    let comparing = /(\b(error|failure)\.description|\.message|\.reason) [=!]= "/
    return line.contains(asking.wordBoundaryKind(.simple))
      || line.contains(comparing.wordBoundaryKind(.simple))
  }
}
