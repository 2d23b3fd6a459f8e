import Rewind
import TestSupport

/// Projections of every form, and events for them.
enum ProjectionForms {
  /// Every form, with handlers that change what they get and throw in the middle, put one thing in two places, remove
  /// rows, write, and ask for what is sent late.
  static let scripts = [
    """
    export const from = { category: "a" }
    export const initialState = { n: 0, items: [] }
    export function evolve(s, e) {
      switch (e.type) {
        case "Added": return { ...s, items: [...s.items, e.data], last: e.data }
        case "Raised": s.n += 1; s.last.n += e.data.n; return
        case "Refused": s.n += 100; s.items.pop(); emit("lost", "X", {}); throw new Error("no")
        case "Closed": return null
        case "Noted": return { ...s, at: [e.position, e.metadata.user, Date.now(), Math.random()] }
      }
    }
    """,
    """
    export const from = { all: true }
    export const key = e => e.type === "Noted" ? e.metadata.user : [e.data.k, e.stream, e.data.list[0]?.n]
    export const initialState = () => ({ n: 0 })
    export function evolve(s, e) {
      s.n += e.data.n
      if (e.type === "Closed") return null
      if (e.type === "Refused") { s.deep.n = 1 }
      if (e.type === "Taken") s.deep = e.data
      if (s.n > 10) throw new Error("too much")
      linkTo("seen-" + s.n, e)
    }
    """,
    """
    fromCategory("a").foreachStream().when({
      $init: () => ({ n: 0, items: [] }),
      $created(s, e) { s.first = e.body.n; emit("created", "Created", { of: e.streamId }) },
      Added(s, e) { s.items.push(e.body); s.last = e.body },
      Raised(s, e) { s.last.n += e.body.n },
      Refused(s, e) { s.items.pop(); s.n = 1; emit("lost", "X", {}); s.x.y = 1 },
      Closed: s => ({ n: s.n, items: [] }),
      Taken: () => null,
      Noted(s, e) { s.raw = [e.bodyRaw, e.sequenceNumber, Date.now()]; emit("noted-" + e.streamId, "Noted", s) },
      $deleted(s, e, stream, isSoft) { s.deleted = [stream, isSoft] },
    })
    """,
    """
    fromAll().partitionBy(e => e.body.k).when({
      $init: () => ({ n: 0 }), $initShared: () => ({ sum: 0, by: {} }),
      $created(s) { s[1].rows = (s[1].rows || 0) + 1 },
      Added(s, e) { s[0].n += e.body.n; s[1].sum += e.body.n },
      Taken(s, e) { s[0].list = e.body.list; s[1].by[e.streamId] = e.body.list },
      Raised(s, e) { s[1].by[e.streamId].push(e.body.n) },
      Refused(s, e) { s[0].n = -1; s[1].sum = -1; s[0].x.y = 1 },
      Closed: ([own, shared]) => [{ n: 0 }, { ...shared, sum: shared.sum - own.n }],
    }).transformBy(([own, shared]) => ({ part: own.n, of: shared.sum })).filterBy(r => r.part > 0)
    """,
    """
    fromAll().when({
      $init: () => ({ n: 0 }),
      $any(s, e) { s.n += e.body.n; s.types = { ...s.types, [e.eventType]: e.metadata } },
      Refused(s, e) { s.n = 1000; throw "refused" },
      Closed(s, e) { linkStreamTo("closed", e.streamId) },
    })
    """,
    "fromCategory('a').foreachStream().outputState",
    """
    fromCategory("a").foreachStream().when({
      Added(s, e) { s.n = (s.n || 0) + e.body.n; if (s.n < 0) throw new Error("less") },
      Noted(s, e) { s.t = e.created },
    }).transformBy(s => { s.n *= 2; return s })
    """,
  ].map { $0.hasSuffix("outputState") ? $0.replacing(".outputState", with: ".when({})") : $0 }

  static let types = [
    "Added", "Added", "Raised", "Taken", "Refused", "Closed", "Noted", "Seen",
  ]

  static func history(
    of count: Int, from first: Int = 1, of types: [String] = types + ["$streamDeleted"],
    padding: Int = 0, _ random: inout SeededRandom
  ) throws -> [EventRecord] {
    let space = String(repeating: " ", count: padding)
    var versions: [String: Int] = [:]
    return try (first..<first + count).map { number in
      let stream = ["a-1", "a-2", "a-3", "b-1"].randomElement(using: &random)!
      let type = types.randomElement(using: &random)!
      let n = Int.random(in: -3...9, using: &random)
      let key = ["x", "y", "é", ""].randomElement(using: &random)!
      let version = versions[stream, default: first] + 1
      versions[stream] = version
      return EventRecord(
        at: EventPlace(stream: StreamName(stream), version: version, position: number), type: type,
        timestamp: Timestamp(parsing: "2026-01-01T10:00:\(10 + number % 50)Z"), id: "\(number)",
        data: try JSONText(#"{"n":\#(space)\#(n),"k":"\#(key)","list":[{"n":\#(n)},{"n":0}]}"#),
        metadata: try JSONText(#"{"user":"u\#(number % 3)"}"#))
    }
  }
}
