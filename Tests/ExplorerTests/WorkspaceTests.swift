import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Several logs side by side")
struct WorkspaceTests {
  private static func cannotOpen(_ path: String, _ why: String) -> LogTrouble {
    LogTrouble("\(path): cannot open: \(why)", brief: "cannot open: \(why)")
  }

  @Test("begin with the list of them, unless there is a place to start at")
  func beginning() {
    #expect(Session.several().top.hasPrefix("logs"))
    var first = ExplorerOptions(logName: "bank", display: Fixture.display())
    first.start = .stream("account-000123", .version(2))
    let other = ExplorerOptions(logName: "staging", display: Fixture.display())
    let session = Session(logs: [(first, Fixture.bank), (other, Fixture.bank)])
    #expect(session.top.hasPrefix("1/2 bank › account › account-000123"))
    #expect(session.top.contains("v2 of 5"))
  }

  @Test("each keep their place while one is in another")
  func places() {
    var session = Session.several()
    session.press("<Enter><Enter>2v<Tab>G")
    let left = session.text
    session.press(">")
    #expect(session.top.hasPrefix("2/3 staging "))
    session.press("G<Enter>")
    #expect(session.top.contains("2/3 staging › user › user-10"))
    session.press("<")
    #expect(session.text == left)
    session.press(">")
    #expect(session.top.contains("2/3 staging › user › user-10"))
    session.press("B<Esc>B")
    #expect(session.top.contains("2/3 staging › user › user-10"))
  }

  @Test("are gone round at the ends, and by their number")
  func round() {
    var session = Session.several()
    session.press("<Enter><")
    #expect(session.top.hasPrefix("3/3 trips"))
    session.press(">")
    #expect(session.top.hasPrefix("1/3 bank"))
    session.press("2>")
    #expect(session.top.hasPrefix("2/3 staging"))
    session.press("9>")
    #expect(session.top.hasPrefix("3/3 trips"))
  }

  @Test("Esc goes up from the streams to the list, whose cursor is on the log left")
  func escape() {
    var session = Session.several()
    session.press("j<Enter><Enter><Esc><Esc>")
    #expect(session.top.hasPrefix("logs"))
    #expect(session.selectedRow.contains("staging"))
    session.send(.input(.escapeRetracted))
    #expect(session.top.hasPrefix("2/3 staging"))
  }

  @Test("a log is found by its name in the palette")
  func palette() {
    var session = Session.several()
    session.press("<Enter>:trip<Enter>")
    #expect(session.top.hasPrefix("3/3 trips"))
  }

  @Test("what is typed ahead of an answer goes to the log that it leads to")
  func typeAhead() {
    var session = Session.several()
    session.press("<Enter><Enter>g")
    session.holdsAnswers = true
    session.press("/MoneyW<Enter>>G")
    #expect(session.top.hasPrefix("1/3 bank"))
    session.holdsAnswers = false
    session.answer()
    #expect(session.top.hasPrefix("2/3 staging"))
    #expect(session.selectedRow.contains("user-10"))
    session.press("<")
    #expect(session.top.contains("v3 of 5"))
  }

  @Test("new events of the others are counted in the list until one looks at them")
  func newEvents() {
    var session = Session.several()
    session.append(Fixture.twoMore)
    #expect(session.row(2).contains("+2 new"))
    session.press("<Enter>B")
    #expect(!session.row(2).contains("new"))
  }

  @Test("one that follows stays at its newest event while another is looked at")
  func following() {
    var session = Session.several()
    session.press("<Enter><Enter>F>")
    session.append(Fixture.twoMore)
    session.press("B")
    #expect(session.row(2).contains("LIVE"))
    session.press("g<Enter>")
    #expect(session.top.contains("LIVE") && session.top.contains("v7 of 7"))
  }

  @Test("what goes wrong with one is said where one is, and harms no other")
  func failure() {
    var session = Session.several()
    session.press("<Enter>")
    session.send(.failure(Self.cannotOpen("eu/staging", "Permission denied")), of: 1)
    #expect(session.status == "! staging: eu/staging: cannot open: Permission denied")
    #expect(session.text.contains("account-000124"))
    session.press("B")
    #expect(session.row(3).contains("! cannot open: Permission denied"))
    session.send(.log(EventLog.inMemory(lines: Fixture.bank).snapshot()), of: 1)
    #expect(!session.row(3).contains("!"))
  }

  @Test("one that cannot be opened says why, in the list and where its streams would be")
  func unopened() {
    let options = ["bank", "nope", "trips"].map {
      ExplorerOptions(logName: $0, words: LogWords(arguments: $0), display: Fixture.display())
    }
    var session = Session(logs: options.map { ($0, $0.logName == "nope" ? [] : Fixture.bank) })
    session.send(.unopened(Self.cannotOpen("nope", "No such file or directory")), of: 1)
    #expect(session.row(3).contains("nope   ! cannot open: No such file or directory"))
    session.press("jMyv")
    #expect(
      session.effects == [.copy("nope: cannot open: No such file or directory", what: "value")])
    session.press("<Esc>g")
    session.press("<Enter>>")
    #expect(session.text.contains("! nope: cannot open: No such file or directory"))
    session.press(":x<Esc>>")
    #expect(session.top.hasPrefix("3/3 trips"))
  }

  @Test("one that can be opened at last is shown as if it always had been")
  func openedLater() {
    let options = ["bank", "late"].map { ExplorerOptions(logName: $0, display: Fixture.display()) }
    var session = Session(logs: options.map { ($0, $0.logName == "late" ? [] : Fixture.bank) })
    session.send(.unopened(Self.cannotOpen("late", "No such file or directory")), of: 1)
    var foreign = ExplorerOptions(
      logName: "late.jsonl", display: Fixture.display(), isReadOnly: true)
    foreign.greeting = "read-only, mapping: Marten"
    session.send(.opened(foreign), of: 1)
    session.send(.log(EventLog.inMemory(lines: Fixture.bank).snapshot()), of: 1)
    #expect(session.row(3).contains("late"))
    #expect(!session.row(3).contains("!"))
    session.press("j<Enter>")
    #expect(session.top.hasPrefix("2/2 late"))
    #expect(session.top.contains("READ-ONLY"))
    #expect(session.top.contains("17 events"))
  }

  @Test("one that is replaced is read again; the others, and the list, stay as they were")
  func replaced() {
    var session = Session.several()
    session.press("<Enter><Enter>2v>B")
    session.replace(Fixture.twoMore, of: 1)
    #expect(session.top.hasPrefix("logs"))
    #expect(session.status.contains("replaced"))
    session.press("g<Enter>")
    #expect(session.top.contains("v2 of 5"))
  }

  @Test("answers and projections of one never reach another")
  func apart() {
    var session = Session.several()
    session.press("<Enter><Enter>")
    session.holdsAnswers = true
    session.press(",>")
    session.tell(.ended("account_balances", .done("account_balances: rebuilt")), of: 0)
    #expect(session.status == "bank: account_balances: rebuilt")
    session.answer()
    session.holdsAnswers = false
    session.press("<")
    #expect(session.row(1).contains("State v4"))
  }

  @Test("the mouse is on or off for all of them")
  func mouse() {
    var session = Session.several()
    session.press("<Enter><F2>>")
    session.send(
      .input(.mouse(MouseEvent(kind: .press, point: Point(column: 30, row: 5)))))
    #expect(session.selectedRow.contains("order-1"))
    session.press("<F2>")
    #expect(session.effects == [.setMouse(true), .setMouse(false)])
  }

  @Test("a log alone has no keys for others, and Esc stays in it")
  func alone() {
    var session = Session()
    session.press("B")
    #expect(session.status == "B does nothing here")
    session.press("<Esc>")
    #expect(session.status == "q quits")
    session.press("?")
    #expect(!session.text.contains("logs"))
  }
}
