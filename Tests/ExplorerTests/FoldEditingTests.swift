import Rewind
import Testing

@testable import Explorer

@Suite("Folds that are edited while one looks")
struct FoldEditingTests {
  private var session = Session()

  private init() throws {
    session.press("<Enter>4v")
  }

  /// Saves code that makes other states of the shown stream.
  private mutating func save(_ states: [StateAtVersion]) throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .states(states, fold: "account.js"))
    session.holdsAnswers = false
    session.answer()
  }

  private func states(balance: Int) -> [StateAtVersion] {
    [3, 4].map {
      StateAtVersion(
        version: $0,
        value: [
          "owner_id": "user-456", "name": "Savings", "balance": JSONValue(balance + $0),
          "is_blocked": false,
        ])
    }
  }

  @Test("a save shows the same version anew, and marks what the new code changed")
  mutating func saved() throws {
    try save(states(balance: 900))
    #expect(session.text.contains("State at v4"))
    #expect(session.text.contains("~ balance     500 → 904"))
    #expect(session.text.contains("1 by the edit"))
    session.press(".,")
    #expect(!session.text.contains("by the edit"))
  }

  @Test(
    "code that cannot be run says why in place of the state; mended, it is compared with what was there"
  )
  mutating func broken() throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .failed("account.js:36: SyntaxError: Parser error · }}"))
    session.holdsAnswers = false
    session.answer()
    #expect(session.text.contains("! account.js:36: SyntaxError: Parser error"))
    #expect(session.text.contains("not folded"))
    try save(states(balance: 900))
    #expect(session.text.contains("~ balance     500 → 904"))
  }

  @Test("events are asked for again, since upcasters may lift them in another way")
  mutating func lifted() {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    #expect(Set(session.unanswered.map(\.lane)).isSuperset(of: [.states, .events]))
  }

  private mutating func askForAgreement() throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .needsAgreement(program: "/bank/aggregates/account.py"))
    session.holdsAnswers = false
    session.answer()
  }

  @Test("a program is asked about; yes agrees to it")
  mutating func agreed() throws {
    try askForAgreement()
    #expect(session.status.hasPrefix("run account.py? type yes:"))
    session.press("yes<Enter>")
    #expect(session.effects == [.agree(program: "/bank/aggregates/account.py")])
  }

  @Test(
    "anything but the word yes runs nothing",
    arguments: ["<Esc>", "y<Enter>", "no<Enter>", "<Enter>"])
  mutating func refused(keys: String) throws {
    try askForAgreement()
    session.press(keys)
    #expect(session.effects.isEmpty)
  }
}
