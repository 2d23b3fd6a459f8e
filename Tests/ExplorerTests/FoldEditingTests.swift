import Rewind
import Testing
import TextUI

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
    try session.answer(.states, with: .states(states, fold: "account.js", code: "new"))
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
    "where the new code, or an upcaster, can apply no event, the panel says why, and not that it is deleted"
  )
  mutating func applyingNothing() throws {
    let fault = FoldFault(version: 1, description: "upcaster of AccountCreated: account.js:2: no")
    try save(
      [3, 4].map {
        StateAtVersion(
          version: $0, value: nil, fault: FoldFault(version: $0, description: "the same again"),
          without: Array(1...$0), firstFault: fault)
      })
    #expect(session.text.contains("! the same again"))
    #expect(session.text.contains("no account at v4"))
    #expect(!session.text.contains("(deleted)"))
    session.press("<Tab>gg<Enter>")
    #expect(
      session.text.contains(
        "without v1, v2, v3; v1: upcaster of AccountCreated: account.js:2: no"))
  }

  @Test("until the saved code answers, what is on screen is the old code's and says so")
  mutating func awaited() throws {
    try save(states(balance: 900))
    session.holdsAnswers = true
    session.send(.foldsChanged)
    #expect(session.text.contains("State at v4 · account.js"))
    #expect(session.text.contains("reading v4"))
    #expect(!session.text.contains("by the edit"))
  }

  @Test("a save of other files marks nothing, and leaves what an edit marked")
  mutating func others() throws {
    session.send(.foldsChanged)
    #expect(!session.text.contains("by the edit"))
    #expect(session.text.contains("~ balance     700 → 500"))
    try save(states(balance: 900))
    try save(states(balance: 900))
    #expect(session.text.contains("1 by the edit"))
    #expect(session.text.contains("~ balance     500 → 904"))
  }

  @Test("a search through states is made again by the saved code")
  mutating func searching() throws {
    session.press("<Tab>")
    session.holdsAnswers = true
    session.press("K")
    let asked = try #require(session.unanswered.first { $0.lane == .find })
    session.send(.foldsChanged)
    let again = session.unanswered.filter { $0.lane == .find }
    #expect(again.last?.question == asked.question)
    #expect(again.last != asked)
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
    #expect(session.status.hasPrefix("! account.js:36"))
    try save(states(balance: 900))
    #expect(session.text.contains("~ balance     500 → 904"))
    #expect(session.status == "")
  }

  @Test("states of another stream are asked for at once, whatever the one before is at")
  mutating func leftBehind() throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    let first = try #require(session.unanswered.first { $0.lane == .states })
    session.press("<Esc>jj<Enter>")
    let second = try #require(session.unanswered.last { $0.lane == .states })
    #expect(second.token != first.token)
    guard case .states(let old, _) = first.question, case .states(let new, _) = second.question
    else { return }
    #expect(new != old)
  }

  @Test("a first script that cannot be run is not shown as if there were none")
  mutating func firstScript() throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .states(states(balance: 1), fold: nil, code: ""))
    #expect(session.text.contains("no fold"))
    session.send(.foldsChanged)
    try session.answer(.states, with: .failed("account.js: no fold's form is here"))
    #expect(session.text.contains("State at v4 ─"))
    #expect(!session.text.contains("Last values"))
  }

  @Test("a warning is shown whole in as many lines as it takes")
  mutating func warning() throws {
    let text = "aggregates/accounts.js is for category accounts, of which there is no stream; or so"
    session.holdsAnswers = true
    session.send(.foldsChanged)
    let note = FoldNote(version: 4, kind: .warning, text: text)
    try session.answer(
      .states, with: .states(states(balance: 1).map { $0.saying([note]) }, fold: nil, code: ""))
    #expect(session.text.contains("! aggregates/accounts.js is for category"))
    #expect(session.text.contains("accounts, of which there is no stream; or"))
  }

  @Test("events are asked for again, since upcasters may lift them in another way")
  mutating func lifted() {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    #expect(Set(session.unanswered.map(\.lane)).isSuperset(of: [.states, .events]))
  }

  private mutating func askForAgreement(
    to program: String = "/bank/aggregates/account.py"
  ) throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .needsAgreement(program: program))
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

  @Test("the question shows the program's whole path, however long")
  mutating func wholePath() throws {
    let folders = (1...9).map { "folder-number-\($0)" }.joined(separator: "/")
    try askForAgreement(to: "/\(folders)/aggregates/account.py")
    let inBox = session.canvas.rows().map { String($0.dropFirst(6).dropLast(6)) }
    let shown = inBox.joined().filter { $0 != " " }
    #expect(shown.contains("/\(folders)/aggregates/account.py"))
    #expect(session.text.contains("A program can do whatever you can"))
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
