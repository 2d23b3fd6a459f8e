import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Stepping through a projection")
struct StepTests {
  @Test(
    "a step shows the event, what it did, and what was passed over before it",
    arguments: [
      ("step-80x24", Size(columns: 80, rows: 24)), ("step-120x40", Size(columns: 120, rows: 40)),
      ("step-40x12", Size(columns: 40, rows: 12)),
    ])
  func screens(name: String, size: Size) {
    var session = Session(size: size)
    session.press("Rjsnj")
    expectScreen(session.canvas, matches: name)
  }

  @Test("steps begin at the log's start, go on one by one, and end where nothing is left")
  func toTheEnd() {
    var session = Session()
    session.press("Rs")
    #expect(session.text.contains("@12,342  2026-01-01 10:00  account-000123 v1  AccountCreated"))
    #expect(session.selectedRow.contains("owner +user-456"))
    session.press("ns.nnnn")
    #expect(session.text.contains("! cannot withdraw 70 of 50"))
    session.press("nnn")
    #expect(session.text.contains("@12,352"))
    session.press("n")
    #expect(session.text.contains("@12,353 to @12,355 passed over: 3 not of its source"))
    #expect(session.selectedRow.contains("! damaged line: no valid JSON"))
    session.press("n")
    #expect(session.text.contains("It takes no event behind @15, up to the log's end."))
    #expect(session.text.contains("@12,357 to @12,359 passed over: 3 not of its source"))
    session.press("n")
    #expect(session.status == "no later event is taken")
    session.append(Fixture.twoMore)
    session.press("n")
    #expect(session.text.contains("@12,360"))
  }

  @Test("a row's steps are the events that it takes, the first one first")
  func row() {
    var session = Session()
    session.press("R<Tab>js")
    #expect(session.text.contains("row account-000124 · step"))
    #expect(session.text.contains("@12,347  ") && !session.text.contains("passed over"))
  }

  @Test("as of a moment, the step is the next event behind it")
  func asOf() {
    var session = Session()
    session.press("R12343vs")
    #expect(session.text.contains("@12,344  2026"))
    #expect(session.selectedRow.contains("balance 1000 → 700"))
  }

  @Test("Enter goes to the event, Esc comes back to the step")
  func event() {
    var session = Session()
    session.press("Rsnn<Enter>")
    #expect(session.top.contains("account-000123           v3 of 5"))
    session.press("<Esc>")
    #expect(session.selectedRow.contains("balance 1000 → 700"))
  }

  @Test("keys that are typed ahead wait for the step; Esc ends it")
  func typedAhead() {
    var session = Session()
    session.press("R")
    session.holdsAnswers = true
    session.press("snn")
    #expect(session.text.contains("Reading the next event."))
    session.holdsAnswers = false
    session.answer()
    #expect(session.text.contains("@12,344  2026"))
    session.holdsAnswers = true
    session.press("n<Esc>")
    #expect(session.unanswered.isEmpty && !session.text.contains("· step"))
  }

  @Test("what cannot be read is said in the popup")
  func failed() throws {
    var session = Session()
    session.press("R")
    session.holdsAnswers = true
    session.press("s")
    try session.answer(.step, with: .failed("its engine broke"))
    #expect(session.text.contains("! its engine broke"))
  }
}
