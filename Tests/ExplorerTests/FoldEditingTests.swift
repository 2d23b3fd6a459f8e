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
    #expect(session.text.contains("State v4"))
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
    #expect(session.text.contains("State v4 · account.js"))
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
    "code that cannot be run says why above the state before the edit; mended, it is compared with that"
  )
  mutating func broken() throws {
    try saveBroken()
    try saveBroken()
    #expect(session.text.contains("! account.js:36: SyntaxError: Parser error"))
    #expect(session.text.contains("not folded"))
    #expect(session.text.contains("before the edit:"))
    #expect(session.text.contains("~ balance     700 → 500"))
    #expect(session.text.contains("┌ balance ─"))
    #expect(session.text.contains("before the edit · 500 in 0 to 1,000"))
    #expect(session.status.hasPrefix("! account.js:36"))
    try save(states(balance: 900))
    #expect(session.text.contains("~ balance     500 → 904"))
    #expect(session.status == "")
  }

  /// Saves code that cannot be run.
  private mutating func saveBroken() throws {
    let reason = "account.js:36: SyntaxError: Parser error · }}"
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .failed(reason))
    if session.unanswered.contains(where: { $0.lane == .series }) {
      try session.answer(.series, with: .failed(reason))
    }
    session.holdsAnswers = false
    session.answer()
  }

  @Test("while the code cannot be run, another version shows no state of the one before")
  mutating func brokenElsewhere() throws {
    try saveBroken()
    session.holdsAnswers = true
    session.press(",")
    try session.answer(.states, with: .failed("account.js:36: SyntaxError"))
    #expect(session.text.contains("State v3"))
    #expect(session.text.contains("! account.js:36: SyntaxError"))
    #expect(!session.text.contains("before the edit:"))
    #expect(!session.text.contains("700 → 500"))
  }

  @Test("M forgets why code could not be run once it is mended")
  mutating func mended() throws {
    try saveBroken()
    session.press("jM")
    #expect(session.text.contains("┏ Error ━") && session.text.contains("SyntaxError"))
    session.press("<Esc>")
    try save(states(balance: 900))
    session.press("M")
    #expect(!session.text.contains("SyntaxError"))
    #expect(session.status == "there is no message to show")
  }

  @Test("M still shows what was said of other things when code is mended")
  mutating func otherMessage() throws {
    try saveBroken()
    session.send(.failure(LogTrouble("no room on the disk")))
    try save(states(balance: 900))
    session.press("M")
    #expect(session.text.contains("no room on the disk"))
  }

  @Test("where a stream has no fold, the row of keys offers e; where it has one, it does not")
  mutating func offered() throws {
    #expect(!session.row(23).contains("write a fold"))
    session.holdsAnswers = true
    session.send(.foldsChanged)
    try session.answer(.states, with: .states(states(balance: 1), fold: nil, code: ""))
    #expect(session.row(23).contains("e write a fold"))
    session.press("<Tab>")
    #expect(session.row(23).contains("e write a fold"))
    session.send(.foldsChanged)
    try session.answer(.states, with: .failed("account.js: no fold's form is here"))
    #expect(!session.row(23).contains("write a fold"))
  }

  @Test("where a program takes no code, e is not offered")
  func takingNoCode() {
    var options = ExplorerOptions(logName: "bank", display: Fixture.display())
    var text: [String] = []
    for takesCode in [true, false] {
      options.takesCode = takesCode
      var session = Session(
        [Fixture.event("order-1", 1, "Placed", "2026-01-04T10:00:00Z", "{}")], options: options)
      session.press("<Enter>")
      text.append(session.row(23))
    }
    #expect(text.map { $0.contains("write a fold") } == [true, false])
  }

  @Test(
    "where there is no folder for code, e proposes one, says where it writes, and takes another")
  mutating func codeFolder() {
    session.send(.codeFolderMissing(category: "account"))
    #expect(session.status == "write aggregates/account.js into the folder: folds")
    #expect(session.text.contains("--with folds"))
    session.press("<Enter>")
    #expect(session.effects == [.editFold(category: "account", folder: "folds")])
    session.send(.codeFolderMissing(category: "account"))
    session.press("<Ctrl-u>my code")
    #expect(session.text.contains("--with 'my code'"))
    session.press("<Enter>")
    #expect(session.effects.last == .editFold(category: "account", folder: "my code"))
  }

  @Test("Esc, or no folder, writes nothing", arguments: ["<Esc>", "<Ctrl-u><Enter>"])
  mutating func noCodeFolder(keys: String) {
    session.send(.codeFolderMissing(category: "account"))
    session.press(keys)
    #expect(session.effects.isEmpty)
    #expect(!session.text.contains("into the folder"))
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
    #expect(session.text.contains("Last values"))
    session.send(.foldsChanged)
    try session.answer(.states, with: .failed("account.js: no fold's form is here"))
    #expect(session.text.contains("State v4 "))
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
    #expect(session.text.contains("! aggregates/accounts.js is for "))
    #expect(session.text.contains("category accounts, of which there is"))
  }

  @Test("events are asked for again, since upcasters may lift them in another way")
  mutating func lifted() {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    #expect(Set(session.unanswered.map(\.lane)).isSuperset(of: [.states, .events]))
  }

  @Test("an event is shown as the saved upcaster lifts it, and why where it cannot be lifted")
  mutating func liftedAnew() throws {
    session.holdsAnswers = true
    session.send(.foldsChanged)
    let request = try #require(session.unanswered.first { $0.lane == .events })
    guard case .events(let positions) = request.question else { return }
    let events = try request.log.events(at: positions)
    let upcasts = events.compactMap(\.record).map { event in
      (event.position, Result<Upcast, UpcastError>.failure(UpcastError(event, reason: "no fee")))
    }
    #expect(!session.text.contains("upcaster of"))
    try session.answer(
      .events,
      with: .events(events, upcasts: Dictionary(uniqueKeysWithValues: upcasts), logged: [:]))
    #expect(session.text.contains("! upcaster of MoneyWithdrawn"))
    session.send(.foldsChanged)
    try session.answer(.events, with: .events(events, upcasts: [:], logged: [:]))
    #expect(!session.text.contains("upcaster of"))
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

  @Test("a program is asked about; yes agrees to it", arguments: ["yes", "y", "Y", "Yes"])
  mutating func agreed(word: String) throws {
    try askForAgreement()
    #expect(session.status.hasPrefix("run account.py? type yes:"))
    session.press("\(word)<Enter>")
    #expect(session.effects == [.agree(program: "/bank/aggregates/account.py")])
  }

  @Test("a projection's program is asked about whenever it is ordered, and a yes orders it again")
  mutating func ordered() throws {
    let program = "/bank/projections/transfers.py"
    let order = ProjectionOrder.rebuild(["transfers"], comparing: false, onError: .stop)
    let news = ProjectionNews.ended("transfers", .needsAgreement(program: program, for: order))
    for answer in ["no<Enter>", "<Esc>"] {
      session.send(.projections(news))
      #expect(session.status.hasPrefix("run transfers.py? type yes:"))
      session.press(answer)
      #expect(session.effects == [])
    }
    // What is asked by looking at something orders nothing.
    try askForAgreement(to: program + ".old")
    session.press("yes<Enter>")
    #expect(session.effects == [.agree(program: program + ".old")])
    session.send(.projections(news))
    session.press("yes<Enter>")
    #expect(session.effects.dropFirst() == [.agree(program: program), .project(order)])
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
    "anything but a yes runs nothing",
    arguments: ["<Esc>", "yo<Enter>", "no<Enter>", "<Enter>"])
  mutating func refused(keys: String) throws {
    try askForAgreement()
    session.press(keys)
    #expect(session.effects.isEmpty)
  }
}
