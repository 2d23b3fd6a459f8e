import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("A log that is replaced while it is looked at")
struct ReplacedLogTests {
  /// The same log without its users.
  private static let others = Fixture.bank.filter { !$0.contains(#""stream_id":"user-"#) }

  @Test("what was asked of the old one is given up, and the line above the keys says why")
  func startsAnew() {
    var session = Session()
    session.press("<Enter>")
    session.holdsAnswers = true
    session.press(",")
    session.replace([])
    #expect(session.unanswered.isEmpty)
    #expect(session.top.contains("0 streams"))
    #expect(
      session.status == "! the log was replaced by another, which has no stream account-000123")
  }

  @Test(
    "events that come where there were none are shown, whatever is on screen",
    arguments: ["A", "S"])
  func filledAgain(screen: String) {
    var session = Session()
    session.press(screen)
    session.replace([])
    session.append(Fixture.bank)
    session.press("A")
    #expect(!session.text.contains("no events"))
    #expect(session.top.contains("@12,359 of 12,359"))
  }

  @Test("Projections stay on screen, with the choice of rows, without the old log's moments")
  func projections() {
    var session = Session()
    session.press("Rj<Tab>lof!x<Enter>12345vm")
    session.replace(Self.others)
    #expect(session.top.hasPrefix("bank › projections › transfers"))
    #expect(!session.top.contains("AS OF") && !session.top.contains("BASE"))
    #expect(session.text.contains("by transfers · filter !x"))
    #expect(session.status == "! the log was replaced by another; read again")
    session.tell(
      .statuses([ReadModelFixture.status("transfers", .stale(reason: "made from another log"))]))
    session.press("j")
    #expect(session.text.contains("~ transfers") && session.text.contains("made from another log"))
  }

  @Test("dead letters and steps of a row's history that the new log does not have lead nowhere")
  func nowhere() throws {
    var session = Session()
    session.holdsAnswers = true
    session.press("R3<Tab>")
    let letter = DeadLetter(position: 51, keys: [], reason: "garbage", hasFailed: true)
    try session.answer(.deadLetters, with: .deadLetters([letter], count: 1))
    session.press("<Enter>")
    #expect(session.status == "no event is at @51")
    session.holdsAnswers = false
    session.press("2<Tab>")
    session.holdsAnswers = true
    session.press("w")
    try session.answer(.rowHistory, with: .rowHistory([RowStep(position: 60, old: nil, new: [])]))
    session.press("<Enter>")
    #expect(session.status == "no event is at @60")
  }

  @Test(
    "the other screens stay as far as the new log has what they show",
    arguments: [
      ("A", "bank › all events"), ("S", "bank "), ("R?", "bank › help"),
      ("<Enter>", "bank › account › account-000123"), ("<Enter>?", "bank › help"),
    ])
  func screens(keys: String, top: String) {
    var session = Session()
    session.press(keys)
    session.replace(Self.others)
    #expect((session.top + " ").hasPrefix(top), "\(session.top)")
    #expect(session.status.contains("the log was replaced by another; read again"))
    if keys.hasSuffix("?") {
      session.press("?")
      #expect(session.top.contains(keys == "R?" ? "projections" : "account-000123"))
    }
  }

  @Test("a stream stays at its version, and at its end where it was there", arguments: ["4G", "$"])
  func version(keys: String) {
    var session = Session()
    session.press("<Enter>" + keys)
    let version = session.top
    session.replace(Self.others)
    #expect(session.top == version)
    session.press("<Esc>")
    #expect(session.top.contains("streams"))
  }
}
