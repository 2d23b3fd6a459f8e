import Rewind
import RewindScripts
import Testing

@Suite("What handlers of a projection read of data")
struct ProjectionReadingTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  @Test(
    "is told from their code, where that says so",
    arguments: [
      ("(s, e) => { s.n += e.body.n }", ["n"]),
      ("(s, e) => { s.n = e.data?.n; s.k = e . body . k }", ["k", "n"]),
      ("function (s, e) { if (e.eventType === 'A') s.n = e.body.none }", ["none"]),
      ("(s, { body }) => { s.n = body.n }", ["n"]),
      (
        "(s, { body: b, data, eventType }) => { s.n = b.n; s.k = [data.k, eventType] }", ["k", "n"]
      ),
      ("(s, { eventType }) => { s.n = eventType }", []),
      ("(s, e) => { e.body.n = 7; s.n = e.body.n++ }", ["n"]),
      ("(s, e) => { s.n = e.bodyRaw.length + e.body.n }", ["n"]),
      ("(s, e) => { s.n = e.body.in.deep; e.body.in.more = s.n }", ["in"]),
      ("(s, e) => { s.all = e.body }", nil),
      ("(s, e) => { s.all = { ...e.data } }", nil),
      ("(s, { body }) => { s.all = [body, body.n] }", nil),
      ("(s, e) => { const { n } = e.body; s.n = n }", nil),
      ("(s, e) => { s.n = e.body['n'] }", nil),
      ("(s, e) => { s.n = e.body?.['n'] }", nil),
      ("(s, e) => { s.n = Object.keys(e.body).length }", nil),
      ("(s, e) => { s.n = e.body.hasOwnProperty('k') }", nil),
      ("(s, e) => { s.n = e.body.toString() + e.body.__proto__ }", nil),
      ("(s, e) => { s.keys = []; for (const k in e.body) s.keys.push(k) }", nil),
      ("(s, e) => { const f = e; s.n = f.body.k }", nil),
      ("(s, e, x) => { s.n = e.body.n }", nil),
      ("function (s, e) { s.n = arguments[1].body.k + e.body.n }", nil),
      ("(s, e) => { s.n = e.body.größe }", nil),
      ("(s, e) => { s.n = e.body.\\u006e }", nil),
      ("(s, e) => { with (e.body) s.n = n + k }", nil),
      ("(s, e) => { s.n = JSON.stringify(e) }", nil),
      ("(s, e) => { s.n = e.body.n; emit('x', 'X', e.body) }", nil),
      ("(s, { body: { n } }) => { s.n = n }", nil),
      ("(s, { ...e }) => { s.n = e.body.n }", nil),
      ("(s, e) => { s.f = (e => e.n)({ n: e.body.k }) }", nil),
    ] as [(String, [String]?)])
  func reads(handler: String, members: [String]?) throws {
    try check(members) { comment in
      "fromAll().foreachStream().when({ $init: () => ({ n: 0 }), A: "
        + "\(handler.dropLast(2)) \(comment) } })"
    }
  }

  @Test(
    "is what evolve and key read together",
    arguments: [
      ("e => e.data.k", "(s, { data }) => ({ n: s.n + data.n })", ["k", "n"]),
      ("({ data }) => data.k", "(s, e) => ({ n: s.n + e.data.n })", ["k", "n"]),
      ("e => e.data.k", "(s, e) => ({ ...s, ...e.data })", nil),
      ("e => Object.keys(e.data)", "(s, e) => ({ n: s.n + e.data.n })", nil),
      ("e => e.stream", "(s, e) => ({ n: e.data.n, by: e.metadata.by })", ["n"]),
    ] as [(String, String, [String]?)])
  func evolve(key: String, evolve: String, members: [String]?) throws {
    try check(members) { comment in
      "export const from = { all: true }\nexport const initialState = { n: 0 }\n"
        + "export const key = \(key)\nexport const evolve = "
        + evolve.replacing("=> (", with: "=> \(comment) (")
    }
  }

  /// Looks at what is known of a script, and that it comes to what it comes to where nothing is.
  private func check(_ members: [String]?, _ script: (_ comment: String) -> String) throws {
    let data: JSONText =
      #"{"n":1,"k":"x","größe":2,"in":{"deep":3},"list":[1,2],"more":"0123456789012345678901234567890"}"#
    let events = (1...40).map { number in
      EventRecord(
        at: EventPlace(stream: StreamName("a-\(number % 3)"), version: number, position: number),
        type: "A", data: data, metadata: #"{"by":"u"}"#)
    }
    func folded(_ projection: ProjectionScript) throws -> ProjectionRun {
      var run = try ProjectionRun(projection)
      _ = try run.fold(events)
      return run
    }
    let known = try folder.projection(script(""))
    #expect(try known.outline().reads == members.map(Set.init))
    let run = try folded(known)
    // What may look at anything is handed all data.
    let unknown = try folder.projection(script("/* eval */"))
    #expect(try unknown.outline().reads == nil)
    let all = try folded(unknown)
    #expect(run.rows == all.rows)
    #expect(run.faults == all.faults)
    #expect(run.outputs == all.outputs)
    #expect(!run.rows.isEmpty)
  }
}
