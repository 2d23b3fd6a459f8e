import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Projections")
struct ProjectionsTests {
  private static let progress = ProjectionProgress(
    phase: .folding, position: 11, fraction: 0.62, eventsPerSecond: 412_345, secondsLeft: 11.2,
    parked: 0)

  /// The screen while the first projection is rebuilt.
  private func rebuilding(_ session: inout Session) {
    var statuses = ReadModelFixture.statuses()
    statuses[0] = ReadModelFixture.status("account_balances", .rebuilding)
    session.tell(.statuses(statuses))
    session.tell(.progress("account_balances", Self.progress))
    session.tell(.waiting("transfers"))
  }

  private func only(_ status: ProjectionStatus) -> Session {
    var session = Session()
    var statuses = ReadModelFixture.statuses()
    statuses[0] = status
    session.tell(.statuses(statuses))
    session.press("R")
    return session
  }

  // MARK: Work

  @Test(
    "the rebuild menu orders what its keys name",
    arguments: [
      ("r", ProjectionOrder.rebuild(["account_balances"], comparing: false, onError: .stop)),
      ("<Enter>", .rebuild(["account_balances"], comparing: false, onError: .stop)),
      ("c", .rebuild(["account_balances"], comparing: true, onError: .stop)),
      ("j<Enter>", .rebuild(["account_balances"], comparing: true, onError: .stop)),
      (
        "a",
        .rebuild(
          ["account_balances", "transfers", "event_types", "totals"], comparing: false,
          onError: .stop)
      ),
      ("s", .run(["account_balances"], onError: .stop)),
      ("wr", .rebuild(["account_balances"], comparing: false, onError: .park)),
      ("G<Enter>ggc", .rebuild(["account_balances"], comparing: true, onError: .park)),
    ])
  func menu(keys: String, order: ProjectionOrder) {
    var session = Session()
    session.press("Rb" + keys)
    #expect(session.effects == [.project(order)])
    #expect(!session.text.contains("Compare first"))
  }

  @Test("what is chosen where an event fails stays chosen")
  func errorPolicy() {
    var session = Session()
    session.press("Rbw<Esc>b")
    #expect(session.text.contains("When an event fails  park it and go on"))
  }

  @Test("X cancels the selected one's work; Esc never does")
  func cancel() {
    var session = Session()
    session.press("R")
    rebuilding(&session)
    session.press("<Esc>R")
    #expect(session.effects.isEmpty)
    session.press("X")
    #expect(session.effects == [.project(.cancel("account_balances"))])
    session.tell(.ended("account_balances", .cancelled(position: 11)))
    #expect(session.status == "account_balances: cancelled at @12,352; b goes on from there")
    session.press("jX")
    #expect(session.effects.last == .project(.cancel("transfers")))
  }

  @Test("Ctrl-C cancels rebuilds first, and quits when none is left")
  func interruptedByKey() {
    var session = Session()
    rebuilding(&session)
    session.press("<Ctrl-c>")
    #expect(
      session.effects == [
        .project(.cancel("account_balances")), .project(.cancel("transfers")),
      ])
    session.tell(.ended("account_balances", .cancelled(position: 11)))
    session.tell(.ended("transfers", .cancelled(position: 0)))
    session.press("<Ctrl-c>")
    #expect(session.effects.last == .quit)
  }

  @Test("keys that are about rows wait for rows that are to come")
  func typedAheadOfRows() {
    var session = Session()
    session.press("R")
    session.holdsAnswers = true
    session.press("j<Tab>")
    session.press("G")
    session.holdsAnswers = false
    session.answer()
    let last = session.selectedRow
    session.press("g")
    #expect(session.selectedRow != last)
    session.press("G")
    #expect(session.selectedRow == last)
  }

  @Test("a rebuild that was interrupted says where, and the menu that it goes on")
  func interrupted() {
    var status = ReadModelFixture.status("account_balances", .stopped)
    status.unfinishedRebuild = .init(position: 11)
    var session = only(status)
    #expect(session.text.contains("rebuild stopped at @12,352"))
    session.press("b")
    #expect(session.text.contains("goes on from @12,352"))
  }

  @Test("a read model that is built for the first time says so where its rows will be")
  func firstBuild() {
    var session = Session()
    session.press("R3j")
    #expect(session.text.contains("No read model yet: press b"))
    session.press("br")
    session.tell(.progress("totals", Self.progress))
    #expect(session.text.contains("The read model is being built"))
    #expect(session.selectedRow.contains("rebuilding"))
  }

  @Test("other screens work while a rebuild goes on, and show how far it is")
  func elsewhere() {
    var session = Session()
    rebuilding(&session)
    #expect(session.status == "account_balances 62%")
    session.press("j")
    #expect(session.selectedRow.contains("account-000124"))
    session.tell(.ended("account_balances", .done("account_balances: rebuilt up to @12,359")))
    #expect(session.status == "account_balances: rebuilt up to @12,359")
  }

  @Test("what failed is told")
  func failed() {
    var session = Session()
    session.press("R")
    session.tell(
      .ended("account_balances", .failed("account_balances: process 7 is at work on it")))
    #expect(session.status == "! account_balances: process 7 is at work on it")
  }

  @Test("one that waits for others to be rebuilt says so, and for which")
  func waiting() {
    var session = Session(size: Size(columns: 120, rows: 40))
    session.press("R")
    rebuilding(&session)
    session.tell(.waiting("totals"))
    session.press("j")
    #expect(session.text.contains("waits for the rebuild of account_balances"))
    session.press("2j")
    #expect(
      session.text.contains("The read model waits for the rebuild of account_balances.")
        && !session.text.contains("is being built"))
    session.tell(.ended("account_balances", .done("account_balances: rebuilt")))
    session.tell(.statuses(ReadModelFixture.statuses()))
    #expect(session.text.contains("The read model waits for its turn."))
  }

  @Test("a rebuild that is ready is compared; y swaps, n discards, Esc leaves it as it is")
  func compareFirst() {
    var session = Session()
    session.press("Rbc")
    session.tell(.ended("account_balances", .ready))
    #expect(session.text.contains("account_balances · what the rebuild changes"))
    #expect(session.text.contains("+ 1 added   - 0 removed   ~ 1 changed   0 the same"))
    session.press("<Esc>")
    #expect(session.status == "rebuild of account_balances is ready; b shows it again")
    #expect(session.text.contains("rebuild is ready"))
    session.press("by")
    #expect(session.effects.last == .project(.swap("account_balances")))
    #expect(!session.text.contains("what the rebuild changes"))
    session.press("bn")
    #expect(session.effects.last == .project(.discard("account_balances")))
    session.tell(.ended("account_balances", .done("account_balances: discarded")))
    session.press("b")
    #expect(session.text.contains("Compare first"))
  }

  @Test("a rebuild that gets ready while one is elsewhere waits, and a line says so")
  func readyElsewhere() {
    var session = Session()
    session.press("RA")
    session.tell(.ended("account_balances", .ready))
    #expect(session.status == "rebuild of account_balances is ready; b shows it again")
    session.press("R")
    #expect(!session.text.contains("what the rebuild changes"))
  }

  @Test("dead letters are retried by their key, or all of them")
  func retry() {
    var session = Session()
    session.press("R3<Tab>r<Ctrl-r>:retry all<Enter>")
    #expect(
      session.effects == [
        .project(.retry("account_balances", key: "account-000124")),
        .project(.retry("account_balances", key: nil)),
        .project(.retry("account_balances", key: nil)),
      ])
  }

  // MARK: Rows

  @Test(
    "sorted by balance, the first row is the lowest, and Enter opens its stream; Esc comes back")
  func lowest() {
    var session = Session()
    session.press("R<Enter>3lo<Enter>")
    #expect(session.top.contains("account-000124") && session.top.contains("v6 of 6"))
    session.press("<Esc>")
    #expect(session.top.contains("projections › account_balances"))
    #expect(session.selectedRow.contains("account-000124"))
  }

  @Test("typing fast sorts before it moves")
  func typeAhead() {
    var session = Session()
    session.press("R<Enter>3l")
    session.holdsAnswers = true
    session.press("o<Enter>")
    #expect(session.top.contains("projections"))
    session.answer()
    #expect(session.top.contains("account-000124"))
  }

  @Test("as of a moment, Enter opens the stream as it was then")
  func openAsOf() {
    var session = Session()
    session.press("R12344v<Enter><Enter>")
    #expect(session.top.contains("account-000123") && session.top.contains("v3 of 5"))
  }

  @Test("an entry goes to its event, a type to its events, and one row for all says so")
  func otherRows() {
    var session = Session()
    session.press("Rj<Enter> 2j<Enter>")
    #expect(session.top.contains("account-000123") && session.top.contains("v4 of 5"))
    session.press("<Esc>w")
    #expect(session.status == "one event made this entry; Enter goes to it")
    session.press("1<Tab>j<Enter>/Order<Enter><Enter>")
    #expect(session.row(1).contains("All events · type OrderPlaced"))
    session.press("<Esc><Esc>")
    #expect(session.top.contains("projections › event_types"))
    session.press("1<Tab>j12345v<Enter><Enter>")
    #expect(session.status == "this row is made of all events; A shows them")
  }

  @Test("the cursor keeps its row when rows are sorted anew or change")
  func keepsRow() {
    var session = Session()
    session.press("Rjj<Enter>4j")
    #expect(session.selectedRow.contains("MoneyDeposited"))
    session.press("o")
    #expect(session.selectedRow.contains("MoneyDeposited"))
    session.tell(
      .progress(
        "event_types",
        ProjectionProgress(
          phase: .live, position: 19, fraction: 1, eventsPerSecond: 1, secondsLeft: nil, parked: 0))
    )
    #expect(session.selectedRow.contains("MoneyDeposited"))
  }

  @Test("rows are asked for anew when the read model has moved on, and not before")
  func live() {
    var session = Session()
    session.press("R")
    session.holdsAnswers = true
    session.tell(.statuses(ReadModelFixture.statuses()))
    #expect(session.unanswered.isEmpty)
    var statuses = ReadModelFixture.statuses()
    statuses[0].position = 17
    session.tell(.statuses(statuses))
    #expect(session.unanswered.map(\.lane).contains(.rows))
    #expect(session.text.contains("user-456"))
  }

  @Test("an answer for another projection or order is ignored")
  func lateAnswers() {
    var session = Session()
    session.press("R")
    session.holdsAnswers = true
    session.press("j")
    let first = session.unanswered.first { $0.lane == .rows }
    session.press("j")
    let page = RowPage(
      columns: BuiltInProjections.all[0].states.columns, count: 1, total: 1, offset: 0,
      rows: [[.text("late"), .integer(1)]])
    session.send(.answer(token: first?.token ?? 0, .rows(page)))
    #expect(!session.text.contains("late"))
    session.answer()
    #expect(session.text.contains("AccountBlocked"))
    session.press("2<Tab>o")
    let second = session.unanswered.first { $0.lane == .rows }
    session.press("<Esc>o")
    session.send(.answer(token: second?.token ?? 0, .rows(page)))
    #expect(!session.text.contains("late"))
  }

  @Test("long tables are read in pages, and a search goes through all of them")
  func pages() {
    let events = (1...1500).map {
      #"{"stream_id":"s-\#($0)","version":1,"type":"T\#($0)","data":{}}"#
    }
    var session = Session(events)
    session.press("R2jl")
    session.tell(
      .statuses([ReadModelFixture.status("event_types", .stopped, position: 1500, head: 1500)]))
    session.press("<Enter>G")
    #expect(session.selectedRow.contains("T999"))
    #expect(session.text.contains("1,500 of 1,500"))
    session.press("g/t1318<Enter>")
    #expect(session.selectedRow.contains("T1318"))
    session.press("/t1000<Enter>N")
    #expect(session.selectedRow.contains("T1000"))
    session.press("/nothing<Enter>")
    #expect(session.status.contains("nothing: not found"))
    session.holdsAnswers = true
    session.press("g/t1318<Enter>")
    #expect(session.status == "0 so far, 0%, Esc cancels")
    session.press("<Esc>")
    #expect(session.status == "search cancelled")
  }

  @Test("a read model that cannot be read says why and what to do")
  func unreadable() {
    var session = Session()
    session.holdsAnswers = true
    session.press("R")
    for request in session.unanswered {
      session.send(.answer(token: request.token, .failed("readmodels.sqlite: disk I/O error")))
    }
    #expect(session.text.contains("! readmodels.sqlite: disk I/O error"))
    #expect(session.text.contains("b rebuilds it."))
    let asked = session.unanswered.count
    session.send(.clock(Fixture.now))
    #expect(session.unanswered.count == asked)
  }

  @Test("Enter typed after a search opens what it finds, however late that is found")
  func searchThenOpen() {
    let events = (1...1500).map {
      #"{"stream_id":"account-\#($0)","version":1,"type":"AccountCreated","data":{}}"#
    }
    var session = Session(events)
    session.tell(
      .statuses([
        ReadModelFixture.status("account_balances", .stopped, position: 1500, head: 1500)
      ]))
    session.press("R<Enter>")
    session.holdsAnswers = true
    session.press("/account-1318<Enter><Enter>")
    #expect(session.top.contains("projections"))
    session.answer()
    #expect(session.top.contains("account › account-1318"))
    session.press("<Esc>g/account-x<Enter><Enter>")
    session.answer()
    #expect(session.status.contains("account-x: not found") && session.top.contains("projections"))
  }

  @Test("a value that is wider than its column stands whole on the border below")
  func wideValue() {
    let name = String(repeating: "very long ", count: 6)
    let accounts = (1...3).map { number in
      #"{"stream_id":"account-\#(number)","type":"AccountCreated","data":{"name":"\#(name)"}}"#
    }
    var session = Session(accounts)
    session.tell(
      .statuses([ReadModelFixture.status("account_balances", .stopped, position: 3, head: 3)]))
    session.press("R<Enter>2l")
    #expect(session.row(21).contains("┗ \(name)"))
    #expect(session.selectedRow.contains("very long…"))
  }

  @Test("dead letters are listed as far as one goes")
  func manyLetters() {
    let events = (1...1500).map {
      #"{"stream_id":"account-\#($0)","version":1,"type":"MoneyWithdrawn","data":{"amount":1}}"#
    }
    var session = Session(events)
    let status = ReadModelFixture.status(
      "account_balances", .stopped, position: 1500, parked: 1500, head: 1500)
    session.tell(.statuses([status]))
    session.press("R3<Tab>G")
    #expect(session.selectedRow.contains("account-1500"))
    #expect(session.text.contains("1,500 of 1,500"))
  }

  @Test("the palette goes to a projection by its name")
  func palette() {
    var session = Session()
    session.press(":event_ty<Enter>")
    #expect(session.top.contains("projections › event_types"))
  }

  // MARK: Moments

  @Test(
    "a moment is typed with v, t or the palette",
    arguments: [
      "v12344<Enter>", "t2026-01-02 04:02<Enter>", ":@12344<Enter>", ":2026-01-02T04:02<Enter>",
      "12345vv-1<Enter>",
    ])
  func moments(keys: String) {
    var session = Session()
    session.press("R" + keys)
    #expect(session.top.contains("AS OF @12,344 of 12,359 · 2026-01-02 04:01:00 CET"))
    #expect(session.text.contains("account_balances as of @12,344"))
    #expect(session.text.contains("700"))
    session.press("$")
    #expect(!session.top.contains("AS OF"))
  }

  @Test("a moment beyond the log is refused, and the prompt stays")
  func nowhere() {
    var session = Session()
    session.press("Rv99999<Enter>")
    #expect(session.status.contains("no position 99999: the log ends at @12359"))
    session.press("<Esc>v0<Enter>")
    #expect(session.status.contains("no position 0: the log ends at @12359"))
  }

  @Test("rows as of a moment show how far they are; Esc or Ctrl-C gives them up")
  func longMoment() {
    for key in ["<Esc>", "<Ctrl-c>"] {
      var session = Session()
      session.press("R")
      session.holdsAnswers = true
      session.press("12344v")
      let request = session.unanswered.first { $0.lane == .rows }
      session.send(.answer(token: request?.token ?? 0, .progress(0.45)))
      #expect(session.status == "reading as of @12,344 45%, Esc cancels")
      #expect(session.text.contains("user-456"))
      session.press(key)
      #expect(session.status == "cancelled: the read model is shown as before")
      #expect(session.unanswered.isEmpty && session.effects.isEmpty)
      #expect(!session.top.contains("AS OF"))
    }
  }

  @Test("two moments are compared; Enter goes to the row's stream")
  func compareMoments() {
    var session = Session()
    session.press("Rd")
    #expect(session.status.contains("nothing is marked"))
    session.press("12345vm12346vd")
    #expect(session.text.contains("account_balances · @12,345 → @12,346"))
    #expect(session.text.contains("blocked 0 → 1"))
    session.press("<Enter>")
    #expect(session.top.contains("v5 of 5"))
    session.press("<Esc>")
    #expect(session.text.contains("blocked 0 → 1"))
  }

  @Test("the mouse selects rows, and opens them")
  func mouse() {
    var session = Session()
    session.press("R<F2>")
    let second = MouseEvent(kind: .press, point: Point(column: 5, row: 12))
    session.send(.input(.mouse(second)))
    #expect(session.selectedRow.contains("account-000124"))
    session.send(.input(.mouse(MouseEvent(kind: .press, point: second.point, clicks: 2))))
    #expect(session.top.contains("account-000124") && session.top.contains("v6 of 6"))
    session.press("Rb")
    session.send(.input(.mouse(second)))
    #expect(!session.text.contains("Compare first"))
  }

  // MARK: History, Esc

  @Test("a row's history shows what each event did, failures too")
  func history() {
    var session = Session()
    session.press("R<Enter>jw")
    #expect(session.text.contains("What made account-000124"))
    #expect(session.text.contains("balance 0 → 50"))
    #expect(session.text.contains("! cannot withdraw 70"))
    #expect(session.text.contains("! waits behind the"))
    session.press("3k<Enter>")
    #expect(session.top.contains("account-000124") && session.top.contains("v3 of 6"))
    session.press("<Esc>")
    #expect(session.text.contains("What made account-000124"))
  }

  @Test("a history that takes long shows how far it is, and Esc gives it up")
  func longHistory() {
    var session = Session()
    session.press("R<Enter>")
    session.holdsAnswers = true
    session.press("w")
    let request = session.unanswered.first { $0.lane == .rowHistory }
    session.send(.answer(token: request?.token ?? 0, .progress(0.45)))
    #expect(session.status == "reading the history 45%, Esc cancels")
    session.press("<Esc>")
    #expect(session.unanswered.isEmpty && session.status.isEmpty)
    session.send(.answer(token: request?.token ?? 0, .rowHistory([])))
    #expect(!session.text.contains("What made"))
  }

  @Test("a history as of a moment ends there")
  func historyAsOf() {
    var session = Session()
    session.press("R12344v<Enter>w")
    #expect(session.text.contains("What made account-000123 as of @12,344"))
    #expect(session.selectedRow.contains("@12,344"))
  }

  @Test("Esc undoes one thing at a time")
  func escape() {
    var session = Session()
    session.press("R<Enter>fuser<Enter>12345vzw12")
    #expect(session.status == "12")
    session.press("<Esc>")
    #expect(session.status.isEmpty && session.text.contains("What made"))
    session.press("<Esc>")
    #expect(!session.text.contains("What made") && session.top.contains("AS OF"))
    session.press("<Esc>")
    #expect(!session.top.contains("AS OF") && session.text.contains("filter user"))
    session.press("<Esc>")
    #expect(!session.text.contains("filter user") && !session.text.contains("About"))
    session.press("<Esc>")
    #expect(session.text.contains("About"))
    session.press("<Esc>")
    #expect(session.top.contains("6 streams"))
  }

  @Test(
    "an Esc that was the start of another key is as if it had not been",
    arguments: ["Rb", "R<Enter>w", "R12344v", "R<Enter>fuser<Enter>", "R"])
  func retracted(keys: String) {
    var session = Session()
    session.press(keys)
    let before = session.text
    session.press("<Esc>")
    #expect(session.text != before)
    session.send(.input(.escapeRetracted))
    #expect(session.text == before)
  }

  // MARK: Looks

  @Test("nothing of a read model reaches a cell raw")
  func untrusted() {
    let evil = "\u{1B}[31m\u{7}\u{202E}\u{85}\r\n"
    var session = Session([
      #"{"stream_id":"account-\#("\\u001b[31m\\u0007\\u202e")","version":1,"type":"AccountCreated","#
        + #""data":{"owner_id":"\#("\\u001b[31m\\u0085")","name":"\#("\\r\\n\\u202e")"}}"#
    ])
    var status = ReadModelFixture.status(
      "account_balances", .faulted(.init(position: 1, cause: .refusedEvent, message: evil)),
      position: 1, head: 1)
    status.unfinishedRebuild = .init(
      position: nil, fault: .init(position: 1, cause: .refusedEvent, message: evil))
    session.tell(.statuses([status]))
    var screens: [String] = []
    for keys in ["R", "<Enter>w", "<Esc>fa<Enter>", "<Esc>"] {
      session.press(keys)
      screens.append(session.text)
    }
    session.tell(.ended("account_balances", .failed(evil)))
    screens.append(session.text)
    let raw = screens.joined().unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          || (0x202A...0x202E).contains(scalar.value))
    }
    #expect(raw.isEmpty)
  }

  @Test(
    "the Projections screen, in all sizes",
    arguments: [
      ("projections-80x24", Size(columns: 80, rows: 24), "R<Tab>j"),
      ("projections-120x40", Size(columns: 120, rows: 40), "Rj<Tab>3l o"),
      ("projections-100x12", Size(columns: 100, rows: 12), "R"),
      ("projections-40x12", Size(columns: 40, rows: 12), "R<Tab>4l"),
      ("projections-as-of-40x12", Size(columns: 40, rows: 12), "R12345vm12347v<Tab>"),
      ("projections-menu-40x12", Size(columns: 40, rows: 12), "Rb"),
      ("projections-history-40x12", Size(columns: 40, rows: 12), "R<Tab>w"),
      ("projections-dead-letters-40x12", Size(columns: 40, rows: 12), "R3<Tab>"),
      ("projections-about-40x12", Size(columns: 40, rows: 12), "R4<Tab>"),
      ("projections-rows-100x12", Size(columns: 100, rows: 12), "R<Tab>3lo"),
      ("projections-difference-100x12", Size(columns: 100, rows: 12), "Rj12345vm$d"),
      ("projections-as-of-120x40", Size(columns: 120, rows: 40), "R12345vm12347v<Tab>"),
    ])
  func sizes(name: String, size: Size, keys: String) {
    var session = Session(size: size)
    session.press(keys)
    expectScreen(session.canvas, matches: name)
  }

  @Test(
    "what the Projections screen says in the unusual",
    arguments: [
      ("projections-not-built", "R3j"), ("projections-as-of", "R12345vm12347v<Tab>"),
      ("projections-menu", "Rb"), ("projections-history", "R<Tab>jw"),
      ("projections-dead-letters", "R3<Tab>"), ("projections-difference", "R12345vm$d"),
      ("projections-nothing-passes", "R<Tab>fxyz<Enter>"),
      ("projections-no-dead-letters", "Rj3<Tab>"),
    ])
  func unusual(name: String, keys: String) {
    var session = Session()
    session.press(keys)
    expectScreen(session.canvas, matches: name)
  }

  @Test(
    "a rebuild is watched",
    arguments: [
      ("projections-rebuilding-80x24", Size(columns: 80, rows: 24)),
      ("projections-rebuilding-120x40", Size(columns: 120, rows: 40)),
      ("projections-rebuilding-40x12", Size(columns: 40, rows: 12)),
    ])
  func watched(name: String, size: Size) {
    var session = Session(size: size)
    session.press("R")
    rebuilding(&session)
    expectScreen(session.canvas, matches: name)
  }

  @Test("a rebuild that is ready is compared with the read model")
  func ready() {
    var session = Session()
    session.press("R")
    session.tell(.ended("account_balances", .ready))
    expectScreen(session.canvas, matches: "projections-comparison")
  }

  @Test("a projection that faulted says where and why; Enter goes there")
  func faulted() {
    var session = only(
      ReadModelFixture.status(
        "account_balances",
        .faulted(.init(position: 8, cause: .refusedEvent, message: "cannot withdraw 70 of 50")),
        position: 7))
    expectScreen(session.canvas, matches: "projections-faulted")
    #expect(session.text.contains("11 behind") && !session.text.contains("-11"))
    session.press("4<Tab><Enter>")
    #expect(session.top.contains("account-000124") && session.top.contains("v3 of 6"))
  }

  @Test("what is live waits for events, or says how fast they come, and has no end")
  func liveWork() {
    var session = Session()
    var statuses = ReadModelFixture.statuses()
    statuses[0] = ReadModelFixture.status("account_balances", .running)
    session.tell(.statuses(statuses))
    var progress = ProjectionProgress(
      phase: .live, position: 18, fraction: 1, eventsPerSecond: 0, secondsLeft: 0, parked: 0)
    session.tell(.progress("account_balances", progress))
    session.press("R")
    #expect(session.text.contains("waits for events"))
    #expect(!session.text.contains("0/s") && !session.text.contains("left"))
    progress.eventsPerSecond = 12
    session.tell(.progress("account_balances", progress))
    #expect(session.text.contains("12/s") && !session.text.contains("left"))
  }

  @Test("a fault is told once, and the menu says that work goes on at the event that failed")
  func faultOnce() {
    let fault = ProjectionFault(position: 8, cause: .refusedEvent, message: "too much")
    var status = ReadModelFixture.status("account_balances", .faulted(fault), position: 7)
    status.unfinishedRebuild = .init(position: 7, fault: fault)
    var session = only(status)
    #expect(session.text.split(separator: "too much", omittingEmptySubsequences: false).count == 2)
    session.press("b")
    let again = "failed at @12,349; w parks it"
    #expect(session.text.split(separator: again, omittingEmptySubsequences: false).count == 3)
    session.press("w")
    #expect(session.text.contains("goes on, parks @12,349 if it fails"))
  }

  @Test("what is behind says by how much, once; what is stale or lacks events is never up to date")
  func behind() {
    func row(_ state: ProjectionStatus.State, position: Int = 18) -> String {
      let session = only(ReadModelFixture.status("account_balances", state, position: position))
      // The panel beside it is about the same projection.
      return session.text.split(separator: "\n").first { $0.contains("▶") }.map { $0.prefix(50) }
        .map(String.init) ?? ""
    }
    let behind = row(.stopped, position: 12)
    #expect(behind.contains("6 behind") && !behind.contains("-6"))
    #expect(behind.split(separator: "behind").count == 2)
    let fault = ProjectionFault(position: 8, cause: .refusedEvent, message: "too much")
    for (state, word) in [
      (ProjectionStatus.State.stale(reason: "changed"), "stale"), (.faulted(fault), "faulted"),
    ] {
      #expect(row(state).contains(word) && !row(state).contains("up to date"))
    }
  }

  @Test("a stale projection says why, without colours too")
  func stale() {
    var session = Session(
      options: ExplorerOptions(
        logName: "bank", display: Fixture.display(usesColor: false),
        projections: ReadModelFixture.listed))
    var statuses = ReadModelFixture.statuses()
    statuses[0] = ReadModelFixture.status(
      "account_balances", .stale(reason: "its definition has changed"))
    session.tell(.statuses(statuses))
    session.press("R")
    expectScreen(session.canvas, matches: "projections-stale-no-color")
  }

  @Test("in a terminal without UTF-8 all is ASCII")
  func ascii() {
    var session = Session(
      size: Size(columns: 120, rows: 40),
      options: ExplorerOptions(
        logName: "bank", display: Fixture.display(glyphs: .ascii),
        projections: ReadModelFixture.listed))
    session.press("R12347vj")
    rebuilding(&session)
    expectScreen(session.canvas, matches: "projections-ascii-120x40")
    session.press("12345vm$d")
    let raw = session.canvas.rows().joined().unicodeScalars.filter { $0.value >= 0x80 }
    #expect(raw.isEmpty)
  }

  @Test("without projections the screen says how to make one")
  func none() {
    var session = Session(options: ExplorerOptions(logName: "bank", display: Fixture.display()))
    session.press("R")
    #expect(session.text.contains("No projections."))
    session.press("bX<Tab>jwoly")
    session.press("<Esc>$md12v3<Tab>r4<Tab>j<Enter>")
    #expect(session.effects.isEmpty)
  }
}
