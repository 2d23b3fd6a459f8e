import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Screens look as recorded")
struct GoldenScreenTests {
  private static let drawing = Size(columns: 80, rows: 24)
  private static let wide = Size(columns: 120, rows: 40)
  private static let low = Size(columns: 100, rows: 12)
  private static let small = Size(columns: 40, rows: 12)

  private func options(ascii: Bool = false, color: Bool = true) -> ExplorerOptions {
    ExplorerOptions(
      logName: "bank", display: Fixture.display(glyphs: ascii ? .ascii : .unicode, usesColor: color)
    )
  }

  @Test("the stream screen shows the events, the state, the event and the scrubber")
  func stream() {
    var session = Session()
    session.press("<Enter>4G<Tab>")
    session.append(Fixture.twoMore)
    expectScreen(session.canvas, matches: "stream-80x24")
  }

  @Test(
    "the stream screen in other sizes",
    arguments: [("stream-120x40", wide), ("stream-100x12", low), ("stream-40x12", small)])
  func streamSizes(name: String, size: Size) {
    var session = Session(size: size)
    session.press("<Enter>4G<Tab>")
    expectScreen(session.canvas, matches: name)
  }

  @Test("without colours every meaning has its glyph")
  func noColor() {
    var session = Session(options: options(color: false))
    session.press("j<Enter>6G<Tab>")
    expectScreen(session.canvas, matches: "stream-no-color-80x24")
  }

  @Test("in a terminal without UTF-8 all is ASCII")
  func ascii() {
    var session = Session(options: options(ascii: true))
    session.press("<Enter>2Gm4Gd<Tab>")
    expectScreen(session.canvas, matches: "stream-ascii-80x24")
    let raw = session.canvas.rows().joined().unicodeScalars.filter { $0.value >= 0x80 }
    #expect(raw.isEmpty)
  }

  @Test(
    "the streams, in all sizes",
    arguments: [
      ("streams-80x24", drawing), ("streams-120x40", wide), ("streams-100x12", low),
      ("streams-40x12", small),
    ])
  func streams(name: String, size: Size) {
    expectScreen(Session(size: size).canvas, matches: name)
  }

  @Test(
    "all events, in all sizes",
    arguments: [
      ("log-80x24", drawing), ("log-120x40", wide), ("log-100x12", low), ("log-40x12", small),
    ])
  func log(name: String, size: Size) {
    var session = Session(size: size)
    session.press("A[")
    expectScreen(session.canvas, matches: name)
  }

  @Test(
    "what the Stream screen says in the unusual",
    arguments: [
      ("before-first-event", "<Enter>0"), ("fault", "j<Enter>3G<Tab>"), ("deleted", "Gk<Enter>"),
      ("last-values", "2j<Enter><Tab>"), ("diff", "<Enter>2Gm$d<Tab>"),
      ("filter", "<Enter>f!money<Enter>"), ("changes-only", "j<Enter>5Gc<Tab>"),
      ("value", "Gk<Enter>2G<Tab><Enter>"), ("palette", "<Enter>:ac"),
      ("prompt-error", "<Enter>v99<Enter>"),
      ("help", "?"), ("zoom", "<Enter><Tab>z"),
    ])
  func unusual(name: String, keys: String) {
    var session = Session()
    session.press(keys)
    expectScreen(session.canvas, matches: name)
  }

  @Test(
    "several logs, in all sizes",
    arguments: [
      ("roots-80x24", drawing), ("roots-120x40", wide), ("roots-100x12", low),
      ("roots-40x12", small),
    ])
  func roots(name: String, size: Size) {
    expectScreen(severalInTrouble(size).canvas, matches: name)
  }

  @Test("several logs without colours, and in ASCII")
  func rootsPlainly() {
    expectScreen(
      severalInTrouble(Self.drawing, ascii: true, color: false).canvas, matches: "roots-ascii-80x24"
    )
  }

  @Test("a log among others has its number, and the keys that lead to them")
  func oneOfSeveral() {
    var session = Session.several()
    session.press("<Enter>")
    expectScreen(session.canvas, matches: "one-of-several")
  }

  /// Logs of which one is being read, one has grown, and one cannot be opened.
  private func severalInTrouble(_ size: Size, ascii: Bool = false, color: Bool = true) -> Session {
    var session = Session.several(
      size: size, glyphs: ascii ? .ascii : .unicode, usesColor: color)
    session.send(.log(EventLog.inMemory(lines: Fixture.bank).snapshot(), indexed: 0.45), of: 1)
    session.append(Fixture.twoMore)
    session.send(
      .unopened(LogTrouble("trips.jsonl: cannot open: No such file or directory")), of: 2)
    session.press("G")
    return session
  }

  @Test("an empty store says what would be there and how to make it")
  func empty() {
    expectScreen(Session([]).canvas, matches: "empty")
  }

  @Test("under 40x10 a line says so")
  func tooSmall() {
    let session = Session(size: Size(columns: 39, rows: 24))
    #expect(session.top == "rewind needs 40x10; q quits")
    #expect(session.canvas.rows().dropFirst().allSatisfy { $0.allSatisfy { $0 == " " } })
  }
}
