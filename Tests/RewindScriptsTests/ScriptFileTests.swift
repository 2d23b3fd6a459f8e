import Platform
import Rewind
import RewindScripts
import Testing

@Suite("Files as editors and systems write them")
struct ScriptFileTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  private static let lines = [
    "const one = 1", "export const version = one", "", "export default {", "  A(s) { s.a = `x",
    "y` },",
    "  B(s) { s.b.c = 1 },", "}", "",
  ]

  @Test(
    "lines end as they like, behind a byte order mark and a line that says how to run it",
    arguments: ["\n", "\r\n", "\r"],
    ["", "\u{FEFF}", "#!/usr/bin/env node\n", "\u{FEFF}#!/bin/sh\r\n"])
  func lineEnds(end: String, before: String) throws {
    let fold = try folder.fold(before + Self.lines.joined(separator: end))
    let states = try FoldRun(fold, ["A", "B"]).states
    #expect(states[0] == #"{"a":"x\ny"}"#)
    let line = before.contains("#!") ? 8 : 7
    #expect(states[1].hasPrefix(#"{"a":"x\ny"} ! account.js:\#(line):13: TypeError: "#))
  }

  @Test("a NUL is no code, and its line is told")
  func nul() throws {
    let fold = try folder.fold("const a = 1\nconst b = \"\0\"\nexport default { A() {} }")
    let error = #expect(throws: ScriptError.self) { try fold.initial() }
    #expect(error?.description.hasPrefix("account.js:2: a NUL is no code") == true)
  }

  @Test(
    "a file in UTF-16 is told to be one",
    arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []] as [[UInt8]])
  func utf16(mark: [UInt8]) throws {
    let path = "\(folder.path)/account.js"
    let isBig = mark == [0xFE, 0xFF]
    let code = "export default { A() {} }".utf8.flatMap { isBig ? [0, $0] : [$0, 0 as UInt8] }
    try SystemFile.replace(path, holding: mark + code)
    let fold = try ScriptFold(
      CodeFile(path: path, kind: .script), category: "account", settings: ScriptFolder.settings)
    let error = #expect(throws: ScriptError.self) { try fold.initial() }
    #expect(error?.description == "account.js: the file is UTF-16; save it as UTF-8")
  }

  @Test("a syntax error in a file with Windows lines is at its line")
  func windows() throws {
    let fold = try folder.fold("export default {\r\n  A(s) { s.a = ; },\r\n}\r\n")
    let error = #expect(throws: ScriptError.self) { try fold.initial() }
    #expect(
      error?.description
        == "account.js:2:16: SyntaxError: Unexpected token ';' · A(s) { s.a = ; },")
  }

  @Test("log lines beyond 10,000 of a batch are counted, and warnings are not among them")
  func flood() throws {
    let fold = try folder.fold(
      "export default { A(s) { for (let i = 0; i < 12e3; i++) log(i); s.n = Date.now() } }")
    let notes = try FoldRun(fold, ["A"]).notes
    #expect(notes.count == 10_002)
    #expect(notes[10_000].contains("clock"))
    #expect(notes[10_001] == "(1) log … and 2000 more lines, which are left out")
  }
}
