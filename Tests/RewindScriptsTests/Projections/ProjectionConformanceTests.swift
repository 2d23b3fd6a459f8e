import Testing

/// Each case of the tables in `Cases/` is run; see ``ProjectionCase`` for how they are written.
@Suite("What projections by scripts make of events")
struct ProjectionConformanceTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test("KurrentDB's dialect", arguments: ProjectionCases.chain)
  func chain(_ projectionCase: ProjectionCase) throws { try projectionCase.check(in: folder) }

  @Test("from, key, initialState and evolve", arguments: ProjectionCases.natural)
  func natural(_ projectionCase: ProjectionCase) throws { try projectionCase.check(in: folder) }

  @Test("the tables are as long as was promised")
  func lengths() {
    #expect(ProjectionCases.chain.count >= 150)
    #expect(ProjectionCases.natural.count >= 30)
  }
}
