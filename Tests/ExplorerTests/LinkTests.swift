import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("What leads somewhere")
struct LinkTests {
  /// An order is paid from an account, and the account's owner hears of it.
  private static let lines = [
    line("user-1", "Joined", #"{"name":"Ada"}"#, #"{}"#, id: "e0"),
    line("account-1", "AccountCreated", #"{"owner_id":"user-1","name":"A"}"#, "{}", id: "e1"),
    line("account-1", "MoneyDeposited", #"{"amount":50}"#, "{}", id: "e2"),
    line("order-7", "OrderPlaced", #"{"total":30}"#, #"{"correlation_id":"c"}"#, id: "e3"),
    line(
      "account-1", "MoneyWithdrawn", #"{"amount":30,"order_id":7}"#,
      #"{"correlation_id":"c","causation_id":"e3"}"#, id: "e4"),
    line(
      "order-7", "OrderPaid", #"{"by":"account-1"}"#,
      #"{"correlation_id":"c","causation_id":"e4"}"#, id: "e5"),
    line("user-1", "Told", #"{"of":"order-7"}"#, #"{"causation_id":"e5"}"#, id: "e6"),
    line("user-2", "Joined", "{}", "{}", id: "e7"),
    line("account-2", "AccountCreated", "{}", "{}", id: "e8"),
    line("order-8", "OrderPlaced", "{}", "{}", id: "e9"),
  ]

  private static func line(
    _ stream: String, _ type: String, _ data: String, _ metadata: String, id: String
  ) -> String {
    #"{"stream_id":"\#(stream)","type":"\#(type)","id":"\#(id)","data":\#(data),"metadata":\#(metadata)}"#
  }

  /// The explorer at a row of the Event panel of the withdrawal.
  private func atRow(_ text: String) -> Session {
    var session = Session(Self.lines)
    session.press(":account-1<Enter>3v3<Tab>g/\(text)<Enter>")
    return session
  }

  @Test(
    "Enter goes there, Esc comes back to the row",
    arguments: [
      ("causation", "order-7", "v1 of 2"), ("order_id", "order-7", "v2 of 2"),
      ("correlation", "all events", "@6"),
    ])
  func follow(row: String, stream: String, moment: String) {
    var session = atRow(row)
    #expect(session.selectedRow.contains(row) && session.selectedRow.contains("↵"))
    session.press("<Enter>")
    #expect(session.top.contains(stream) && session.top.contains(moment), "\(session.top)")
    session.press("<Esc>")
    #expect(session.top.contains("account-1") && session.top.contains("v3 of 3"))
    #expect(session.selectedRow.contains(row))
  }

  @Test("a link shows all that one command caused, and nothing else")
  func correlation() {
    var session = atRow("correlation")
    session.press("<Enter>")
    for type in ["OrderPlaced", "MoneyWithdrawn", "OrderPaid"] {
      #expect(session.text.contains(type))
    }
    #expect(!session.text.contains("MoneyDeposited") && !session.text.contains("Joined"))
  }

  @Test("links that are followed one after the other are come back from one by one")
  func chain() {
    var session = atRow("causation")
    session.press("<Enter>.3<Tab>g/by<Enter><Enter>")
    #expect(session.top.contains("account-1") && session.top.contains("v3 of 3"))
    session.press("<Esc>")
    #expect(session.top.contains("order-7") && session.selectedRow.contains("by"))
    session.press("<Esc>")
    #expect(session.top.contains("account-1") && session.selectedRow.contains("causation"))
    session.press("<Esc>")
    #expect(session.text.contains("Streams ·"))
  }

  @Test("a value of State that a stream is called leads to it; one that is none is shown whole")
  func state() {
    var session = Session(Self.lines)
    session.press(":account-1<Enter>2<Tab>g/owner<Enter><Enter>")
    #expect(session.top.contains("user-1"))
    session.press("<Esc>j<Enter>")
    #expect(session.text.contains("┏ .name"))
  }

  @Test("all events and the read models are come back from to the very place")
  func screens() {
    var session = atRow("causation")
    session.press("A0<Esc>")
    #expect(session.top.contains("account-1") && session.top.contains("v3 of 3"))
    #expect(session.selectedRow.contains("causation"))
    session.press("AR<Esc><Esc>")
    #expect(session.selectedRow.contains("causation"))
    session.press("AS<Esc>")
    #expect(session.status == "q quits")
  }

  @Test("causes and effects are a tree across streams, and what each event did")
  func tree() throws {
    var session = Session(Self.lines)
    session.press(":account-1<Enter>3v&")
    let deeds = [
      ("OrderPlaced", "order-7", "30"), ("MoneyWithdrawn", "account-1", "balance 20"),
      ("OrderPaid", "order-7", "account-1"),
    ]
    // Each below its cause, and further to the right; the cursor on what caused the event.
    var (above, before) = (0, 0)
    for (type, stream, deed) in deeds {
      let place = session.canvas.rows().enumerated().first { number, row in
        number > above && row.split(separator: type).last?.contains(stream) == true
      }
      let (number, row) = try #require(place)
      #expect(row.contains(deed))
      let column = try #require(row.firstRange(of: type)).lowerBound.utf16Offset(in: row)
      #expect(column > before)
      (above, before) = (number, column)
    }
    #expect(session.selectedRow.contains("OrderPlaced"))
    session.press("<Enter>")
    #expect(session.top.contains("order-7") && session.top.contains("v1 of 2"))
    session.press("<Esc>")
    #expect(session.top.contains("account-1") && session.top.contains("v3 of 3"))
  }

  @Test("an event without a correlation has the tree of its cause and what it caused")
  func uncorrelated() {
    var session = Session(Self.lines)
    session.press(":user-1<Enter>&")
    #expect(session.selectedRow.contains("OrderPaid"))
    #expect(session.text.contains("OrderPlaced") && session.text.contains("MoneyWithdrawn"))
    session.press("<Esc>0.&")
    #expect(session.selectedRow.contains("Joined") && session.text.contains("1 of 1"))
  }
}
