import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Rows that an event touched")
struct TouchedRowsTests {
  @Test(
    "they are listed with what changed in them",
    arguments: [
      ("touched-rows-80x24", Size(columns: 80, rows: 24)),
      ("touched-rows-120x40", Size(columns: 120, rows: 40)),
      ("touched-rows-40x12", Size(columns: 40, rows: 12)),
    ])
  func screens(name: String, size: Size) {
    var session = Session(size: size)
    session.press("<Enter>4vrj")
    expectScreen(session.canvas, matches: name)
  }

  @Test("Enter shows the one row, Esc first all rows again, and then the event that was left")
  func there() {
    var session = Session()
    session.press("j<Enter>4vr<Enter>")
    #expect(session.text.contains("row account-000124") && session.text.contains("1 of 2 matches"))
    #expect(session.selectedRow.contains("account-000124"))
    session.press("<Esc>")
    #expect(session.text.contains("account-000123"))
    session.press("<Esc>")
    #expect(session.top.contains("account-000124           v4 of 6"))
    #expect(session.text.contains("Rows that @12,350 touched"))
    session.press("<Esc>")
    #expect(!session.text.contains("Rows that"))
  }

  @Test("an entry is shown in its table, by the event's position")
  func entry() {
    var session = Session()
    session.press("<Enter>4vr2j<Enter>")
    #expect(session.text.contains("transfer_history · row 4 · table 2 of 2"))
    #expect(session.selectedRow.contains("MoneyWithdrawn"))
  }

  @Test("Esc from a row never leads round in a circle")
  func noCircle() {
    var session = Session()
    session.press("R<Tab><Enter>4vr<Enter>")
    #expect(session.top.contains("projections › account_balances"))
    session.press("<Esc><Esc>")
    #expect(session.top.contains("6 streams"))
  }

  @Test("one that takes nothing of the event says why; one whose code fails at it says how")
  func nothing() {
    var session = Session()
    session.press("A12351vr")
    #expect(session.text.contains("transfers         not of its source"))
    session.press("<Esc>12349vr")
    #expect(session.text.contains("! account_balances  cannot withdraw 70 of 50"))
  }

  @Test("each projection is shown as soon as it is known; Esc ends the rest")
  func partly() throws {
    var session = Session()
    session.press("<Enter>4v")
    session.holdsAnswers = true
    session.press("r")
    let token = try #require(session.unanswered.first { $0.lane == .touchedRows }).token
    session.send(
      .answer(
        token: token,
        .touchedRows(TouchedRows(projection: "account_balances", outcome: .failed("no engine")))))
    session.send(.answer(token: token, .progress(0.5)))
    #expect(session.selectedRow.contains("! account_balances  no engine"))
    #expect(session.text.contains("  transfers         reading"))
    #expect(session.status == "reading the rows 50%, Esc cancels")
    session.press("<Esc>")
    #expect(session.unanswered.isEmpty)
  }

  @Test("a read model that is not as far as the event says that the row is not in it yet")
  func behind() {
    var session = Session()
    var statuses = ReadModelFixture.statuses()
    statuses[0].position = 3
    session.tell(.statuses(statuses))
    session.press("<Enter>4vr")
    #expect(session.selectedRow.contains("not in it yet: balance 700 → 500"))
  }

  @Test("where no projection is built, or no event is current, a line says so")
  func none() {
    var session = Session()
    session.press("<Enter>0r")
    #expect(session.status == "no event is here")
    session.tell(
      .statuses(
        ReadModelFixture.definitions.map {
          ReadModelFixture.status($0.name, .notBuilt, position: 0)
        }))
    session.press("4vr")
    #expect(session.status == "no projection has a read model: R, then b builds them")
  }
}
