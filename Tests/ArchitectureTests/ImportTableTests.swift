import Testing

/// What each target may import of ours; a target that is missing here has no place in the house yet.
private let table: [String: Set<String>] = [
  "Platform": [],
  "CZlib": [],
  "CZstd": [],
  "Rewind": ["Platform", "CZlib", "CZstd"],
  "TextUI": [],
  "CSQLite": [],
  "RewindSQLite": ["Platform", "Rewind", "CSQLite"],
  "CSandbox": [],
  "RewindScripts": ["Platform", "Rewind", "CSandbox"],
  "SampleDomain": ["Rewind", "RewindSQLite"],
  "Explorer": ["Rewind", "TextUI"],
  "CNcurses": [],
  "CTerminal": [],
  "Curses": ["TextUI", "CNcurses", "CTerminal"],
  "ExplorerRuntime": [
    "Platform", "Rewind", "RewindSQLite", "RewindScripts", "TextUI", "Explorer", "Curses",
  ],
  "RewindCLI": [
    "Platform", "Rewind", "RewindSQLite", "RewindScripts", "TextUI", "SampleDomain", "Explorer",
    "ExplorerRuntime", "CTerminal", "Curses",
  ],
  "RewindBenchmarks": [
    "Platform", "Rewind", "RewindSQLite", "RewindScripts", "CSQLite", "TextUI", "SampleDomain",
    "Explorer",
    "ExplorerRuntime", "CTerminal", "Curses",
  ],
]

/// What anyone may import that is not ours: the language.
private let language: Set<String> = ["Swift", "Synchronization", "_Concurrency"]

/// What only ``systemTargets`` may import besides: the C library, by the names it has.
private let system: Set<String> = ["Glibc", "Musl", "Darwin"]

/// The room for the system, and the one that owns the terminal.
private let systemTargets: Set<String> = ["Platform", "Curses"]

/// What only the two targets that own the terminal may name.
private let terminalCalls = [
  "tcgetattr", "tcsetattr", "termios", "cfmakeraw", "TIOCGWINSZ", "newterm", "initscr", "endwin",
]

@Suite("The house: who may import whom")
struct ImportTableTests {
  @Test("the folders of Sources are the targets of the table")
  func folders() throws {
    #expect(Set(try SourceFile.folders(below: "Sources")) == Set(table.keys))
  }

  @Test("every target of the table is declared in Package.swift", arguments: table.keys.sorted())
  func declared(target: String) throws {
    let manifest = try #require(
      try SourceFile.all(below: ".").first { $0.path == "./Package.swift" })
    #expect(manifest.text.contains("name: \"\(target)\""))
  }

  @Test(
    "a target imports what the table allows; the C library, only the rooms for the system do",
    arguments: table.keys.sorted())
  func imports(target: String) throws {
    let isSystem = systemTargets.contains(target)
    let allowed = try #require(table[target]).union(language).union(isSystem ? system : [])
    for file in try SourceFile.all(below: "Sources/\(target)") {
      let strangers = Set(file.imports).subtracting(allowed)
      #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted())")
    }
  }

  @Test("only Curses and CTerminal touch ncurses and termios")
  func terminal() throws {
    for file in try SourceFile.all(below: "Sources", endings: ["swift", "c", "h"]) {
      let isOwner = ["Curses", "CTerminal", "CNcurses"]
        .contains { file.path.hasPrefix("Sources/\($0)/") }
      guard !isOwner else { continue }
      let calls = terminalCalls.filter { file.text.contains($0) }
      #expect(calls.isEmpty, "\(file.path) names \(calls)")
    }
  }

  @Test(
    "an import is seen whatever stands before it",
    arguments: [
      ("import Rewind", "Rewind"),
      ("public import Rewind", "Rewind"),
      ("  @testable import RewindCLI", "RewindCLI"),
      ("@preconcurrency internal import Glibc", "Glibc"),
      ("private import struct Rewind.StreamName", "Rewind"),
      ("package import func Glibc.isatty", "Glibc"),
      ("// import Foundation", nil),
      ("let text = \"import Foundation\"", nil),
    ] as [(String, String?)])
  func parsing(line: String, module: String?) {
    #expect(SourceFile.importedModule(in: line) == module)
  }
}
