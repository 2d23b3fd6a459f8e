import Platform
import Rewind
import RewindScripts
import TestSupport
import Testing

@Suite("Projections that are programs", .timeLimit(.wholeRun))
struct ProgramProjectionTests {
  private func transfers(_ path: String) throws -> ProjectingProgram {
    let made = try ProjectingProgram(
      try packageText("assets/projections/\(path)"),
      name: String(path.split(separator: "/").last ?? ""))
    made.add("account-1", "TransferSent", #"{"amount":70,"to":"account-2"}"#)
    made.add("account-2", "TransferReceived", #"{"amount":70,"from":"account-1"}"#)
    made.add("other-1", "TransferSent", #"{"amount":7,"to":"account-2"}"#)
    made.add("account-2", "TransferSent", #"{"amount":20,"to":"é"}"#)
    made.add("account-1", "TransferSent", #"{"amount":5,"to":"account-2"}"#)
    return made
  }

  private let sums = [
    #"account-1 {"sent":75,"received":0,"transfers":2} @5"#,
    #"account-2 {"sent":20,"received":75,"transfers":3} @5"#,
    #"é {"sent":0,"received":20,"transfers":1} @4"#,
  ]

  @Test("the ready one in Python", .needsCommand("python3"))
  func python() throws {
    let made = try transfers("python/transfers.py")
    #expect(try made.runner().rebuild() == .swapped(position: 5))
    expectNoDifference(made.rows, sums)
  }

  @Test("the ready one in jq", .needsCommand("jq"))
  func jq() throws {
    let made = try transfers("jq/transfers.sh")
    #expect(try made.runner().rebuild() == .swapped(position: 5))
    expectNoDifference(made.rows, sums)
    // Beyond 2^53 an amount is the event's error, since jq would round it.
    made.add("account-1", "TransferSent", #"{"amount":9007199254740993,"to":"account-2"}"#)
    guard case .faulted(let fault) = try made.runner().run() else {
      return _ = Issue.record("not faulted")
    }
    #expect(fault.position == 6 && fault.message.contains("below 2^53"))
  }

  @Test("the page of the protocol shows the ready one in Python")
  func page() throws {
    let page = try packageText("Sources/Rewind/Rewind.docc/FoldPrograms.md")
    #expect(page.contains(try packageText("assets/projections/python/transfers.py")))
  }

  @Test(
    "keys are a text, several, each once, or none; what is no key is the event's error",
    .needsCommand("python3"),
    arguments: [
      (#""a""#, ["a 1 @1"], nil), (#"["a","b","a"]"#, ["a 1 @1", "b 1 @1"], nil),
      ("[]", [], nil), ("null", [], nil), (#""""#, [" 1 @1"], nil),
      (#"["é","e"]"#, ["e 1 @1", "é 1 @1"], nil),
      ("7", [], "p.py: a key is a text, several in a list, or null, not 7"),
      (#"["a",null]"#, [], "p.py: a key is a text, several in a list, or null, not null"),
      (#"{"k":1}"#, [], #"p.py: a key is a text, several in a list, or null, not {"k":1}"#),
    ] as [(String, [String], String?)])
  func keys(answer: String, rows: [String], error: String?) throws {
    let made = try ProjectingProgram(
      try ProjectingProgram.python(
        "def key(e): return e['data']\ndef evolve(row, e): return (row or 0) + 1"))
    made.add("s-1", "T", try JSONText(answer))
    let result = try made.runner().rebuild()
    if let error {
      guard case .faulted(let fault) = result else { return _ = Issue.record("\(result)") }
      #expect(fault.message == error)
    } else {
      #expect(result == .swapped(position: 1))
      #expect(made.rows == rows)
    }
  }

  @Test("a key of 65,537 characters is the event's error", .needsCommand("python3"))
  func longKey() throws {
    let made = try ProjectingProgram(
      try ProjectingProgram.python(
        "def key(e): return 'k' * e['data']\ndef evolve(row, e): return 1"))
    made.add("s-1", "T", "65536")
    made.add("s-1", "T", "65537")
    guard case .faulted(let fault) = try made.runner().run() else {
      return _ = Issue.record("not faulted")
    }
    #expect(fault.position == 2)
    #expect(
      fault.message == "p.py: a key has at most 65536 characters, and this one 65537")
    #expect(made.rows.count == 1)
  }

  @Test("null removes a row, and the next event begins it anew", .needsCommand("python3"))
  func removal() throws {
    let made = try ProjectingProgram(
      try ProjectingProgram.python(
        """
        def key(e): return e["stream"]
        def evolve(row, e): return None if e["type"] == "Closed" else (row or []) + [e["version"]]
        """))
    for type in ["T", "T", "Closed", "Closed"] { made.add("s-1", type) }
    #expect(try made.runner().run() == .caughtUp(position: 4))
    #expect(made.rows == [])
    made.add("s-1", "T")
    #expect(try made.runner().run() == .caughtUp(position: 5))
    #expect(made.rows == ["s-1 [5] @5"])
  }

  @Test(
    "from narrows the events, and says what it is not", .needsCommand("python3"),
    arguments: [
      (#"{"category": "a"}"#, ["a-1 1 @1", "a-2 2 @3"], nil),
      (#"{"streams": ["a-1", "b-1"]}"#, ["a-1 1 @1", "b-1 1 @4"], nil),
      (#"{"category": ["b"], "streams": "a-1", "types": "T"}"#, ["a-1 1 @1", "b-1 1 @4"], nil),
      (#"{"types": ["U"]}"#, ["a-2 1 @3"], nil),
      ("None", ["a-1 1 @1", "a-2 2 @3", "b-1 1 @4"], nil),
      (#"{"categories": "a"}"#, [], #"printed a from with "categories", which has none but"#),
      (#"{"category": 7}"#, [], #"printed a from of which "category" is no name"#),
      (#""a""#, [], "printed a from that is no object"),
    ] as [(String, [String], String?)])
  func sources(from: String, rows: [String], error: String?) throws {
    let made = try ProjectingProgram(
      try ProjectingProgram.python(
        "def key(e): return e['stream']\ndef evolve(row, e): return (row or 0) + 1", source: from))
    for (stream, type) in [("a-1", "T"), ("a-2", "T"), ("a-2", "U"), ("b-1", "T")] {
      made.add(StreamName(stream), type)
    }
    guard let error else {
      _ = try made.runner().rebuild()
      return #expect(made.rows == rows)
    }
    let thrown = #expect(throws: ProgramError.self) { try made.runner().rebuild() }
    #expect(thrown?.description.contains(error) == true, "\(String(describing: thrown))")
  }

  @Test(
    "a step tells rows, several for an event, and why others were passed over",
    .needsCommand("python3"))
  func steps() throws {
    let made = try transfers("python/transfers.py")
    try made.source.refresh()
    let stepper = try made.runner().stepper(after: 0)
    let first = try stepper.next()
    #expect(first.position == 1)
    #expect(first.rows.map(\.key) == ["account-1", "account-2"])
    #expect(first.rows.allSatisfy { $0.old == nil && $0.new != nil })
    let second = try stepper.next()
    #expect(second.position == 4)
    #expect(second.passed?.reasons == [.otherType: 1, .otherSource: 1])
    #expect(second.rows.map { $0.old == nil } == [false, true])
  }

  @Test("none runs that nobody agreed to, and its definition is told all the same")
  func untrusted() throws {
    let made = try ProjectingProgram("#!/bin/sh\ntouch ran\n", name: "p.sh")
    made.add("s-1", "T")
    let runner = try made.runner(isAllowed: false)
    #expect(try runner.status().state == .notBuilt)
    let error = #expect(throws: UntrustedProgramError.self) { try runner.rebuild() }
    #expect(error?.program == made.program.file.path)
    #expect(!FileSystem.exists(made.program.folder.path("ran")))
  }
}
