import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Events that could not be applied")
struct UnappliedTests {
  /// The stream of which version 3 cannot be applied, at its last version.
  private var session: Session {
    var session = Session()
    session.press("j<Enter>")
    return session
  }

  private func rows(_ session: Session, with text: String) -> [String] {
    session.canvas.rows().filter { $0.contains(text) }
  }

  @Test("their rows are marked, wherever one goes, and no others")
  func marks() {
    var session = session
    for keys in ["", "1G", "0", "6G"] {
      session.press(keys)
      #expect(rows(session, with: "✗").map { $0.contains("3✗MoneyWithdrawn") } == [true])
    }
  }

  @Test("each later state says that it is without them, and no earlier one")
  func without() {
    var session = session
    for version in 1...6 {
      session.press("\(version)G")
      #expect(rows(session, with: "! without v3: cannot with").count == (version > 3 ? 1 : 0))
    }
    session.press("<Tab>gg<Enter>")
    #expect(
      session.text.contains("without v3: cannot withdraw more than the balance (account.js:7)"))
  }

  @Test("M says whole what the State panel says, behind what was said last")
  func message() {
    var session = session
    session.press("6GM")
    #expect(session.text.contains(" Error "))
    #expect(
      session.text.contains("without v3: cannot withdraw more than the balance (account.js:7)"))
    session.press("q<F2>M")
    #expect(session.text.contains("mouse on") && session.text.contains("without v3: cannot"))
    session.press("q2GM")
    #expect(
      session.text.contains("mouse on")
        && !session.text.contains("cannot withdraw more than the balance (account.js:7)"))
  }

  @Test("of many the first are named, and all of them where the line is opened")
  func many() throws {
    var session = Session()
    session.holdsAnswers = true
    session.press("<Enter>")
    let states = [4, 5].map {
      StateAtVersion(version: $0, value: ["n": 1], without: [1, 2, 3])
    }
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
    #expect(rows(session, with: "! without v1, v2 and 1 more").count == 1)
    session.press("<Tab>gg<Enter>")
    #expect(rows(session, with: "without v1, v2, v3").count == 1)
  }

  @Test(
    "what the fold says of the shown version stands above its state, the rest where it is opened")
  func notes() throws {
    var session = Session()
    session.holdsAnswers = true
    session.press("<Enter>")
    let notes =
      [FoldNote(version: 5, kind: .warning, text: "balance is NaN\nbad: 0/0")]
      + (1...5).map { FoldNote(version: 5, kind: .log, text: "seen \($0)") }
    let states = [
      StateAtVersion(version: 4, value: ["n": 1], notes: [notes[1]]),
      StateAtVersion(version: 5, value: ["n": 1], notes: notes),
    ]
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
    #expect(session.text.contains("! balance is NaN"))
    #expect(session.text.contains("seen 3"))
    #expect(!session.text.contains("seen 4") && !session.text.contains("bad: 0/0"))
    #expect(session.text.contains("and 2 more"))
    session.press("<Tab>gg<Enter>")
    #expect(session.text.contains("bad: 0/0") && session.text.contains("seen 5"))
  }

  @Test(
    "an event that the fold did not get past is marked at once, and those behind it as without a state"
  )
  func stopped() throws {
    var session = Session()
    session.holdsAnswers = true
    session.press("<Enter>")
    let reason = "account.js:3: version 2 took more than 5 s and was stopped"
    let state = StateAtVersion(
      version: 2, value: ["n": 1], fault: FoldFault(version: 2, description: reason), without: [2])
    try session.answer(.states, with: .stopped(at: state, reason))
    #expect(session.text.contains("! account.js:3: version 2 took"))
    let marked = rows(session, with: "✗").map { $0.contains("2✗MoneyDeposited") }
    #expect(marked == [true, false, false, false])
    session.send(.foldsChanged)
    #expect(rows(session, with: "✗").isEmpty)
  }

  @Test("an event that the fold did not get past is marked while one looks at an earlier one")
  func stoppedAhead() throws {
    var session = Session()
    session.press("<Enter>1v")
    session.holdsAnswers = true
    session.send(.foldsChanged)
    let states = [0, 1].map { StateAtVersion(version: $0, value: ["n": 1]) }
    try session.answer(
      .states, with: .states(states, fold: "account.js", code: "new", stop: 3))
    #expect(rows(session, with: "✗").map { $0.contains("3✗") } == [true, false, false])
  }

  @Test("what a chart found where the fold did not get past an event is marked")
  func stoppedChart() throws {
    var session = Session()
    session.press("<Enter>2v")
    session.holdsAnswers = true
    session.send(.foldsChanged)
    let states = [1, 2].map { StateAtVersion(version: $0, value: ["balance": 1]) }
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
    try session.answer(
      .series, with: .series(ValueSeries(values: [1, 1, nil, nil, nil], range: 1...1, stop: 3)))
    #expect(rows(session, with: "✗").first?.contains("3✗MoneyWithdrawn") == true)
  }

  @Test("the first warning about a stream is shown at each version, and the number of others")
  func warnings() throws {
    var session = Session()
    session.holdsAnswers = true
    session.press("<Enter>")
    let notes = ["clock", "chance", "shared"].map {
      FoldNote(version: 0, kind: .warning, text: "account.js:2: \($0): no")
    }
    let states = [4, 5].map { version in
      StateAtVersion(
        version: version, value: ["n": 1],
        notes: [FoldNote(version: version, kind: .log, text: "seen \(version)")] + notes)
    }
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
    #expect(session.text.contains("seen 5") && session.text.contains("! account.js:2: clock: no"))
    #expect(session.text.contains("and 2 more warnings: M"))
    #expect(!session.text.contains("chance"))
    session.press("M")
    #expect(session.text.contains("account.js:2: shared: no"))
  }

  @Test("what is logged is shown in all its lines, as long as they are few")
  func loggedLines() throws {
    var session = Session(size: Size(columns: 80, rows: 40))
    session.holdsAnswers = true
    session.press("<Enter>")
    let text = (1...10).map { "line \($0)" }.joined(separator: "\n")
    let states = [4, 5].map {
      StateAtVersion(
        version: $0, value: ["n": 1], notes: [FoldNote(version: $0, kind: .log, text: text)])
    }
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
    #expect(session.text.contains("line 1 ") && session.text.contains("line 8 "))
    #expect(!session.text.contains("line 9") && session.text.contains("and 2 more lines"))
  }

  @Test(
    "the title of last values has the last event's type, and is shortened to what fits",
    arguments: [
      ("done", 80, "Last values v1 · no fold ━"),
      ("done", 120, "Last values v1 · done · no fold for issue ━"),
      ("ReopenedAgain", 80, "Last values v1 · no fold ━"),
      ("ReopenedAgainAndAgain", 80, "Last values ━"),
    ])
  func lastValues(type: String, columns: Int, title: String) {
    var session = Session(
      Fixture.positioned([
        Fixture.event("issue-2", 1, type, "2026-01-01T08:00:00Z", "{}"),
        Fixture.event("issue-1", 1, type, "2026-01-01T09:00:00Z", #"{"n":1,"m":2,"k":3}"#),
      ]),
      size: Size(columns: columns, rows: 24))
    session.press(":issue-1<Enter><Tab>")
    #expect(session.row(1).contains(title))
    session.press("0")
    #expect(session.row(1).contains("Last values"))
  }
}
