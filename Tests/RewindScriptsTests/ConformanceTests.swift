import Rewind
import RewindScripts
import Testing

/// Each case of the tables in `Cases/` is run; see ``FoldCase`` for how they are written.
@Suite("What the three forms of a script make of events")
struct ConformanceTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test("KurrentDB's chain: sources and links", arguments: ChainCases.links)
  func links(of foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("KurrentDB's chain: handlers", arguments: ChainCases.handlers)
  func handlers(of foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("KurrentDB's chain: the event", arguments: ChainCases.events)
  func events(of foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("KurrentDB's chain: what is seen in the wild", arguments: ChainCases.wild)
  func wild(of foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("evolve and initialState", arguments: EvolveCases.all)
  func evolve(_ foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("a map of handlers", arguments: MapCases.all)
  func map(_ foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("states that their JSON does not give back", arguments: BadStateCases.all)
  func badStates(_ foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("files that are no scripts, or nearly none", arguments: SyntaxCases.all)
  func syntax(_ foldCase: FoldCase) throws { try foldCase.check(in: folder) }

  @Test("the tables are as long as was promised")
  func lengths() {
    let chain = ChainCases.links + ChainCases.handlers + ChainCases.events + ChainCases.wild
    #expect(chain.count >= 100)
    #expect(EvolveCases.all.count >= 40)
    #expect(MapCases.all.count >= 30)
  }
}
