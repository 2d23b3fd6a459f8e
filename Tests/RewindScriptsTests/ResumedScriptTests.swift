import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("A script's fold that goes on from a state of before")
struct ResumedScriptTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// Handlers that change what they get, put one thing in two places, throw in the middle and ask for the time.
  private static let forms = [
    """
    export const initialState = { balance: 0, items: [], log: {} }
    export function evolve(s, e) {
      switch (e.type) {
        case "Added": return { ...s, items: [...s.items, e.data], last: e.data }
        case "Raised": s.last.n += e.data.n; return
        case "Taken": s.items.push(...e.data.list); s.by = e.data.list; break
        case "Grown": s.balance += e.data.n; s.by?.push(e.data.n); s.items.length > 20 && s.items.splice(0, 5); break
        case "Refused": s.balance += 1; s.items.pop(); s.last.n.m.o = 1; break
        case "Closed": return { balance: s.balance, items: [], log: s.log }
        default: s.log[e.type] = [e.version, Date.now(), Math.random()]
      }
    }
    """,
    """
    export default {
      $init: () => ({ balance: 0, items: [], log: {} }),
      Added: (s, e) => ({ ...s, items: [...s.items, e.data], last: e.data }),
      Raised(s, e) { s.last.n += e.data.n },
      Taken(s, e) { s.items.push(...e.data.list); s.by = e.data.list },
      Grown(s, e) { s.balance += e.data.n; s.by?.push(e.data.n); if (s.items.length > 20) s.items.splice(0, 5) },
      Refused(s, e) { s.balance += 1; s.items.pop(); s.last.n.m.o = 1 },
      Closed: s => ({ balance: s.balance, items: [], log: s.log }),
      $any(s, e) { s.log[e.type] = [e.version, Date.now(), Math.random()] },
    }
    """,
    """
    fromCategory("account").foreachStream().when({
      $init: () => ({ balance: 0, items: [], log: {} }),
      $created(s, e) { s.first = e.body },
      Added(s, e) { s.items.push(e.body); s.last = e.body },
      Raised(s, e) { s.last.n += e.body.n },
      Taken(s, e) { s.items.push(...e.body.list); s.by = e.body.list },
      Grown(s, e) { s.balance += e.body.n; s.by?.push(e.body.n); if (s.items.length > 20) s.items.splice(0, 5) },
      Refused(s, e) { s.balance += 1; s.items.pop(); s.last.n.m.o = 1 },
      Closed: s => ({ balance: s.balance, items: [], log: s.log }),
      $any(s, e) { s.log[e.eventType] = [e.sequenceNumber, e.bodyRaw, Date.now(), Math.random()] },
    })
    """,
  ]

  @Test(
    "equals the whole fold, wherever it is parted", arguments: 0..<forms.count,
    [1, 2, 3] as [UInt64])
  func parted(form: Int, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = try Self.history(of: 60, &random)
    let fold = try folder.fold(Self.forms[form])
    let whole = try fold.fold(Self.batch(events[...], interval: 1), from: fold.initial())
    #expect(!whole.faults.isEmpty)
    for end in events.indices {
      let first = try fold.fold(Self.batch(events[..<end], interval: 1000), from: fold.initial())
      #expect(end == 0 || first.last == whole.kept[end - 1])
      let rest = try fold.fold(Self.batch(events[end...], interval: 1), from: first.last)
      #expect(rest.kept == Array(whole.kept[end...]), "parted behind \(end)")
      #expect(first.faults + rest.faults == whole.faults, "parted behind \(end)")
    }
  }

  @Test("equals the whole fold in many parts, each in any process", arguments: 0..<forms.count)
  func manyParts(form: Int) throws {
    var random = SeededRandom(seed: 7)
    let events = try Self.history(of: 200, &random)
    let whole = try folder.fold(Self.forms[form])
    let expected = try whole.fold(Self.batch(events[...], interval: 1000), from: whole.initial())
    for _ in 0..<20 {
      let fold = try folder.fold(Self.forms[form])
      var state = try fold.initial()
      var faults: [FoldFault] = []
      var next = 0
      while next < events.count {
        let end = min(events.count, next + Int.random(in: 1...40, using: &random))
        let interval = Int.random(in: 1...9, using: &random)
        let part = try fold.fold(Self.batch(events[next..<end], interval: interval), from: state)
        (state, next) = (part.last, end)
        faults += part.faults
      }
      #expect(state == expected.last)
      #expect(faults == expected.faults)
    }
  }

  @Test(
    "equals the whole fold where a batch is sent in parts, of which some ask late for more of their events",
    arguments: 0..<forms.count)
  func partsOfOneBatch(form: Int) throws {
    var random = SeededRandom(seed: 11)
    let modest = Array(Self.types.dropLast(2))
    var events = try Self.history(of: 2500, of: modest, &random)
    events += try Self.history(of: 100, from: 2501, &random)
    events += try Self.history(of: 2400, from: 2601, of: modest, &random)
    // One is larger than what a pipe holds.
    let filler = String(repeating: "x", count: 3 << 20)
    events[1500] = try event(#"Added {"n":1,"list":[],"filler":"\#(filler)"}"#, version: 1501)
    events[1501] = try event("Closed", version: 1502)

    let expected = try {
      let fold = try folder.fold(Self.forms[form])
      var folded = FoldedBatch(from: try fold.initial())
      for start in stride(from: 0, to: events.count, by: 100) {
        let part = try fold.fold(
          Self.batch(events[start..<start + 100], interval: 64), from: folded.last)
        folded.kept += part.kept
        folded.faults += part.faults
        folded.last = part.last
      }
      return folded
    }()
    let fold = try folder.fold(Self.forms[form])
    let whole = try fold.fold(Self.batch(events[...], interval: 64), from: fold.initial())
    #expect(whole.kept == expected.kept)
    #expect(whole.faults == expected.faults)
    #expect(whole.last == expected.last)
  }

  private static let types = [
    "Added", "Raised", "Taken", "Grown", "Refused", "Closed", "Noted", "Seen",
  ]

  private static func history(
    of count: Int, from first: Int = 1, of types: [String] = types, _ random: inout SeededRandom
  ) throws -> [StoredEvent] {
    try (first..<first + count).map { version in
      let type = types.randomElement(using: &random)!
      let n = Int.random(in: -9...9, using: &random)
      return try event(#"\#(type) {"n":\#(n),"list":[{"n":\#(n)},{"n":0}]}"#, version: version)
    }
  }

  private static func batch(_ events: ArraySlice<StoredEvent>, interval: Int) -> FoldBatch {
    FoldBatch(
      Array(events), firstVersion: events.startIndex + 1, interval: interval, upcasters: .none)
  }
}
