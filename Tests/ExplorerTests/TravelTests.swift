import Explorer
import Rewind
import Testing
import TextUI

@Suite("Travelling")
struct TravelTests {
  @Test(
    "the palette takes every form of a moment",
    arguments: [
      (":42", "! nothing"), (":2", "v2 of 5"), (":+1", "v4 of 5"), (":-2", "v1 of 5"),
      (":+99", "v5 of 5"), (":60%", "v3 of 5"), (":$", "v5 of 5"), (":@12343", "v2 of 5"),
      (":@12350", "account-000124"), (":2026-01-01T11:30", "v2 of 5"), (":04:02", "v3 of 5"),
      (":-1h", "v2 of 5"),
    ])
  func moments(typed: String, top: String) {
    var session = Session()
    session.press("<Enter>3v" + typed + "<Enter>")
    if top.hasPrefix("!") {
      #expect(session.status.contains("no version 42: the stream ends at v5"))
    } else {
      #expect(session.top.contains(top))
    }
  }

  @Test(
    "a step over the log's events ends at the first and at the last, however the log numbers them",
    arguments: [(":-999", "@12,342"), (":+999", "@12,359"), (":-1", "@12,358")])
  func stepsInLog(typed: String, top: String) {
    var session = Session()
    session.press("AG" + typed + "<Enter>")
    #expect(session.top.contains(top))
  }

  @Test(
    "a step back in a stream with versions from 0 ends before its first event",
    arguments: [(":-1", "v1 of 2"), (":-2", "v0 of 2"), (":-3", "before the first event")])
  func stepsFromZero(typed: String, shown: String) {
    let lines = (0...2).map { #"{"stream_id":"a-1","version":\#($0),"type":"T","data":{}}"# }
    var session = Session(lines)
    session.press("<Enter>$" + typed + "<Enter>")
    #expect(session.text.contains(shown))
  }

  @Test("the palette opens streams, types and events by their id")
  func names() {
    var session = Session()
    session.press(":order-2<Enter>")
    #expect(session.top.contains("order › order-2"))
    session.press(":01932c0e-7a51-7c3e-8a00-6b1f2d3c4e5f<Enter>")
    #expect(session.top.contains("account-000123") && session.top.contains("v4 of 5"))
    session.press(":9a41-77c0<Down><Down><Enter>")
    #expect(session.row(1).contains("All events · filter 9a41-77c0"))
    #expect(session.top.contains("@12,345"))
    session.press(":OrderPlaced<Enter>")
    #expect(session.row(1).contains("All events · type OrderPlaced"))
    #expect(session.row(1).contains("2 of 18 match"))
  }

  @Test(
    "a moment that is told from a place does nothing where there is none",
    arguments: ["50%", "-1h"])
  func placeless(typed: String) {
    var session = Session()
    session.press(":" + typed + "<Enter>")
    #expect(session.top.contains("6 streams"))
    #expect(session.status == "! \(typed) needs a stream to count in: open one first")
    session.press(":@12343<Enter>")
    #expect(session.top.contains("account-000123") && session.top.contains("v2 of 5"))
  }

  @Test(
    "a jump to an event that the filter hides drops the filter and says so",
    arguments: [":@12343", ":12343", ":2026-01-01T11:30", "12343G", "v12343"])
  func hiddenPlace(typed: String) {
    var session = Session()
    session.press("Afuser<Enter>" + typed + (typed.hasSuffix("G") ? "" : "<Enter>"))
    #expect(session.top.contains("@12,343"))
    #expect(session.row(1).hasPrefix("┏ All events ━"))
    #expect(session.status == "filter dropped: it hid @12,343")
    session.press("fuser<Enter>:@12353<Enter>")
    #expect(session.row(1).contains("filter user"))
  }

  @Test("a time before the first event is version 0")
  func beforeAll() {
    var session = Session()
    session.press("<Enter>t2025-01-01<Enter>")
    #expect(session.top.contains("v0 of 5"))
    #expect(session.text.contains("before the first event"))
  }

  @Test(
    "a time beyond the first or the last event leads to that, and says so",
    arguments: [
      ("<Enter>t2025-01-01", "v0 of 5", "2025-01-01 00:00:00 is before the first event, of"),
      ("<Enter>2vt2026-02-01", "v5 of 5", "is after the last event, of 2026-01-02 12:30:00"),
      ("<Enter>1vt-1h", "v0 of 5", "is before the first event"),
      ("At2025-01-01", "@12,342", "is before the first event, of 2026-01-01 10:00:00"),
      ("Agt2026-02-01", "@12,359", "is after the last event"),
      (":2025-01-01", "@12,342", "is before the first event"),
      ("Rt2025-01-01", "@12,342", "is before the first event"),
    ])
  func beyondEnds(keys: String, top: String, said: String) {
    var session = Session()
    session.press(keys + "<Enter>")
    #expect(session.top.contains(top))
    #expect(session.status.contains(said))
  }

  @Test(
    "a time is taken in every form in which lists show one",
    arguments: [
      ("<Enter>tJan 2", "v2 of 5"), ("<Enter>tJan 2 04:02", "v3 of 5"),
      ("<Enter>t01-02", "v2 of 5"), ("<Enter>t01-02 04:02", "v3 of 5"),
      ("<Enter>t2026-01-02 04:02", "v3 of 5"), ("<Enter>:jan 2", "v2 of 5"),
      ("AtJan 4", "@12,350"), (":Jan 4", "@12,350"), ("RtJan 4", "@12,350"),
    ])
  func shownForms(keys: String, top: String) {
    var session = Session()
    session.press(keys + "<Enter>")
    #expect(session.top.contains(top))
    #expect(session.status.isEmpty)
  }

  @Test(
    "a number or a step beyond the ends leads to the end, and says so",
    arguments: [
      ("<Enter>99G", "v5 of 5", "no version 99: this is v5"),
      ("A99999G", "@12,359", "no position 99,999: this is @12,359"),
      ("<Enter>:+99<Enter>", "v5 of 5", "+99 is more than there are: this is the last"),
      ("<Enter>v-7<Enter>", "v0 of 5", "-7 is more than there are: this is the first"),
      ("<Enter>v-5<Enter>", "v0 of 5", ""),
    ])
  func clamped(keys: String, top: String, said: String) {
    var session = Session()
    session.press(keys)
    #expect(session.top.contains(top) && session.status == said)
  }

  @Test("a day has its year where the log has several, and can be typed so")
  func years() {
    let lines = ["2025-12-31T10:00:00Z", "2026-01-02T10:00:00Z"].enumerated().map {
      Fixture.event("a-1", $0 + 1, "Moved", $1, "{}")
    }
    var session = Session(lines)
    session.press("<Enter>")
    #expect(session.row(2).contains("2025-12-31 11:00  1 Moved"))
    #expect(session.row(3).contains("2026-01-02 11:00 ▶2 Moved"))
    session.press("t2026-01-01<Enter>")
    #expect(session.top.contains("v1 of 2"))
    session.press("$tDec 31 12:00<Enter>")
    #expect(session.top.contains("v1 of 2"))
  }

  @Test("a time cannot be gone to where the log has none, and the prompt says so")
  func noTimes() {
    var session = Session([#"{"stream_id":"a-1","type":"T"}"#])
    session.press("<Enter>t2026-01-01<Enter>")
    #expect(session.status.hasPrefix("time: 2026-01-01   ! this log has no times"))
  }

  private static func trip(_ version: Int, _ time: String) -> String {
    #"{"stream_id":"trip-1","version":\#(version),"type":"Moved","timestamp":"2026-01-02T\#(time):00Z","data":{}}"#
  }

  /// The rows of the panel at the left that are events.
  private static func eventRows(_ session: Session) -> [String] {
    session.text.split(separator: "\n").map { String($0.prefix(34)) }.filter {
      $0.contains("Moved")
    }
  }

  @Test("a time says what its state has that happened later, where times run backwards")
  func lateCopy() {
    let lines = [Self.trip(1, "10:42"), Self.trip(2, "11:10"), Self.trip(3, "10:42")]
    var session = Session(lines)
    session.press("<Enter>t2026-01-02T11:00Z<Enter>")
    #expect(session.top.contains("v3 of 3"))
    #expect(
      session.status.contains(
        "times run backwards: this has v2, after the time asked for (2026-01-02"))
    session.press("t2026-01-02T11:10Z<Enter>")
    #expect(!session.status.contains("backwards"))
  }

  @Test("a log that lies newest first is told once it has been read, and one that rises is not")
  func newestFirst() {
    let lines = [3, 2, 1].map {
      #"{"stream_id":"trip-1","type":"T","timestamp":"2026-01-02T00:0\#($0):00Z","data":{"n":\#($0)}}"#
    }
    let size = Size(columns: 200, rows: 30)
    #expect(Session(lines, size: size).status.contains("times fall from line to line"))
    #expect(!Session(lines.reversed(), size: size).text.contains("times fall"))
  }

  @Test("an event whose time is before that of the event before it is marked")
  func marksTimes() {
    var session = Session([Self.trip(1, "10:42"), Self.trip(2, "11:10"), Self.trip(3, "10:42")])
    session.press("<Enter>")
    #expect(Self.eventRows(session).map { $0.contains("!") } == [false, false, true])
  }

  @Test("events that lie in another order in the log than their versions are shown by version")
  func byVersion() {
    var session = Session([Self.trip(2, "10:42"), Self.trip(1, "10:40"), Self.trip(3, "10:43")])
    session.press("<Enter>1v")
    #expect(session.top.contains("v1 of 3 · 2026-01-02 11:40:00"))
    #expect(Self.eventRows(session).map { $0.contains("!") } == [false, true, false])
  }

  @Test("a moment that is none keeps the prompt and says why")
  func nonsense() {
    var session = Session()
    session.press("<Enter>tnonsense<Enter>")
    #expect(session.status.hasPrefix("time: nonsense   ! "))
    session.press("<Ctrl-u>04:02<Enter>")
    #expect(session.top.contains("v3 of 5"))
  }

  @Test("a step keeps the cursor's path where it is in sight")
  func keepsPath() {
    var session = Session()
    session.press("<Enter>2v<Tab>g/balance<Enter>.")
    #expect(session.selectedRow == "~ balance     1000 → 700")
    session.press("..")
    #expect(session.selectedRow == "balance     500")
  }

  @Test("under a filter j skips hidden events and . does not")
  func filteredMovement() {
    var session = Session()
    session.press("<Enter>1vfwithdrawn<Enter>j")
    #expect(session.top.contains("v3 of 5"))
    session.press("jk")
    #expect(session.top.contains("v3 of 5"))
    session.press(",")
    #expect(session.top.contains("v2 of 5"))
    #expect(session.row(1).contains("2 of 5 match"))
  }

  @Test("new events are counted and move nothing until they are reached")
  func newEvents() {
    var session = Session()
    session.press("<Enter>")
    session.append(Fixture.twoMore)
    #expect(session.status == "+2 new · F")
    #expect(session.top.contains("v5 of 5"))
    session.press(".")
    #expect(session.top.contains("v6 of 7"))
    #expect(session.status.isEmpty)
  }

  @Test("new streams are listed while nobody has moved in the list, and once the log has ended")
  func newStreams() {
    var session = Session()
    func order(_ number: Int) -> String {
      Fixture.event("order-\(number)", 1, "OrderPlaced", "2026-01-05T13:00:00Z", "{}")
    }
    session.append([order(7)])
    #expect(session.text.contains("order-7") && session.status.isEmpty)
    session.press("j")
    session.append([order(8)])
    #expect(!session.text.contains("order-8"))
    #expect(session.status == "+1 new · F")
    let selected = session.selectedRow
    session.send(.ended)
    #expect(session.text.contains("order-8") && session.status.isEmpty)
    #expect(session.selectedRow == selected)
    session.append([order(9)])
    session.press("F")
    #expect(session.text.contains("order-9"))
  }

  @Test("following stays at the newest until the next movement")
  func follow() {
    var session = Session()
    session.press("<Enter>F")
    session.append(Fixture.twoMore)
    #expect(session.top.contains("LIVE") && session.top.contains("v7 of 7"))
    session.press(",")
    #expect(!session.top.contains("LIVE") && session.top.contains("v6 of 7"))
  }

  @Test("the explorer starts where it was told, once that is there")
  func start() {
    let options = ExplorerOptions(
      logName: "bank", display: Fixture.display(),
      start: .stream("account-000123", .version(4), path: JSONPath([.key("name")])))
    var session = Session(options: options)
    #expect(session.top.contains("v4 of 5"))
    session.press("<Tab>")
    #expect(session.selectedRow.hasPrefix("name"))
    let missing = Session(
      options: ExplorerOptions(
        logName: "bank", display: Fixture.display(), start: .stream("x-1", nil)))
    #expect(missing.status == "! no stream x-1 in bank")
  }

  @Test("a stream that is called like a place in another is the one that it starts at")
  func startAtName() {
    let lines = ["desk@2", "2026-01-04", "desk", "desk"].enumerated().map { number, stream in
      Fixture.event(stream, max(1, number - 1), "Booked", "2026-01-04T10:00:00Z", "{}")
    }
    func top(_ text: String, _ other: StartingPlace) -> String {
      Session(
        Fixture.positioned(lines, from: 1),
        options: ExplorerOptions(
          logName: "bank", display: Fixture.display(),
          start: .streamNamed(StreamName(text), or: other))
      ).top
    }
    #expect(top("desk@2", .stream("desk", .version(2))).contains("desk@2  "))
    #expect(top("desk@1", .stream("desk", .version(1))).contains("v1 of 2"))
    #expect(top("2026-01-04", .log(.position(3))).contains("› 2026-01-04"))
    #expect(top("@3", .log(.position(3))).contains("@3 of 4"))
  }

  @Test(
    "before the first event the cursor stands in the row of that place, with any panel's list above it"
  )
  func cursorAtStart() {
    for lines in [Fixture.bank, Fixture.positioned(Self.many)] {
      for keys in ["<Enter>0", "<Enter>$0", "<Enter>0.,", "<Enter>$<Ctrl-u>0"] {
        var session = Session(lines)
        session.press(keys)
        #expect(session.selectedRow.contains("before the first"), "\(keys)")
        let row = session.canvas.rows()[session.canvas.cursor?.row ?? 0]
        #expect(row.contains("before the first"), "\(keys)")
      }
    }
  }

  private static let many = (1...60).map {
    Fixture.event("account-1", $0, "Counted", "2026-01-04T10:00:00Z", "{}")
  }
}
