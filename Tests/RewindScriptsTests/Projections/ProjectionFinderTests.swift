import Platform
import Rewind
import RewindScripts
import Synchronization
import Testing

@Suite("Projections beside a log", .timeLimit(.minutes(1)))
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
}
