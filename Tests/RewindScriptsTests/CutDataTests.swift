import Rewind
import RewindScripts
import Testing

@Suite("Of large data, what handlers read crosses")
struct CutDataTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// What handlers do with data, each of which must see all that it looks for.
  private static let uses = [
    "s.sum = (s.sum ?? 0) + e.data.n",
    "s.last = e.data",
    "s.all = { ...e.data }",
    "const { n, ...rest } = e.data; s.rest = rest",
    "s.keys = Object.keys(e.data)",
    "s.has = 'b' in e.data && 'toString' in e.data",
    "s.own = [Object.hasOwn(e.data, 'b'), e.data.hasOwnProperty('b'), e.data.hasOwnProperty('z')]",
    "for (const key in e.data) s[key] = e.data[key]",
    "s.text = JSON.stringify(e.data)",
    "s.text = JSON.stringify({ inner: e.data })",
    "Object.assign(s, e.data)",
    "e.data.n += 1; s.n = e.data.n",
    "delete e.data.b; s.d = e.data",
    "s.deep = e.data.deep.a[1].b; s.none = e.data.none ?? null",
    "try { s.b = e.data.b } catch { s.b = 'caught' }",
    "s.odd = [e.data['a b'], e.data['\\u00e9'], e.data['quote\"d'], e.data.constructor]",
    "s.same = e.data === e.data && typeof e.data.toString",
    "s.array = Array.isArray(e.data.list) && e.data.list.map(x => x + 1)",
    "s.entries = Object.entries(e.data).length; s.proto = Object.getPrototypeOf(e.data) === Object.prototype",
    "s.v = [e.version, e.data.n, Date.now()]",
    "const read = k => e.data[k]; for (let i = 0; i < 70; i++) s['k' + i] = read('k' + i) ?? null",
  ]

  @Test("so that a handler finds the same in them as in small ones", arguments: uses)
  func use(_ body: String) throws {
    let members =
      #""n":%,"b":true,"deep":{"a":[0,{"b":"x"}]},"list":[1,2],"a b":1,"\u00e9":2,"quote\"d":3,"constructor":4"#
    let texts = (1...6).map { n in
      "Noted {" + members.replacing("%", with: "\(n)") + "}"
    }

    let long = texts.map {
      $0.replacing("\"n\"", with: "\"n\"" + String(repeating: " ", count: 4000))
    }
    let script = "export default { Noted(s, e) { \(body) } }"
    let expected = try folder.fold(script).states(texts)
    #expect(try folder.fold(script).states(long) == expected)
    #expect(!expected.contains { $0.contains("!") })
  }

  @Test("data that are kept beside the state are an error where more of them is read than was sent")
  func kept() throws {
    let padding = String(repeating: "x", count: 4000)
    let texts = (1...4).map { #"Noted {"n":\#($0),"m":1,"padding":"\#(padding)"}"# }
    let fold = try folder.fold(
      "const old = { e: null }; export default { Noted(s, e) { if (old.e) s.m = old.e.m; s.n = e.data.n; old.e = e.data } }"
    )
    let states = try fold.states(texts, batch: 1)
    #expect(states[1].contains("earlier event"))
  }
}
