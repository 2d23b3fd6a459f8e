import Rewind
import Testing

/// What a program makes of some events: its state behind each of them.
struct ProgramCase: Sendable, CustomTestStringConvertible {
  typealias Event = (type: String, data: JSONText)

  let name: String
  /// The fold in Python; the ready fold of accounts where nil.
  var evolve: String?
  let events: [Event]
  /// The states as ``FoldedBatch/lines`` has them.
  let expected: [String]

  var testDescription: String { name }
}

// MARK: - Accounts, in every language

private let created: ProgramCase.Event = (
  "AccountCreated", #"{"owner_id":"u1","name":"Zoë 🏦"}"#
)

private func account(_ balance: String, isBlocked: Bool = false) -> String {
  #"{"owner_id":"u1","name":"Zoë 🏦","balance":\#(balance),"is_blocked":\#(isBlocked)}"#
}

extension ProgramCase {
  /// What every ready fold answers; a fault's text, which is the language's, is left out.
  static let accounts: [ProgramCase] = [
    ProgramCase(name: "an account that is made", events: [created], expected: [account("0")]),
    ProgramCase(
      name: "money in and out",
      events: [
        created, ("MoneyDeposited", #"{"amount":700}"#), ("MoneyWithdrawn", #"{"amount":200}"#),
      ], expected: [account("0"), account("700"), account("500")]),
    ProgramCase(
      name: "transfers",
      events: [
        created, ("TransferReceived", #"{"amount":90,"from":"account-2"}"#),
        ("TransferSent", #"{"amount":100,"to":"account-2"}"#),
      ], expected: [account("0"), account("90"), account("-10")]),
    ProgramCase(
      name: "a correction either way",
      events: [
        created, ("BalanceCorrected", #"{"amount":-5}"#), ("BalanceCorrected", #"{"amount":6}"#),
      ], expected: [account("0"), account("-5"), account("1")]),
    ProgramCase(
      name: "blocked and not",
      events: [created, ("AccountBlocked", "{}"), ("AccountUnblocked", "{}")],
      expected: [account("0"), account("0", isBlocked: true), account("0")]),
    ProgramCase(
      name: "closed, which is no state", events: [created, ("AccountClosed", "{}"), created],
      expected: [account("0"), "-", account("0")]),
    ProgramCase(
      name: "events that say nothing",
      events: [created, ("AddressChanged", #"{"lines":[1,{"a":null}, ""]}"#), ("", "null")],
      expected: [account("0"), account("0"), account("0")]),
    ProgramCase(
      name: "an amount that is none",
      events: [
        created, ("MoneyDeposited", #"{"amount":"abc"}"#), ("MoneyDeposited", #"{"amount":1}"#),
      ], expected: [account("0"), account("0") + " !", account("1")]),
    ProgramCase(
      name: "an event before the account",
      events: [("MoneyDeposited", #"{"amount":1}"#), created], expected: ["- !", account("0")]),
    ProgramCase(
      name: "a text of escapes",
      events: [("AccountCreated", #"{"owner_id":"\u0041\n\"\\","name":"\ud83c\udfe6"}"#)],
      expected: [
        #"{"owner_id":"A\n\"\\","name":"🏦","balance":0,"is_blocked":false}"#
      ]),
  ]
}

// MARK: - What a program may do, in Python

/// Adds the data to a sum, and appends the event's field to a list.
private let sum = "def evolve(s, e): return (s or 0) + e['data']"
private let mutating = """
  def evolve(s, e):
      s = s if s is not None else {"n": 0}
      s["n"] += 1
      if e["type"] == "Bad": raise ValueError("no")
      return s
  """

private func echo(_ field: String) -> String { "def evolve(s, e): return e['\(field)']" }

extension ProgramCase {
  /// What a program may answer, and what Rewind makes of it.
  static let answers: [ProgramCase] = [
    ProgramCase(name: "no events", evolve: sum, events: [], expected: []),
    ProgramCase(
      name: "a number as state", evolve: sum, events: [("A", "1"), ("A", "2")],
      expected: ["1", "3"]),
    ProgramCase(
      name: "a text as state", evolve: "def evolve(s, e): return (s or '') + e['data']",
      events: [("A", #""x""#), ("A", #""ü""#)], expected: [#""x""#, #""xü""#]),
    ProgramCase(
      name: "a list as state", evolve: "def evolve(s, e): return (s or []) + [e['type']]",
      events: [("A", "null"), ("B", "null")], expected: [#"["A"]"#, #"["A","B"]"#]),
    ProgramCase(
      name: "a truth as state", evolve: "def evolve(s, e): return not s",
      events: [("A", "0"), ("A", "0")], expected: ["true", "false"]),
    ProgramCase(
      name: "null as state", evolve: "def evolve(s, e): return None",
      events: [("A", "0"), ("A", "0")], expected: ["-", "-"]),
    ProgramCase(
      name: "null, and a state again",
      evolve: "def evolve(s, e): return None if e['type'] == 'D' else e['data']",
      events: [("A", "1"), ("D", "0"), ("A", "2")], expected: ["1", "-", "2"]),
    ProgramCase(
      name: "an empty object", evolve: "def evolve(s, e): return {}", events: [("A", "1")],
      expected: ["{}"]),
    ProgramCase(
      name: "whole numbers of any length", evolve: sum,
      events: [("A", "9007199254740993"), ("A", "123456789012345678901234567890")],
      expected: ["9007199254740993", "123456789012354686100489308883"]),
    ProgramCase(
      name: "the stream", evolve: echo("stream"), events: [("A", "1")],
      expected: [#""account-1""#]),
    ProgramCase(
      name: "the type, spelled with care", evolve: echo("type"),
      events: [(#"a "b" \ é"#, "1"), ("a\nb", "1")],
      expected: [#""a \"b\" \\ é""#, #""a\nb""#]),
    ProgramCase(
      name: "data of every kind", evolve: echo("data"),
      events: [
        ("A", "null"), ("A", "false"), ("A", "-0.5"), ("A", #""t""#), ("A", "[ ]"), ("A", "{ }"),
      ], expected: ["-", "false", "-0.5", #""t""#, "[]", "{}"]),
    ProgramCase(
      name: "data over several lines", evolve: echo("data"), events: [("A", "{\n\"a\":\r\n1}")],
      expected: [#"{"a":1}"#]),
    ProgramCase(
      name: "metadata", evolve: echo("metadata"), events: [("A", "1")],
      expected: [#"{"user_id":"u1"}"#]),
    ProgramCase(
      name: "the version", evolve: echo("version"), events: [("A", "1"), ("A", "1")],
      expected: ["1", "2"]),
    ProgramCase(
      name: "the position", evolve: echo("position"), events: [("A", "1"), ("A", "1")],
      expected: ["101", "102"]),
    ProgramCase(
      name: "the time", evolve: echo("timestamp"), events: [("A", "1")],
      expected: [#""1970-01-01T00:00:00.000001Z""#]),
    ProgramCase(
      name: "the id", evolve: echo("id"), events: [("A", "1")], expected: [#""e1""#]),
    ProgramCase(
      name: "the members that an event has",
      evolve: "def evolve(s, e): return sorted(e)", events: [("A", "1")],
      expected: [
        #"["data","id","metadata","n","position","stream","timestamp","type","version"]"#
      ]),
    ProgramCase(
      name: "an error", evolve: "def evolve(s, e): raise ValueError('no such ' + e['type'])",
      events: [("A", "1")], expected: ["- ! account.py: ValueError: no such A"]),
    ProgramCase(
      name: "an error of several lines", evolve: "def evolve(s, e): raise ValueError('a\\nb')",
      events: [("A", "1")], expected: ["- ! account.py: ValueError: a · b"]),
    ProgramCase(
      name: "an error that is met in the middle", evolve: mutating,
      events: [("A", "0"), ("Bad", "0"), ("A", "0")],
      expected: [#"{"n":1}"#, #"{"n":1} ! account.py: ValueError: no"#, #"{"n":2}"#]),
    ProgramCase(
      name: "an error at the first event", evolve: mutating, events: [("Bad", "0"), ("A", "0")],
      expected: ["- ! account.py: ValueError: no", #"{"n":1}"#]),
    ProgramCase(
      name: "an error at the last event", evolve: mutating, events: [("A", "0"), ("Bad", "0")],
      expected: [#"{"n":1}"#, #"{"n":1} ! account.py: ValueError: no"#]),
    ProgramCase(
      name: "errors one after the other", evolve: mutating,
      events: [("A", "0"), ("Bad", "0"), ("Bad", "0"), ("A", "0"), ("Bad", "0"), ("A", "0")],
      expected: [
        #"{"n":1}"#, #"{"n":1} ! account.py: ValueError: no"#,
        #"{"n":1} ! account.py: ValueError: no"#, #"{"n":2}"#,
        #"{"n":2} ! account.py: ValueError: no"#, #"{"n":3}"#,
      ]),
    ProgramCase(
      name: "an error that comes of an error before",
      evolve: """
        def evolve(s, e):
            s = s if s is not None else {"open": True}
            if not s["open"]: raise ValueError("closed")
            if e["type"] == "Bad":
                s["open"] = False
                raise ValueError("no")
            return s
        """,
      events: [("A", "0"), ("Bad", "0"), ("A", "0")],
      expected: [
        #"{"open":true}"#, #"{"open":true} ! account.py: ValueError: no"#, #"{"open":true}"#,
      ]),
    ProgramCase(
      name: "every event an error", evolve: mutating,
      events: (0..<5).map { _ in ("Bad", "0") },
      expected: (0..<5).map { _ in "- ! account.py: ValueError: no" }),
    ProgramCase(
      name: "a large state",
      evolve: "def evolve(s, e): return {'text': 'x' * 100000}", events: [("A", "0")],
      expected: [#"{"text":"\#(String(repeating: "x", count: 100_000))"}"#]),
    ProgramCase(
      name: "what is written to standard error",
      evolve: "def evolve(s, e): print('log', file=sys.stderr); return e['data']",
      events: [("A", "1"), ("A", "2")], expected: ["1", "2"]),
    ProgramCase(
      name: "the program's folder",
      evolve: "def evolve(s, e): return os.path.exists('account.py')", events: [("A", "1")],
      expected: ["true"]),
  ]
}
