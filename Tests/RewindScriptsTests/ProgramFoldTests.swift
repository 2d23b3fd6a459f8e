import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Folds that are programs: batches, states and processes", .needsCommand("python3"))
struct ProgramFoldTests {
  private let account: ProgramFold

  init() throws {
    account = try Programs.ready("python/account.py")
  }

  @Test(
    "a state resumed at any version of a random history equals the whole fold", arguments: 1...10)
  func resumed(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let types = [
      "AccountCreated", "MoneyDeposited", "MoneyWithdrawn", "TransferSent", "BalanceCorrected",
      "AccountBlocked", "AccountUnblocked", "AccountClosed", "Unknown",
    ]
    let data: [JSONText] = [
      #"{"owner_id":"u1","name":"a","amount":7}"#, #"{"owner_id":"u2","name":"b","amount":-1}"#,
      #"{"owner_id":"u3","name":"c","amount":12345678901234567890}"#, #"{"amount":"abc"}"#, "null",
    ]
    let events = (0..<200).map { _ in
      (type: types.randomElement(using: &random)!, data: data.randomElement(using: &random)!)
    }
    let batch = FoldBatch(events)
    let whole = try account.fold(batch, from: account.initial())
    #expect(!whole.faults.isEmpty)
    for _ in 0..<20 {
      let version = Int.random(in: 1..<200, using: &random)
      let rest = try account.fold(
        batch.part(version..<200, interval: Int.random(in: 1...9, using: &random)),
        from: whole.kept[version - 1])
      #expect(rest.last.value == whole.last.value, "from version \(version)")
      #expect(rest.faults == whole.faults.filter { $0.version > version })
    }
  }

  @Test("states are kept at the versions that the interval divides")
  func kept() throws {
    let program = try ProgramFolder(
      try Programs.python(evolve: "def evolve(s, e): return e['version']"))
    let fold = try program.fold()
    let batch = FoldBatch((0..<10).map { _ in ("A", "1") }, from: 8, interval: 5)
    let folded = try fold.fold(batch, from: fold.initial())
    #expect(folded.kept.map(\.value) == [10, 15])
    #expect(folded.last.value == 17)
  }

  @Test("a damaged line is a fault, and the state stays")
  func damaged() throws {
    let program = try ProgramFolder(
      try Programs.python(evolve: "def evolve(s, e): return (s or 0) + e['data']"))
    let fold = try program.fold()
    let events = FoldBatch([("A", "1"), ("A", "1")]).events
    let line = DamagedLine(
      position: 7, file: "a.jsonl", byteOffset: 0, length: 3, reason: "no JSON",
      bytes: Array("bad".utf8))
    let batch = FoldBatch(
      [.damaged(line), events[0], .damaged(line), events[1]], firstVersion: 1, interval: 1,
      upcasters: .none)
    let folded = try fold.fold(batch, from: fold.initial())
    #expect(folded.lines == ["- ! no JSON", "1", "1 ! no JSON", "2"])
    let alone = FoldBatch([.damaged(line)], firstVersion: 5, interval: 1, upcasters: .none)
    #expect(try fold.fold(alone, from: folded.last).kept == [folded.last])
  }

  @Test("old events are lifted: to one, to several that count as one, to none")
  func upcasters() throws {
    let program = try ProgramFolder(
      try Programs.python(
        evolve: """
          def evolve(s, e):
              if e["type"] == "Bad": raise ValueError("bad part")
              return (s or []) + [[e["type"], e["version"], e["data"]]]
          """))
    let fold = try program.fold()
    let upcasters = Upcasters([
      Upcaster("Old", from: 1) { $0.type = "New" },
      Upcaster(splitting: "Pair", from: 1) { event in
        [EventSchema(type: "Left", data: event.data), EventSchema(type: "Right", data: 2)]
      },
      Upcaster(splitting: "HalfBad", from: 1) { event in
        [EventSchema(type: "Left", data: event.data), EventSchema(type: "Bad", data: 2)]
      },
      .dropping("Gone", from: 1),
      Upcaster("Broken", from: 1) { _ in throw CancellationError() },
    ])
    let batch = FoldBatch(
      [("Old", "1"), ("Gone", "1"), ("Broken", "1"), ("HalfBad", "1"), ("Pair", "1")],
      upcasters: upcasters)
    let folded = try fold.fold(batch, from: fold.initial())
    let lines = folded.lines
    let first = #"[["New",1,1]]"#
    #expect(lines[0] == first)
    #expect(lines[1] == first)
    #expect(lines[2].hasPrefix(first + " ! upcaster of Broken"))
    #expect(lines[3] == first + " ! account.py: ValueError: bad part")
    #expect(lines[4] == #"[["New",1,1],["Left",5,1],["Right",5,2]]"#)
  }

  @Test("a program may answer that a state is as it was")
  func unchanged() throws {
    let text = try Programs.python(evolve: "def evolve(s, e): return e['data']")
      .replacing(
        #""state": states[m["get"]]}"#,
        with: #"**({"state": last.setdefault(m["get"], states[m["get"]])} if m["get"] not in last"#
          + #" or last.pop(m["get"]) != states[m["get"]] else {})}"#
      )
      .replacing("states = {}", with: "states, last = {}, {}")
      .replacing(
        #"states[m["begin"]] ="#, with: #"last[m["begin"]] = states[m["begin"]] ="#)
    let program = try ProgramFolder(text)
    let fold = try program.fold()
    let batch = FoldBatch([("A", "null"), ("A", "5"), ("A", "5"), ("A", "6"), ("A", "null")])
    let folded = try fold.fold(batch, from: fold.initial())
    #expect(folded.lines == ["-", "5", "5", "6", "-"])
    #expect(try fold.fold(batch.part(2..<3), from: folded.kept[1]).lines.last == "5")
  }

  @Test("two thousand faults that leave the program's state in disorder are folded")
  func manyFaults() throws {
    let program = try ProgramFolder(
      try Programs.python(
        evolve: """
          def evolve(s, e):
              s = s if s is not None else {"n": 0}
              s["n"] += 1
              if e["version"] % 2: raise ValueError("odd")
              return s
          """))
    let fold = try program.fold()
    let batch = FoldBatch((0..<4000).map { _ in ("A", "1") }, interval: 1000)
    let folded = try fold.fold(batch, from: fold.initial())
    #expect(folded.faults.map(\.version) == Array(stride(from: 1, to: 4000, by: 2)))
    #expect(folded.kept.map(\.value) == [500, 1000, 1500, 2000].map { ["n": $0] })
  }

  @Test("large answers are read while events are written")
  func bothWays() throws {
    let program = try ProgramFolder(
      try Programs.python(evolve: "def evolve(s, e): return [e['version'], e['data']]"))
    let fold = try program.fold()
    let text = String(repeating: "x", count: 3000)
    let batch = FoldBatch(try (0..<5000).map { ("A", try JSONText("\"\($0)\(text)\"")) })
    let folded = try fold.fold(batch, from: fold.initial())
    for version in [1, 2500, 5000] {
      #expect(folded.kept[version - 1].value == [.init(version), .string("\(version - 1)\(text)")])
    }
  }

  @Test("a state of many megabytes goes both ways")
  func largeState() throws {
    let program = try ProgramFolder(
      try Programs.python(
        evolve: "def evolve(s, e): return {'n': 1, 't': 'x' * 20000000} if s is None"
          + " else {**s, 'n': s['n'] + 1}"))
    let fold = try program.fold()
    let batch = FoldBatch([("A", "1"), ("A", "1")], interval: 10)
    let first = try fold.fold(batch.part(0..<1, interval: 10), from: fold.initial()).last
    #expect(fold.size(of: first) > 20_000_000)
    let second = try fold.fold(batch.part(1..<2, interval: 10), from: first).last
    #expect(second.value?["n"] == 2)
  }

  @Test("one process is used from batch to batch; threads have one each")
  func processes() throws {
    let program = try ProgramFolder(
      try Programs.python(evolve: "def evolve(s, e): return os.getpid()"))
    let fold = try program.fold()
    let batch = FoldBatch([("A", "1")])
    let first = try fold.fold(batch, from: fold.initial()).last.value
    #expect(try fold.fold(batch, from: fold.initial()).last.value == first)
    let ids = Recorder()
    runOnThreads(4) { _ in
      for _ in 0..<20 {
        if let state = try? fold.fold(batch, from: fold.initial()).last.value { ids.add(state) }
      }
    }
    #expect(ids.values.count == 80)
    #expect(Set(ids.values).contains(first ?? .null))
  }

  @Test("a timeline through a program answers every version")
  func timeline() throws {
    let source = ArraySource()
    source.add("AccountCreated", to: "account-1", #"{"owner_id":"u1","name":"a"}"#)
    for _ in 2...300 { source.add("MoneyDeposited", to: "account-1", #"{"amount":2}"#) }
    _ = try source.refresh()
    let snapshot = source.snapshot()
    let stream = try #require(snapshot.index.streamID(named: "account-1"))
    var timeline = Timeline(of: stream, in: snapshot, fold: account)
    for version in [300, 1, 65, 64, 299] {
      #expect(try timeline.state(at: version).value?["balance"]?.int == (version - 1) * 2)
    }
    #expect(try timeline.state(at: 0).value == nil)
  }
}
