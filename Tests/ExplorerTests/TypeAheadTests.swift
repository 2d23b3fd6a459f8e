import Explorer
import Rewind
import Testing
import TextUI

@Suite("Typing ahead of the answers")
struct TypeAheadTests {
  @Test("Enter after a search opens what it finds, however late that is found")
  func searchThenOpen() {
    var session = Session()
    session.holdsAnswers = true
    session.press("/user-9<Enter><Enter>3v")
    #expect(session.top.contains("6 streams"))
    session.answer()
    #expect(session.top.contains("user › user-9") && session.top.contains("v3 of 3"))
  }

  @Test("what is typed after a second search waits for that one too")
  func searchTwice() {
    var session = Session()
    session.holdsAnswers = true
    session.press("/user<Enter>n<Enter>")
    session.answer()
    #expect(session.top.contains("user › user-10"))
  }

  @Test("steps after a search start from what it finds")
  func searchThenStep() {
    var session = Session()
    session.press("<Enter>0")
    session.holdsAnswers = true
    session.press("/300<Enter>.")
    session.answer()
    #expect(session.top.contains("v4 of 5"))
  }

  @Test("where nothing is found, what was typed for it is not done to something else")
  func nothingFound() {
    var session = Session()
    session.holdsAnswers = true
    session.press("/nowhere<Enter><Enter>")
    session.answer()
    #expect(session.top.contains("6 streams"))
    #expect(session.status.contains("nowhere: not found"))
  }

  @Test("Esc and Ctrl-C end the search and what was typed after it", arguments: ["Esc", "Ctrl-c"])
  func cancelled(key: String) {
    var session = Session()
    session.holdsAnswers = true
    session.press("/user-9<Enter><Enter><\(key)>")
    session.answer()
    #expect(session.top.contains("6 streams"))
    #expect(session.status == "search cancelled")
    #expect(session.effects.isEmpty)
  }

  @Test("an Esc that turns out to be part of a key gives back what was typed ahead")
  func retractedEscape() {
    var session = Session()
    session.holdsAnswers = true
    session.press("/user-9<Enter><Enter><Esc>")
    session.send(.input(.escapeRetracted))
    session.answer()
    #expect(session.top.contains("user › user-9"))
  }

  @Test("Enter in the palette waits for the names that are looked up")
  func palette() {
    var session = Session()
    session.holdsAnswers = true
    session.press(":order-2<Enter>")
    #expect(session.status == ":order-2")
    session.answer()
    #expect(session.top.contains("order › order-2"))
    session.press("/nothing<Esc>:account-000124<Enter>:user-9<Enter>2v")
    session.answer()
    #expect(session.top.contains("user › user-9") && session.top.contains("v2 of 3"))
  }

  @Test("an id that no event has leads to the events that mention it")
  func mentions() {
    var session = Session()
    session.press(":9a41-77c0-4e2b-b1f2-5a0d3c9e8f17-0001<Enter>")
    #expect(session.row(1).contains("All events · filter 9a41-77c0"))
    #expect(session.top.contains("@12,345"))
    #expect(session.status.contains("no event has this id"))
  }

  @Test("an id that events have as that of a correlation leads to them")
  func correlation() {
    var session = Session([
      #"{"stream_id":"a-1","type":"Asked","id":"id-0001","metadata":{"correlation_id":"co-0007"}}"#,
      #"{"stream_id":"a-1","type":"Other","id":"id-0002","data":{"of":"co-0007"}}"#,
      #"{"stream_id":"a-2","type":"Done","id":"id-0003","metadata":{"correlation_id":"CO-0007"}}"#,
    ])
    session.press(":co-0007<Enter>")
    #expect(session.row(1).contains("All events · id co-0007"))
    #expect(session.row(1).contains("2 of 3 match"))
    #expect(session.status.contains("of this correlation or cause"))
    session.press("<Esc>:id-0003<Enter>")
    #expect(session.top.contains("a › a-2"))
  }
}
