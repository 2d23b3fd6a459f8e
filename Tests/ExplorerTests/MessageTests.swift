import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Messages")
struct MessageTests {
  private static let long =
    "/srv/bank/cache/readmodels.sqlite: is damaged (database disk image is malformed); delete it, "
    + "and make the read models anew from the log: rewind projection rebuild --all -l 'my bank'"

  @Test("one that its row cuts has a key in the hints, and M shows it whole; yv copies it")
  func whole() {
    var session = Session()
    session.press("R")
    session.send(.failure(LogTrouble(Self.long)))
    #expect(session.status.hasSuffix("…") && session.row(23).contains("M message"))
    expectScreen(session.canvas, matches: "message-cut")
    session.press("M")
    expectScreen(session.canvas, matches: "message")
    session.press("yv")
    #expect(session.effects.last == .copy(Self.long, what: "value"))
    session.press("<Esc>")
    #expect(!session.row(23).contains("M message"))
    session.press("M")
    #expect(session.text.contains("rebuild --all -l 'my bank'"))
  }

  @Test("one that has room is not offered, and can be read again when it is gone")
  func short() {
    var session = Session()
    session.press("M")
    #expect(session.status == "there is no message to show")
    session.send(.failure(LogTrouble("no room on the disk")))
    #expect(!session.row(23).contains("M message"))
    session.press("jM")
    #expect(session.text.contains("┏ Error ━") && session.text.contains("no room on the disk"))
  }

  @Test("why an empty log cannot be read stands in its place, not that it has no events")
  func unreadable() {
    var options = ExplorerOptions(logName: "kcat", display: Fixture.display())
    options.isReadOnly = true
    var session = Session([], options: options)
    #expect(session.text.contains("This log has no events."))
    session.send(.failure(LogTrouble("kcat: cannot write: No space left on device")))
    #expect(!session.text.contains("no events"))
    #expect(
      session.text.contains("│ ! kcat: cannot write")
        || session.text.contains("┃ ! kcat: cannot write"))
  }

  @Test("it is whole in a small terminal too, scrolled")
  func small() {
    var session = Session(size: Size(columns: 40, rows: 12))
    session.send(.failure(LogTrouble(Self.long)))
    session.press("M")
    expectScreen(session.canvas, matches: "message-40x12")
  }

  @Test("an error of a prompt can be read whole when the prompt is closed")
  func prompt() {
    var session = Session(size: Size(columns: 40, rows: 12))
    session.press("<Enter>v99<Enter>")
    #expect(session.status.hasSuffix("…"))
    session.press("<Esc>M")
    #expect(session.text.contains("┏ Error ━") && session.text.contains("99"))
  }

  @Test("what is hostile in it is shown, and not obeyed")
  func hostile() {
    var session = Session()
    let text = "no \u{1B}]0;title\u{7}\u{202E}\u{9B}31m\n" + String(repeating: "字", count: 80)
    session.send(.failure(LogTrouble(text)))
    session.press("M")
    let scalars = session.canvas.rows().joined().unicodeScalars
    #expect(!scalars.contains { $0.value < 0x20 || [0x7F, 0x9B, 0x202E].contains($0.value) })
    #expect(scalars.count { $0 == "字" } == 80)
  }
}
