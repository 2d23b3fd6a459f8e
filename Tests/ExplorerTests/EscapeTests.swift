import Explorer
import Rewind
import Testing
import TextUI

@Suite("Esc")
struct EscapeTests {
  @Test("undoes the topmost thing, one at a time, then goes back")
  func ladder() {
    var session = Session()
    session.press("<Enter>2vm$dfmoney<Enter><Tab>z<Enter>12")
    #expect(session.status == "12")
    session.press("<Esc>")
    #expect(session.status.isEmpty)
    #expect(session.text.contains("┏ .is_blocked ━"))
    session.press("<Esc>")
    #expect(!session.text.contains("┏ .is_blocked ━"))
    #expect(session.text.contains("┏ State v2 → v5"))
    session.press("<Esc>")
    #expect(session.text.contains("┏ State v5"))
    #expect(!session.text.contains("Events"))
    // The filter is hidden by the zoom, and goes before it.
    session.press("<Esc>")
    #expect(!session.text.contains("Events"))
    session.press("<Esc>")
    #expect(session.text.contains("┌ Events ──"))
    session.press("<Esc>")
    #expect(session.top.contains("6 streams"))
  }

  @Test(
    "that was the start of another key is as if it had not been",
    arguments: [
      "<Enter>12", "<Enter>:ac", "<Enter>y", "<Enter>m2vd", "<Enter>fmoney<Enter>", "<Enter>z",
      "<Enter>", "A", "<Enter><Enter>", "?",
    ])
  func retracted(keys: String) {
    var session = Session()
    session.press(keys)
    let before = session.text
    session.press("<Esc>")
    #expect(session.text != before)
    session.send(.input(.escapeRetracted))
    #expect(session.text == before)
  }

  @Test("retracted, keeps what was answered meanwhile")
  func retractedKeepsKnowledge() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press(",<Esc>")
    session.answer()
    session.send(.input(.escapeRetracted))
    session.answer()
    #expect(session.row(1).contains("State v4"))
  }

  @Test("retracted, goes on with the search it had cancelled")
  func retractedSearch() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press("(<Esc>")
    #expect(session.unanswered.isEmpty)
    session.send(.input(.escapeRetracted))
    #expect(session.unanswered.map(\.lane) == [.find])
  }

  @Test("Ctrl-C cancels a prompt, then a search, and quits when idle")
  func interrupt() {
    var session = Session()
    session.press("<Enter>:x<Ctrl-c>12<Ctrl-c>y<Ctrl-c>")
    #expect(session.effects.isEmpty)
    session.holdsAnswers = true
    session.press("(<Ctrl-c>")
    #expect(session.status == "search cancelled")
    session.press("<Ctrl-c>")
    #expect(session.effects == [.quit])
  }
}
