import Foundation
import Platform
import Rewind
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

  @Test(
    "a program that does not say what runs it is an error that says so",
    arguments: ["trip.py", "trip"])
  func withoutInterpreter(name: String) throws {
    try put(name, "print()\n", isExecutable: true)
    let error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("\(name): it is a program that does not say what") == true)
  }

  @Test(
    "a link that leads nowhere, and a folder, are errors where they have a name of code",
    arguments: ["trip.js", "trip.py"])
  func noFile(name: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: "\(path)/gone")
    var error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("/\(name): it is a link to a file that is not") == true)
    FileSystem.removeFile("\(path)/\(name)")
    try FileSystem.makeFolders("\(path)/\(name)")
    error = #expect(throws: CodeFileError.self) { try found("trip") }
    #expect(error?.description.contains("/\(name): it is a folder, and code is a file") == true)
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

  private func hints(_ category: String, stream: StreamName = "9") throws -> [String] {
    let code = try LogCode(store: path)
    return CodeFinder(code, trust: nil).hints(
      for: stream, ofCategory: category, among: ["order", category])
  }

  @Test(
    "a file that is probably meant for a category, and is not used, is named",
    arguments: [
      (
        "accounts.js", "account",
        "is for category accounts, of which there is no stream; did you mean account.js?"
      ),
      (
        "Account.py", "account",
        "is for category Account, of which there is no stream; did you mean account.py?"
      ),
      ("account.py", "account", "is passed over: a program begins with #!"),
      ("account.txt", "account", "is passed over: a program begins with #!"),
      (
        "bank.js", "account",
        "is for category bank, of which there is no stream; what folds account is called account.js"
      ),
      ("übung.js", "übung", "is passed over: only a category of A-Z, a-z, 0-9, _, . and -"),
      ("a b.js", "a b", "is passed over: only a category of A-Z, a-z, 0-9, _, . and -"),
    ])
  func meant(name: String, category: String, hint: String) throws {
    try FileSystem.makeFolders("\(path)/aggregates")
    try put("aggregates/\(name)", isExecutable: !name.hasSuffix(".py"))
    let hints = try hints(category)
    #expect(hints.count == 1)
    #expect(hints.first?.hasPrefix("aggregates/\(name) \(hint)") == true)
  }

  @Test(
    "a file of the name that the stream's name begins with is named where the log has other categories"
  )
  func streamName() throws {
    try FileSystem.makeFolders("\(path)/aggregates")
    try put("aggregates/account.js")
    #expect(
      try hints("log", stream: "account-1") == [
        "aggregates/account.js is for category account, of which there is no stream: account-1 is of"
          + " category log; did you mean log.js?"
      ])
    #expect(
      try hints("log", stream: "trip-1") == [
        "aggregates/account.js is for category account, of which there is no stream; what folds log is"
          + " called log.js"
      ])
  }

  @Test("files that no stream needs are one line, and none where others of the folder are needed")
  func strays() throws {
    try FileSystem.makeFolders("\(path)/aggregates")
    for name in ["bank.js", "shop.py"] { try put("aggregates/\(name)") }
    #expect(
      try hints("account") == [
        "aggregates/bank.js and 1 more are for categories of which there is no stream; what folds"
          + " account is called account.js"
      ])
    try put("aggregates/order.js")
    #expect(try hints("account") == [])
  }

  @Test("a folder of a category's name is named")
  func ofCategory() throws {
    try FileSystem.makeFolders("\(path)/aggregates/account")
    #expect(
      try hints("account") == [
        "aggregates/account is passed over: it is a folder, and code is a file: account.js"
      ])
  }

  @Test("a folder that is almost called aggregates or upcasters is named, and what to do")
  func misnamed() throws {
    for name in ["aggregate", "Upcaster"] { try FileSystem.makeFolders("\(path)/\(name)") }
    #expect(
      try hints("account") == [
        "\(path)/aggregate is passed over: folds are in aggregates/; mv \(path)/aggregate"
          + " \(path)/aggregates",
        "\(path)/Upcaster is passed over: upcasters are in upcasters/; mv \(path)/Upcaster"
          + " \(path)/upcasters",
      ])
    let error = #expect(throws: CodeFileError.self) { try LogCode(store: nil, with: path) }
    #expect(error?.description.hasSuffix("; mv \(path)/aggregate \(path)/aggregates") == true)
    try FileSystem.makeFolders("\(path)/aggregates")
    #expect(try hints("account").first?.hasSuffix("in aggregates/; move its files there") == true)
    try put("aggregates/account.js")
    try FileSystem.makeFolders("\(path)/upcasters")
    try put("upcasters/account.js")
    #expect(try hints("account") == [])
  }

  @Test("an upcaster of almost the category's name, or in another language, is named")
  func upcasters() throws {
    try FileSystem.makeFolders("\(path)/upcasters")
    try put("upcasters/acount.js")
    try put("upcasters/account.py")
    #expect(
      try hints("account") == [
        "upcasters/account.py is passed over: an upcaster is a script, account.js",
        "upcasters/acount.js is for category acount, of which there is no stream; did you mean"
          + " account.js?",
      ])
    try put("upcasters/account.js")
    #expect(try hints("account") == [])
  }

  @Test("nothing is said of files that are used, are of other categories, or are no code")
  func unsaid() throws {
    try FileSystem.makeFolders("\(path)/aggregates")
    for name in ["order.js", "shipment.js", "account.md", "accounts.json", ".account.js.swp"] {
      try put("aggregates/\(name)")
    }
    #expect(try hints("account") == [])
    try put("aggregates/accounts.js")
    try put("aggregates/account.js")
    #expect(try hints("account") == [])
  }

  @Test("a folder that cannot be looked into is an error")
  func noFolder() throws {
    try put("aggregates")
    let error = #expect(throws: CodeFileError.self) {
      try CodeFolder("\(path)/aggregates").file(forCategory: "account")
    }
    #expect(error?.description == "\(path)/aggregates: cannot list: Not a directory")
    #expect(try CodeFolder("\(path)/missing").file(forCategory: "account") == nil)
  }

  @Test("--with has a place for upcasters that are made later, and takes no file")
  func with() throws {
    try FileSystem.makeFolders("\(path)/aggregates")
    let code = try LogCode(store: nil, with: path)
    #expect(code.upcasters == [CodeFolder("\(path)/upcasters", isAgreedTo: true)])
    let own = try LogCode(store: nil, with: "\(path)/aggregates")
    #expect(own.upcasters.isEmpty)
    try put("aggregates/account.js")
    let error = #expect(throws: CodeFileError.self) {
      try LogCode(store: nil, with: "\(path)/aggregates/account.js")
    }
    #expect(error?.description.hasSuffix("--with takes a folder, and this is a file") == true)
  }

  @Test(
    "a folder that code is to be written into need not have any; else it must",
    arguments: ["", "/new"])
  func begun(below: String) throws {
    let folder = path + below
    let code = try LogCode(store: nil, with: folder, beginsFolder: true)
    #expect(code.folderToBegin == folder)
    #expect(code.aggregates == [CodeFolder("\(folder)/aggregates", isAgreedTo: true)])
    #expect(throws: CodeFileError.self) { try LogCode(store: nil, with: folder) }
    let own = try LogCode(store: nil, with: "\(folder)/aggregates", beginsFolder: true)
    #expect(own.aggregates == code.aggregates)
    try FileSystem.makeFolders("\(folder)/aggregates")
    #expect(try LogCode(store: nil, with: folder, beginsFolder: true).folderToBegin == nil)
  }

  @Test("a category with dots has a file of its own")
  func dots() throws {
    try put("order.v2.js")
    #expect(try found("order.v2")?.name == "order.v2.js")
    #expect(try found("order") == nil)
  }
}
