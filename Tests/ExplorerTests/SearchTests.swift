import Explorer
import Rewind
import Testing
import TextUI

@Suite("Searching")
struct SearchTests {
  /// The row of a hit has a mark on the border beside it.
  private func marked(_ session: Session) -> [String] {
    session.canvas.rows().filter { $0.contains("◆") }
  }

  /// The row that has the pointer, while the prompt has the terminal's cursor.
  private func pointed(_ session: Session) -> String {
    session.canvas.rows().map { String($0.dropFirst(20)) }.first { $0.contains("▶") } ?? ""
  }

  @Test("hits are counted and marked while the text is typed, and the cursor goes to the nearest")
  func whileTyped() {
    var session = Session()
    session.press("G/")
    #expect(session.text.contains("a text; ! inverts"))
    session.press("account")
    #expect(session.status.hasPrefix("/account"))
    #expect(session.status.hasSuffix("1 of 2 · on from the top"))
    #expect(pointed(session).contains("account-000123"))
    #expect(marked(session).count == 2)
    session.press("-000124")
    #expect(session.status.hasSuffix("1 of 1 · on from the top"))
    #expect(pointed(session).contains("account-000124"))
    session.press("x")
    #expect(session.status.hasSuffix("no hit"))
    #expect(pointed(session).contains("user-10"))
    session.press("<BS><Enter>")
    #expect(session.selectedRow.contains("account-000124"))
    #expect(session.status == "1 of 1 · on from the top")
  }

  @Test("the text is marked in the rows that have it")
  func markedText() {
    var session = Session()
    session.press("/SER-1")
    #expect(session.status.hasSuffix("no hit"))
    session.press("<Ctrl-u>ser-1")
    let row = session.canvas.rows().firstIndex { $0.contains("user-10") } ?? 0
    let underlined = (0..<80).filter { session.canvas[$0, row].style.isUnderlined }
    #expect(underlined.map { session.canvas[$0, row].character } == Array("ser-1"))
  }

  @Test("the row under the cursor is found itself", arguments: ["/000123", "/000123<Enter>"])
  func underCursor(keys: String) {
    var session = Session()
    session.press(keys)
    #expect(pointed(session).contains("account-000123"))
    #expect(session.status.hasSuffix("1 of 1"))
  }

  @Test(
    "Esc comes back to where the cursor was, and to the search before",
    arguments: ["", "R<Tab>j", "<Enter>2v", "A", "<Enter>2<Tab>j", "?"])
  func comesBack(keys: String) {
    var session = Session()
    session.press(keys)
    let before = session.text
    session.press("/e")
    #expect(session.text != before)
    session.press("c<Esc>")
    #expect(session.text == before)
  }

  @Test("n and N go over the hits, round at the ends, and say so")
  func goesRound() {
    var session = Session()
    session.press("<Enter>1v/money<Enter>")
    #expect(session.top.contains("v2 of 5") && session.status == "1 of 3")
    session.press("nn")
    #expect(session.top.contains("v4 of 5") && session.status == "3 of 3")
    session.press("n")
    #expect(session.top.contains("v2 of 5") && session.status == "1 of 3 · on from the top")
    session.press("N")
    #expect(session.top.contains("v4 of 5") && session.status == "3 of 3 · on from the end")
    session.press("N")
    #expect(session.status == "2 of 3")
    session.press("2N")
    #expect(session.top.contains("v4 of 5"))
  }

  @Test("n looks for the same text in another list; Esc drops the marks, then goes back")
  func otherList() {
    var session = Session()
    session.press("/000124<Enter>A")
    #expect(marked(session).isEmpty)
    session.press("gn")
    #expect(session.top.contains("@12,347") && session.status == "1 of 6")
    #expect(marked(session).count == 6)
    session.press("<Esc>")
    #expect(marked(session).isEmpty && session.top.contains("all events"))
    session.press("<Esc>")
    #expect(session.top.contains("6 streams"))
  }

  @Test("n goes over what was asked last, also where that is damage")
  func lastAsked() {
    var session = Session()
    session.press("Ag/user<Enter>")
    #expect(session.top.contains("@12,342"))
    session.press("]")
    #expect(session.text.contains("· damaged"))
    session.press("gn")
    #expect(session.text.contains("· damaged"))
    session.press("S")
    session.press("n")
    #expect(session.status == "what is damaged is looked for among events")
    session.press("/user<Enter>n")
    #expect(session.selectedRow.contains("user-10"))
  }

  @Test("↑ recalls what was searched for, ↓ comes back to what was being typed")
  func history() {
    var session = Session()
    session.press("/user<Enter>/order<Enter>/acc<Up>")
    #expect(session.status.hasPrefix("/order"))
    #expect(pointed(session).contains("order-1"))
    session.press("<Up>")
    #expect(session.status.hasPrefix("/user"))
    session.press("<Up>")
    #expect(session.status.hasPrefix("/user"))
    session.press("<Down><Down>")
    #expect(session.status.hasPrefix("/acc"))
    session.press("<Esc>/<Up><Enter>")
    #expect(session.selectedRow.contains("order-1"))
    session.press("f<Up>")
    #expect(session.status.hasPrefix("filter:"))
  }

  @Test("in the log, hits show as they are found, and no key waits for the others")
  func asFound() throws {
    var session = Session()
    session.press("A12344v")
    session.holdsAnswers = true
    session.press("/account")
    let request = try #require(session.unanswered.first { $0.lane == .hits })
    session.send(.answer(token: request.token, .hits([3, 4], looked: 4)))
    #expect(session.status.hasSuffix("2 so far, 22%"))
    #expect(session.top.contains("@12,344"))
    #expect(marked(session).count == 2)
    session.press("<Enter>n")
    #expect(session.top.contains("@12,345"))
    #expect(session.status == "2 so far, 22%, Esc cancels")
    session.press("j")
    #expect(session.top.contains("@12,346"))
    session.send(.answer(token: request.token, .hits([5, 6, 1, 2], looked: 18)))
    #expect(session.status == "5 of 6")
  }

  @Test("N before all hits are known looks the other way")
  func backBeforeAll() throws {
    var session = Session()
    session.press("A12350v")
    session.holdsAnswers = true
    session.press("/account<Enter>")
    let forward = try #require(session.unanswered.first { $0.lane == .hits })
    session.send(.answer(token: forward.token, .hits([9], looked: 1)))
    session.press("N")
    let backward = try #require(session.unanswered.first { $0.lane == .hits })
    #expect(backward.token != forward.token)
    session.answer()
    #expect(session.top.contains("@12,349"))
  }

  @Test("a search under a filter finds what is shown")
  func underFilter() {
    var session = Session()
    session.press("Afmoney<Enter>g/000124<Enter>")
    #expect(session.status == "1 of 3")
    #expect(session.row(1).contains("filter money"))
  }

  @Test("new events are looked through too")
  func grown() {
    var session = Session()
    session.press("AF/account-000123<Enter>")
    #expect(session.status.hasPrefix("1 of 5"))
    session.press("F")
    session.append(Fixture.twoMore)
    #expect(session.text.contains(" of 7") || session.text.contains("7 hits"))
  }

  @Test(
    "popups with lists are searched", arguments: [("R<Tab>w", "/withdr"), ("<Enter>4vr", "/ev")])
  func popup(way: String, typed: String) {
    var session = Session()
    session.press(way + "g" + typed)
    #expect(!marked(session).isEmpty)
    session.press("<Enter>")
    #expect(session.selectedRow.lowercased().contains(typed.dropFirst()))
    session.press("n")
    #expect(session.selectedRow.lowercased().contains(typed.dropFirst()))
  }

  @Test("a search that fails says so and holds no key")
  func fails() throws {
    var session = Session()
    session.press("A")
    session.holdsAnswers = true
    session.press("/money<Enter>g")
    let request = try #require(session.unanswered.first { $0.lane == .hits })
    session.send(.answer(token: request.token, .failed("bank.jsonl: permission denied")))
    session.press("g")
    #expect(session.top.contains("@12,342"))
  }
}
