import Platform
import RewindScripts
import Testing

@Suite("Finding code beside a log")
struct CodeFolderTests {
  private let path: String

  init() throws {
    path = try FileSystem.makeTemporaryFolder(prefix: "rewind-code-")
  }

  private func put(_ name: String, _ text: String = "", isExecutable: Bool = false) throws {
    let permissions: UInt32 = isExecutable ? 0o755 : 0o644
    let file = try SystemFile("\(path)/\(name)", .making, permissions: permissions)
    try file.write(Array(text.utf8))
  }

  private func found(_ category: String) throws -> CodeFile? {
    try CodeFolder(path).file(forCategory: category)
  }

  @Test("a script is found by its category's name, beside what is none")
  func script() throws {
    try put("account.js")
    try put("account.js~")
    try put("account.js.bak")
    try put("account.md", "notes")
    try put("accounts.js")
    #expect(try found("account") == CodeFile(path: "\(path)/account.js", kind: .script))
    #expect(try found("acc") == nil)
  }

  @Test(
    "a program is an executable file that says how it is run",
    arguments: ["trip", "trip.py", "trip.mjs", "trip.anything"])
  func program(name: String) throws {
    try put(name, "#!/bin/sh\n", isExecutable: true)
    #expect(try found("trip") == CodeFile(path: "\(path)/\(name)", kind: .program))
  }

  @Test("a program that may not be run is an error that says so")
  func notExecutable() throws {
    try put("trip.py", "#!/usr/bin/env python3\n")
    let error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("chmod +x \(path)/trip.py") == true)
  }

  @Test("two candidates are an error that names both")
  func two() throws {
    try put("trip.js")
    try put("trip.py", "#!/usr/bin/env python3\n", isExecutable: true)
    let error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("trip.js and trip.py") == true)
  }

  @Test("a module of another ending is an error that says how to bundle it")
  func typescript() throws {
    try put("trip.ts")
    let error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("esbuild trip.ts --bundle") == true)
  }

  @Test(
    "a category whose name is no plain file's has none",
    arguments: ["", ".hidden", "../account", "a/b", "übung", "a b"])
  func names(category: String) throws {
    #expect(try found(category) == nil)
  }

  @Test("a category with dots has a file of its own")
  func dots() throws {
    try put("order.v2.js")
    #expect(try found("order.v2")?.name == "order.v2.js")
    #expect(try found("order") == nil)
  }
}
