import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer

@Suite("Projections of scripts, which come, change, break and go")
struct ListedProjectionsTests {
  private static let trouble = "balances.js:3:5: SyntaxError: Unexpected token ')'"

  /// A script that can be used, as one of its revisions.
  private static func script(_ name: String, revision: Int = 1) -> ListedProjection {
    var projection = ListedProjection(script: name)
    projection.code = .usable
    projection.definition = ProjectionDefinition(
      TestCounts(name: name, partition: .type, revision: revision))
    return projection
  }

  private static func broken(_ name: String, _ reason: String = trouble) -> ListedProjection {
    var projection = ListedProjection(script: name)
    projection.code = .broken(reason)
    return projection
  }

  /// The screen with some scripts before the program's own projections.
  private func session(
    _ scripts: [ListedProjection], size: Size = Size(columns: 80, rows: 24)
  ) -> Session {
    let options = ExplorerOptions(
      logName: "bank", display: Fixture.display(), projections: scripts + ReadModelFixture.listed)
    var session = Session(size: size, options: options)
    session.press("R")
    return session
  }

  private func list(_ scripts: [ListedProjection], in session: inout Session) {
    session.tell(.listed(scripts + ReadModelFixture.listed))
  }

  private func tell(_ state: ProjectionStatus.State, of name: String, in session: inout Session) {
    session.tell(.statuses([ReadModelFixture.status(name, state)] + ReadModelFixture.statuses()))
  }

  private func row(of name: String, in session: Session) -> String {
    session.canvas.rows().dropFirst(2).first { $0.contains(" \(name) ") } ?? ""
  }

  @Test(
    "one is being read, one is broken, one is warned of and has said something",
    arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func screen(size: Size) {
    var session = session(
      [
        Self.script("balances"), Self.broken("broken", "broken.js:1:43: SyntaxError: no }"),
        ListedProjection(script: "slow"),
      ], size: size)
    var warned = Self.script("balances")
    warned.warnings = ["balances.js: unfound: the log has no category acount"]
    list(
      [warned, Self.broken("broken", "broken.js:1:43: SyntaxError: no }")]
        + [ListedProjection(script: "slow")], in: &session)
    session.tell(
      .said(
        "balances",
        [
          ProjectionNote(position: nil, kind: .warning, text: "balances.js:2: rounded: 2^53"),
          ProjectionNote(position: 4, kind: .log, text: "owed \u{1B}[31mred"),
        ]))
    tell(.notBuilt, of: "balances", in: &session)
    expectScreen(session.canvas, matches: "projections-scripts-\(size.columns)x\(size.rows)")
  }

  @Test("one that is being read says so, and its rows too, until more is known")
  func reading() {
    var session = session([ListedProjection(script: "balances")])
    #expect(row(of: "balances", in: session).contains("being read"))
    #expect(session.text.contains("Its script is being read."))
    list([Self.script("balances")], in: &session)
    tell(.notBuilt, of: "balances", in: &session)
    #expect(row(of: "balances", in: session).contains("not built"))
    #expect(session.text.contains("No read model yet: press b to build it."))
  }

  @Test("a broken one is stale in the list, About and rows say why, b too; the others work")
  func broken() {
    var session = session([Self.broken("balances")])
    #expect(row(of: "balances", in: session).contains("~ balances"))
    #expect(row(of: "balances", in: session).contains("stale"))
    #expect(session.text.contains("! balances.js:3:5: SyntaxError"))
    session.press("b")
    #expect(session.status == "! " + Self.trouble)
    session.press("jbr")
    #expect(
      session.effects == [
        .project(.rebuild(["account_balances"], comparing: false, onError: .stop))
      ])
  }

  @Test("the selection stays on its projection where others come and go")
  func selection() {
    var session = session([Self.script("b")])
    list([Self.script("a"), Self.script("b")], in: &session)
    #expect(session.selectedRow.hasSuffix(" b"))
    list([Self.script("b")], in: &session)
    #expect(session.selectedRow.hasSuffix(" b"))
    #expect(session.status == "a is gone: its script is not there any more")
    list([], in: &session)
    #expect(session.selectedRow.contains("account_balances"))
  }

  @Test(
    "of a changed one the person hears where it is built, and rows as of a moment are asked anew")
  func changed() throws {
    var session = session([Self.script("counts")])
    list([Self.script("counts", revision: 2)], in: &session)
    #expect(session.status.isEmpty)
    tell(.stopped, of: "counts", in: &session)
    session.press("12345v")
    #expect(session.text.contains("as of @12,345"))
    session.holdsAnswers = true
    list([Self.script("counts", revision: 3)], in: &session)
    #expect(session.status.contains("counts: its script was changed; b rebuil"))
    #expect(session.unanswered.map(\.question.lane) == [.rows])
    session.holdsAnswers = false
    session.answer()
  }

  /// At a script's projection that is built, when its script is changed.
  private func previewing() -> Session {
    var session = session([Self.script("counts")])
    tell(.stopped, of: "counts", in: &session)
    session.press("<Tab>jj")
    list([Self.script("counts", revision: 2)], in: &session)
    return session
  }

  @Test("the rows on screen are shown as the changed script makes them; Esc shows the old ones")
  func preview() {
    var session = previewing()
    #expect(
      session.status
        == "counts: rows as its changed script makes them; b compares, Esc goes back")
    #expect(session.text.contains("counts as of @12,359 · by the changed script"))
    #expect(session.selectedRow.contains("AddressForgotten"))
    session.press("<Esc>")
    #expect(!session.text.contains("changed script"))
    #expect(session.selectedRow.contains("AddressForgotten"))
  }

  @Test("rows by a script that is changed again stay on screen until the new ones are there")
  func previewedAgain() {
    var session = previewing()
    session.holdsAnswers = true
    list([Self.script("counts", revision: 3)], in: &session)
    #expect(session.selectedRow.contains("AddressForgotten"))
    #expect(session.text.contains("reading @12,359"))
    session.holdsAnswers = false
    session.answer()
    #expect(!session.text.contains("reading @12,359"))
    #expect(session.text.contains("by the changed script"))
  }

  @Test(
    "once something is done to the read model its own rows are shown; on another screen nothing is")
  func previewEnds() {
    var session = previewing()
    session.tell(.ended("counts", .done("counts: rebuilt")))
    #expect(!session.text.contains("changed script"))
    session.press("S")
    list([Self.script("counts", revision: 3)], in: &session)
    #expect(session.status.contains("counts: its script was changed"))
    session.press("R")
    #expect(!session.text.contains("by the changed script"))
  }

  @Test("one that breaks keeps its rows, and is heard of; mended, nothing is said of it any more")
  func breaks() {
    var session = session([Self.script("counts")])
    tell(.stopped, of: "counts", in: &session)
    #expect(session.text.contains("AddressGiven"))
    var broken = Self.script("counts")
    broken.code = .broken(Self.trouble)
    list([broken], in: &session)
    #expect(session.status == "! " + Self.trouble)
    #expect(session.text.contains("AddressGiven"))
    session.send(.foldsChanged)
    list([Self.script("counts")], in: &session)
    #expect(session.status.isEmpty)
    #expect(!session.text.contains("SyntaxError"))
  }

  @Test("a comparison with a rebuild by the old script is closed, and b does not show it again")
  func comparison() {
    var session = Session()
    session.press("R")
    session.tell(.ended("account_balances", .ready))
    #expect(session.text.contains("what the rebuild changes"))
    var other = ReadModelFixture.listed
    other[0].definition = ProjectionDefinition(
      TestCounts(name: "account_balances", partition: .type, revision: 2))
    session.tell(.listed(other))
    #expect(!session.text.contains("what the rebuild changes"))
    session.press("b")
    #expect(session.text.contains("Compare first"))
  }

  @Test("a popup over a projection that goes is closed; the palette has those that come")
  func popup() {
    var session = session([Self.script("counts")])
    session.press("b")
    #expect(session.text.contains("Compare first"))
    list([], in: &session)
    #expect(!session.text.contains("Compare first"))
    list([Self.script("spendings")], in: &session)
    session.press(":spend<Enter>")
    #expect(session.top.contains("projections › spendings"))
  }

  @Test("what a script says is escaped, and goes with the projection")
  func notes() {
    var session = session([Self.script("counts")], size: Size(columns: 120, rows: 40))
    session.tell(
      .said("counts", [ProjectionNote(position: 1, kind: .log, text: "a\u{1B}]0;b\u{7}")]))
    #expect(session.text.contains("@12,342 a␛]0;b␇"))
    list([], in: &session)
    list([Self.script("counts")], in: &session)
    session.press("gg")
    #expect(!session.text.contains("]0;b"))
  }
}
