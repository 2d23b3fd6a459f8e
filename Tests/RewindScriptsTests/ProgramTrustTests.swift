import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Programs run once somebody has agreed to them")
struct ProgramTrustTests {
  private let program: ProgramFolder
  private let trust: ProgramTrust

  init() throws {
    program = try ProgramFolder(
      "#!/bin/sh\ntouch ran\nread hello\necho '{\"hello\":{}}'\n", name: "account.sh")
    trust = ProgramTrust(folder: program.folder.path("config/rewind/programs"))
  }

  @Test("a program that nobody agreed to is not started, and the error says what to do")
  func untrusted() throws {
    let (trust, file) = (trust, program.file)
    let fold = try ProgramFold(file) { trust.isTrusted(file) }
    let error = #expect(throws: UntrustedProgramError.self) { try fold.initial() }
    #expect(error?.program == file.path)
    #expect(error?.description.contains("--with") == true)
    let batch = FoldBatch([("A", "1")])
    #expect(throws: UntrustedProgramError.self) {
      try fold.fold(batch, from: program.fold().initial())
    }
    #expect(!FileSystem.exists(program.folder.path("ran")))
  }

  @Test("a yes is remembered in a folder that only the user looks into")
  func remembered() throws {
    #expect(!trust.isTrusted(program.file))
    try trust.remember(program.file)
    #expect(trust.isTrusted(program.file))
    #expect(ProgramTrust(folder: trust.folder).isTrusted(program.file))
    #expect(try FileSystem.names(in: trust.folder).count == 2)
    let listed = try Pipe().split()
    _ = try ChildProcess(
      ["stat", "-c", "%a", trust.folder], output: .file(listed.writing)
    ).wait()
    #expect(try listed.reading.readNext(atMost: 4) == Array("700\n".utf8))
  }

  @Test("a program that was changed after the yes is asked about again, until it is as it was")
  func changed() throws {
    try trust.remember(program.file)
    let (trust, file) = (trust, program.file)
    let fold = try ProgramFold(file) { trust.isTrusted(file) }
    try program.write("#!/bin/sh\ntouch ran\n")
    #expect(!trust.isTrusted(file))
    #expect(throws: UntrustedProgramError.self) {
      try fold.fold(FoldBatch([("A", "1")]), from: program.fold().initial())
    }
    #expect(!FileSystem.exists(program.folder.path("ran")))
    try trust.remember(file)
    #expect(trust.isTrusted(file))
  }

  @Test("the same program at another place is asked about")
  func elsewhere() throws {
    try trust.remember(program.file)
    let other = try ProgramFolder("", name: "account.sh")
    try other.write(
      String(decoding: try SystemFile.contents(of: program.file.path), as: UTF8.self))
    #expect(!trust.isTrusted(other.file))
  }

  @Test("the yes is to the program that a link leads to")
  func link() throws {
    let link = program.folder.path("link.sh")
    _ = try ChildProcess(["ln", "-s", program.file.path, link]).wait()
    try trust.remember(program.file)
    #expect(trust.isTrusted(CodeFile(path: link, kind: .program)))
  }

  @Test("a store's program folds once it is agreed to, and one that a folder is named for at once")
  func finding() throws {
    let folder = try TemporaryFolder()
    let aggregates = folder.path("aggregates")
    try FileSystem.makeFolder(aggregates)
    let file = CodeFile(path: aggregates + "/account.sh", kind: .program)
    let text = try SystemFile.contents(of: Programs.ready + "/jq/account.sh")
    try SystemFile(file.path, .making, permissions: 0o755).write(text)
    func find(store: String?, with named: String? = nil) throws -> (any Fold)? {
      try CodeFinder(LogCode(store: store, with: named), trust: trust)
        .fold(forCategory: "account")
    }
    let stores = try #require(try find(store: folder.path))
    #expect(stores.name == "account.sh")
    #expect(throws: UntrustedProgramError.self) { try stores.checkReady() }
    try #require(try find(store: nil, with: folder.path)).checkReady()
    try trust.remember(file)
    try stores.checkReady()
  }

  @Test("a yes that cannot be kept is an error")
  func unkept() throws {
    let trust = ProgramTrust(folder: program.file.path + "/programs")
    #expect(throws: ProgramTrustError.self) { try trust.remember(program.file) }
    #expect(throws: ProgramTrustError.self) {
      try self.trust.remember(CodeFile(path: "/no/such/program", kind: .program))
    }
  }

  @Test(
    "the folder is where the user's settings are",
    arguments: [
      (["XDG_CONFIG_HOME": "/c", "HOME": "/h"], "/c/rewind/programs"),
      (["XDG_CONFIG_HOME": "c", "HOME": "/h"], "/h/.config/rewind/programs"),
      (["HOME": "/h"], "/h/.config/rewind/programs"), ([:], nil),
    ] as [([String: String], String?)])
  func folder(environment: [String: String], folder: String?) {
    #expect(ProgramTrust.userFolder { environment[$0] } == folder)
  }
}

extension Fold {
  /// Throws where the fold cannot run.
  fileprivate func checkReady() throws { _ = try initial() }
}
