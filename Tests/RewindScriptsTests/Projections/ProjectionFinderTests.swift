import Platform
import Rewind
import RewindScripts
import Synchronization
import TestSupport
import Testing

@Suite("Projections beside a log", .timeLimit(.wholeRun))
struct ProjectionFinderTests {
  private let folder: ScriptFolder
  private let finder: CodeProjections

  init() throws {
    folder = try ScriptFolder()
    try FileSystem.makeFolders("\(folder.path)/projections")
    finder = CodeProjections(
      try LogCode(store: folder.path), settings: ScriptFolder.settings)
  }

  private func save(_ name: String, _ text: String) throws {
    try SystemFile.replace("\(folder.path)/projections/\(name)", holding: Array(text.utf8))
  }

  @Test("several that ask for a new script at once are all given it")
  func atOnce() throws {
    for round in 1...3 {
      try save("all.js", "fromAll().when({ $any: (s) => s /* \(round) */ })")
      let errors = Mutex<[String]>([])
      let threads = (1...6).compactMap { _ in
        BlockingThread { [finder] in
          do { _ = try finder.definition(named: "all") } catch {
            errors.withLock { $0.append("\(error)") }
          }
        }
      }
      for thread in threads { thread.join() }
      #expect(threads.count == 6)
      #expect(errors.withLock(\.self) == [])
    }
  }

  @Test("a look at the files names those that were changed or are gone, and leaves the others")
  func refresh() throws {
    for name in ["a.js", "b.js", "c.js"] { try save(name, "fromAll().when({ $any: (s) => s })") }
    for name in ["a", "b", "c"] { _ = try finder.definition(named: name) }
    #expect(finder.refresh() == [])
    let before = try finder.definition(named: "a")?.fingerprint
    try save("a.js", "fromAll().when({ $any: (s) => s }).outputState()")
    FileSystem.removeFile("\(folder.path)/projections/b.js")
    #expect(finder.refresh() == ["a", "b"])
    #expect(finder.refresh() == [])
    #expect(try finder.definition(named: "a")?.fingerprint != before)
    #expect(try finder.definition(named: "b") == nil)
    #expect(finder.names() == ["a", "c"])
  }

  /// What is known of a read model that a definition has made.
  private func header(
    _ definition: ProjectionDefinition, fingerprint: String? = nil
  ) -> ReadModelHeader {
    ReadModelHeader(
      fingerprint: fingerprint ?? definition.fingerprint, text: definition.text,
      checkpoint: .start, writtenAt: .now())
  }

  @Test("what made a read model is had from its text after the script was changed, or is gone")
  func former() throws {
    try save("a.js", "fromAll().when({ $any: (s) => s }) // é")
    let old = try #require(try finder.definition(named: "a"))
    #expect(
      old.text == DefinitionText(fileName: "a.js", text: "fromAll().when({ $any: (s) => s }) // é"))
    let catalog = ProjectionCatalog([], finder: finder)
    // By upcasters, and of a mapped log, it is the same definition.
    let header = header(old, fingerprint: old.fingerprint + " | stream=id | upcasters 1")
    #expect(try catalog.definition(thatMade: header, of: old).fingerprint == old.fingerprint)
    try save("a.js", "fromAll().when({ $any: (s) => s }).outputState()")
    let new = try catalog.definition(named: "a")
    #expect(new.fingerprint != old.fingerprint)
    let former = try catalog.definition(thatMade: header, of: new)
    #expect(former.fingerprint == old.fingerprint && former.name == "a")
  }

  @Test("what made a read model is not known without its text, with another one, and in Swift")
  func unknown() throws {
    try save("a.js", "fromAll().when({ $any: (s) => s })")
    let now = try #require(try finder.definition(named: "a"))
    let catalog = ProjectionCatalog([], finder: finder)
    func reason(_ fingerprint: String, _ text: DefinitionText?) -> String {
      let header = ReadModelHeader(
        fingerprint: fingerprint, text: text, checkpoint: .start, writtenAt: .now())
      do {
        return try catalog.definition(thatMade: header, of: now).name
      } catch { return "\(error)" }
    }
    #expect(
      reason("script a.js 00", nil)
        == "a: what made its read model is not known any more: the text of its script was not kept")
    #expect(
      reason("script a.js 00", now.text).contains("the text that was kept is of another script"))
    #expect(
      reason("swift 1 | stream", nil).contains(
        "not known any more: Swift code that was changed since"))
    #expect(
      reason("script a.js 00", DefinitionText(fileName: "a.js", text: "fromAll(")).contains(
        "a.js:1"))
  }
}
