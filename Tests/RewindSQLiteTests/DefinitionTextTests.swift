import Rewind
import Testing

@testable import RewindSQLite

@Suite("The text of what made a read model")
struct DefinitionTextTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())
  let old = DefinitionText(fileName: "balances.js", text: "fromAll() // größer\n")
  let new = DefinitionText(fileName: "balances.js", text: "fromAll() // it's \0 new")

  init() throws { folder = try Folder() }

  private func begin(
    _ copy: ReadModelCopy, _ text: DefinitionText?, in readModels: SQLiteReadModels
  ) throws {
    var header = balances.header(at: 0)
    header.text = text
    try readModels.begin(balances, copy, header: header)
  }

  private func text(_ copy: ReadModelCopy = .live) throws -> DefinitionText? {
    try folder.open().header(of: balances.name, copy)?.text
  }

  private func rowCount() throws -> Int {
    try folder.stranger().integer("SELECT count(*) FROM _rewind_definitions")
  }

  @Test("is each copy's own, stays when the copy is written, and goes with it at the swap")
  func copies() throws {
    let readModels = folder.open()
    try begin(.live, old, in: readModels)
    try begin(.shadow, new, in: readModels)
    try readModels.write(
      ReadModelChanges(), header: balances.header(at: 3), of: balances, .live)
    try readModels.write(
      ReadModelChanges(), header: balances.header(at: 4), of: balances, .shadow)
    #expect(try text() == old)
    #expect(try text(.shadow) == new)
    try readModels.swap(balances)
    #expect(try text() == new)
    #expect(try rowCount() == 1)
  }

  @Test("goes with a shadow that is thrown away, and with a copy that is begun anew without one")
  func gone() throws {
    let readModels = folder.open()
    try begin(.live, old, in: readModels)
    try begin(.shadow, new, in: readModels)
    try readModels.discardShadow(of: balances.name)
    #expect(try text() == old)
    #expect(try rowCount() == 1)
    try begin(.live, nil, in: readModels)
    #expect(try text() == nil)
    #expect(try rowCount() == 0)
  }

  @Test("is not known of read models of before texts were kept, which open, and keep the next one")
  func before() throws {
    try begin(.live, old, in: folder.open())
    try folder.stranger().run("DROP TABLE _rewind_definitions")
    #expect(try text() == nil)
    let readModels = folder.open()
    try readModels.write(
      ReadModelChanges(), header: balances.header(at: 3), of: balances, .live)
    #expect(try readModels.header(of: balances.name, .live)?.checkpoint.position == 3)
    try begin(.shadow, new, in: readModels)
    try readModels.swap(balances)
    #expect(try text() == new)
  }

  @Test("that somebody else put there, and is none, is not known")
  func strange() throws {
    try begin(.live, old, in: folder.open())
    try folder.stranger().run("UPDATE _rewind_definitions SET text = x'ff'")
    #expect(try text() == nil)
  }
}
