import Explorer
import Rewind
import Testing
import TextUI

@Suite("Answers that come late")
struct LateAnswerTests {
  @Test("until a state is there the one before stays, dimmed, under its own version")
  func stepWithoutAnswer() {
    var session = Session()
    session.press("<Enter>4v<Tab>")
    session.holdsAnswers = true
    session.press(",")
    #expect(session.top.contains("v3 of 5"))
    #expect(session.row(1).contains("State v4"))
    #expect(session.row(1).contains("reading v3"))
    let cell = session.canvas[50, 2]
    #expect(cell.style.isDim)
    session.answer()
    #expect(session.row(1).contains("State v3"))
    #expect(session.text.contains("~ balance     1000 → 700"))
    #expect(!session.canvas[50, 2].style.isDim)
  }

  @Test("a held key has one request in each lane, and ends at the right state")
  func heldKey() {
    var session = Session()
    session.press("<Enter>0")
    session.holdsAnswers = true
    session.press("....")
    #expect(Set(session.unanswered.map(\.lane)).count == session.unanswered.count)
    let states = session.unanswered.filter { $0.lane == .states }
    #expect(states.count == 1)
    session.answer()
    #expect(session.top.contains("v4 of 5"))
    #expect(session.row(1).contains("State v4"))
    #expect(session.text.contains("~ balance     700 → 500"))
    #expect(session.text.contains("Event 4 · MoneyWithdrawn"))
  }

  @Test("an answer that nobody waits for any more is ignored")
  func staleAnswer() {
    var session = Session()
    session.press("<Enter>0")
    session.holdsAnswers = true
    session.press("/deposited<Enter>")
    let request = session.unanswered.first { $0.lane == .hits }
    session.press("<Esc>")
    #expect(session.unanswered.isEmpty)
    session.send(.answer(token: request?.token ?? 0, .hits([2], looked: 5)))
    #expect(session.top.contains("v0 of 5"))
  }

  @Test("pressing n again before the answer goes one hit further")
  func repeatedSearch() {
    var session = Session()
    session.press("<Enter>0/money<Enter>0")
    session.holdsAnswers = true
    session.press("nnn")
    session.answer()
    #expect(session.top.contains("v4 of 5"))
  }

  @Test("who moves on is not pulled back by a search")
  func movingCancelsSearch() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press("(,")
    #expect(!session.unanswered.contains { $0.lane == .find })
  }

  @Test("a question that fails is told and not asked again at once")
  func failure() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press(",")
    for request in session.unanswered {
      session.send(.answer(token: request.token, .failed("bank.jsonl: permission denied")))
    }
    #expect(session.status == "! bank.jsonl: permission denied")
    let asked = session.unanswered.count
    session.send(.clock(Fixture.now))
    #expect(session.unanswered.count == asked)
  }

  @Test("a long search shows how far it is, and Esc ends it and nothing else")
  func progress() {
    var session = Session()
    session.press("<Enter>m2vd")
    session.holdsAnswers = true
    session.press("/nothing like it<Enter>")
    let request = session.unanswered.first { $0.lane == .hits }
    session.send(.answer(token: request?.token ?? 0, .hits([], looked: 2)))
    #expect(session.status == "0 so far, 40%, Esc cancels")
    session.press("<Esc>")
    #expect(session.status == "search cancelled")
    #expect(session.text.contains("State v5 → v2"))
  }

  @Test("a filter fills as its answers come")
  func filterInParts() {
    var session = Session()
    session.press("A")
    session.holdsAnswers = true
    session.press("fmoney<Enter>")
    guard let request = session.unanswered.first(where: { $0.lane == .matches }) else {
      Issue.record("no filter was asked for")
      return
    }
    session.send(.answer(token: request.token, .matches([2, 3], through: 9)))
    #expect(session.row(1).contains("2 so far, 50%"))
    #expect(session.status == "filtering 50%")
    session.send(.answer(token: request.token, .matches([10], through: 18)))
    #expect(session.row(1).contains("3 of 18 match"))
    #expect(session.status == "@12,359 is filtered away")
  }
}
