import TestSupport
import Testing

@Suite("A log that lies newest first is told by every command that reads it")
struct NewestFirstTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "log.jsonl"
  }

  private static func line(_ minute: Int, _ status: String) -> String {
    #"{"stream_id":"o-1","type":"T","timestamp":"2026-03-01T00:0\#(minute):00Z","data":{"status":"\#(status)"}}"#
  }

  private static let lines = [line(3, "sent"), line(2, "paid"), line(2, "checked"), line(1, "new")]
  private static let remark =
    "times fall from line to line: the newest event lies first, and is taken for the oldest; "

  @Test(
    "with the call that turns lines round, which does",
    arguments: [
      ["streams"], ["state", "o-1"], ["diff", "o-1", "1", "2"], ["events"],
      ["import", "log.jsonl", "store"],
    ])
  func lines(words: [String]) throws {
    try program.file("log.jsonl", Self.lines.joined(separator: "\n") + "\n")
    let outcome = try program.run(words)
    let told = outcome.errors.split(separator: "\n").filter { $0.contains("times fall") }
    #expect(
      told == [
        "rewind: log: \(Self.remark)tac log.jsonl | rewind - takes it in the order of its times"
      ])
    #expect(outcome.status == (words[0] == "diff" ? 1 : 0))
    let turned = Self.lines.reversed().joined(separator: "\n") + "\n"
    try program.file("turned.jsonl", turned)
    let right = try program.run("state", "o-1", "--path", "status", "-l", "turned.jsonl")
    #expect(right == Outcome(status: 0, output: "sent\n", errors: ""))
  }

  @Test("with jq's reverse where it is an array, and in general words where it is several files")
  func otherForms() throws {
    try program.file("log.json", "[" + Self.lines.joined(separator: ",") + "]")
    let array = try program.run("state", "o-1", "-l", "log.json")
    #expect(
      array.errors
        == "rewind: log: \(Self.remark)jq -c 'reverse[]' log.json | rewind - takes it in the order of its times\n"
    )
    try program.file(
      "list.json", #"{"object":"list","data":["# + Self.lines.joined(separator: ",") + "]}")
    let list = try program.run("state", "o-1", "-l", "list.json")
    #expect(
      list.errors
        == "rewind: list: \(Self.remark)jq -cs 'map(.data[]) | reverse[]' list.json | rewind - takes it in the"
        + " order of its times\n")
    try program.file("1.jsonl", Self.lines[..<2].joined(separator: "\n") + "\n")
    try program.file("2.jsonl", Self.lines[1...].joined(separator: "\n") + "\n")
    let pages = try program.run("state", "o-1", "-l", "1.jsonl", "-l", "2.jsonl")
    #expect(pages.errors.contains("\(Self.remark)turn it round first, with tac where it is lines"))
  }

  @Test("with the mapping that is remembered for the file, and with a last line that has no end")
  func remembered() throws {
    let lines = Self.lines.map { $0.replacing("stream_id", with: "order") }
    try program.file("log.jsonl", lines.joined(separator: "\n"))
    let words = ["--map", "stream=order", "--map", "type=type", "--map", "timestamp=timestamp"]
    let told =
      "rewind: log: \(Self.remark)sed '$a\\' log.jsonl | tac | rewind - \(words.joined(separator: " "))"
      + " takes it in the order of its times\n"
    #expect(try program.run(["streams"] + words).errors == told)
    #expect(try program.run("streams").errors == told)
  }

  @Test("is none where a time rises, where it has versions, and where times are two")
  func others() throws {
    let others = [
      Self.lines + [Self.line(2, "late")], Array(Self.lines.dropFirst()),
      (1...3).map {
        #"{"stream_id":"o-1","version":\#(4 - $0),"type":"T","timestamp":"2026-03-01T00:0\#(9 - $0):00Z","data":{}}"#
      },
    ]
    for lines in others {
      try program.file("log.jsonl", lines.joined(separator: "\n") + "\n")
      #expect(try !program.run("state", "o-1").errors.contains("times fall"))
    }
  }
}
