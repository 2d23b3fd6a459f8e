import Rewind
import Testing
import TextUI

@testable import Explorer

@Suite("Filtering")
struct FilterTests {
  @Test(
    "what is typed shows alone at once, with how many match",
    arguments: [
      ("", "user", "2 of 6 match"), ("R<Tab>", "user-9", "1 of 2 matches"),
      ("<Enter>", "money", "3 of 5 match · v5 is filtered away"),
      ("A", "user-9", "4 of 18 match · @12,359 is filtered away"),
    ])
  func whileTyped(way: String, text: String, summary: String) {
    var session = Session()
    session.press(way + "f" + text)
    #expect(session.status.hasPrefix("filter: \(text)"))
    #expect(session.status.hasSuffix(summary))
    session.press("<Enter>")
    let count = summary.split(separator: " · ")[0]
    #expect(session.text.contains(count))
    #expect(!session.text.contains("hidden"))
  }

  @Test(
    "Esc shows all again, with the cursor where it was",
    arguments: ["", "R<Tab>", "<Enter>3v", "A"])
  func comesBack(way: String) {
    var session = Session()
    session.press(way)
    let before = session.text
    session.press("fus")
    #expect(session.text != before)
    session.press("<Esc>")
    #expect(session.text == before)
  }

  @Test("the cursor's event stays the current one where it matches")
  func keepsEvent() {
    var session = Session()
    session.press("A12350vf000124<Enter>")
    #expect(session.top.contains("@12,350") && session.status.isEmpty)
    session.press("<Esc>f<Up><BS><BS><BS><BS><BS><BS>order")
    #expect(session.status.hasSuffix("@12,350 is filtered away"))
    session.press("<Ctrl-u>000124<Enter>")
    #expect(session.top.contains("@12,350") && session.status.isEmpty)
  }

  @Test("an event that is filtered away is told, also where that is known only after Enter")
  func filteredAway() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press("fmoney<Enter>")
    #expect(!session.status.contains("filtered away"))
    session.answer()
    #expect(session.status == "v5 is filtered away")
    #expect(session.top.contains("v5 of 5"))
  }

  @Test("without a hit no row is selected and no event shown", arguments: ["<Enter>", "A"])
  func nothing(way: String) {
    var session = Session(size: Size(columns: 120, rows: 40))
    session.press(way + "fnowhere<Enter>")
    #expect(session.selectedRow.isEmpty)
    #expect(session.text.contains("No event passes the filter."))
    #expect(session.text.contains(" Event ─"))
    #expect(!session.text.contains("Event 5 ·") && !session.text.contains("Event 12,359"))
    session.press("<Enter>")
    #expect(!session.text.contains(#""position""#) && session.text.contains("passes the filter"))
    session.press("<Esc>")
    #expect(!session.text.contains("passes the filter"))
  }

  @Test("↑ recalls a filter")
  func history() {
    var session = Session()
    session.press("fuser<Enter>forder<Enter><Esc>f<Up><Up>")
    #expect(session.status.hasPrefix("filter: user"))
    #expect(session.text.contains("user-10") && !session.text.contains("order-2"))
  }
}
