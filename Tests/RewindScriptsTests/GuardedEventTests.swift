import Testing

@Suite("Of an event, what handlers read crosses")
struct GuardedEventTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// What handlers do with an event, each of which must see all that it looks for.
  private static let uses = [
    "s.t = e.type + e.data.n + `${e.stream}`",
    "s.e = e",
    "s.all = { ...e }",
    "const { type, ...rest } = e; s.rest = rest",
    "s.keys = Object.keys(e)",
    "s.has = 'version' in e",
    "s.v = e.version",
    "s.v = e . version",
    "s.v = e['version']",
    "s.v = e?.version",
    "s.v = e/* the event */.version",
    "s.v = \\u0065.version",
    "s.v = arguments[1].version",
    "s.v = eval('e').version",
    "const read = event => event.version; s.v = read(e)",
    "const other = { e }; s.v = other.e.version",
    "s.v = [...[e]].length + [e][0].version",
    "e.data = e.version; s.v = e.data",
    "s.w = e.data.n; s.when = Date.now()",
    "s.proto = e.toString === undefined || e.hasOwnProperty('version')",
  ]

  @Test("so that a handler finds the same in it as where all is sent", arguments: uses)
  func use(_ body: String) throws {
    let texts = (1...4).map { #"Noted {"n":\#($0)}"# }
    let expected = try folder.fold("export default { Noted(s, e) { e.version; \(body) } }")
      .states(texts)
    #expect(try folder.fold("export default { Noted(s, e) { \(body) } }").states(texts) == expected)
    #expect(!expected.contains { $0.contains("!") })
  }

  /// Parameters that take an event apart, and what is made of it then.
  private static let parts = [
    ("{ type, data }", "s.v = type + data.n"),
    ("{ type: t, data: d, stream }", "s.v = t + d.n + stream"),
    ("{ version }", "s.v = version"),
    ("{ type, version = 9 }", "s.v = version"),
    ("{ ['version']: v }", "s.v = v"),
    ("{ type, ...rest }", "s.v = Object.keys(rest)"),
    ("{ data: { n } }", "s.v = n"),
    ("{ data }, e = arguments[1]", "s.v = e.version"),
    ("{ data }", "s.v = arguments[1].version"),
  ]

  @Test("where parameters take it apart as well", arguments: parts)
  func part(_ parameter: String, _ body: String) throws {
    let texts = (1...4).map { #"Noted {"n":\#($0)}"# }
    let found = try folder.fold("export default { Noted(s, \(parameter)) { \(body) } }")
      .states(texts)
    let inner = "e.version; (function (s, \(parameter)) { \(body) })(s, e)"
    #expect(try folder.fold("export default { Noted(s, e) { \(inner) } }").states(texts) == found)
    #expect(!found.contains { $0.contains("!") })
  }
}
