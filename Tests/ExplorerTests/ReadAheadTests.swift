import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("The last events of a log that is being read")
struct ReadAheadTests {
  private static let types = ["MoneyDeposited", "MoneyWithdrawn", "AccountBlocked"]

  /// So many events that the last of them alone are read ahead, each a line of about 1,100 bytes.
  ///
  /// Every 50th is damaged.
  private static func lines(_ count: Int = 1_200, positioned: Bool = true) -> [String] {
    let events = (1...count).map { number in
      let time =
        "2026-01-0\(4 + number / 720)T\(10 + number / 60 % 12):\(10 + number % 60 * 5 / 6):00Z"
      return number % 50 == 0
        ? #"{"stream_id":"broken"#
        : Fixture.event(
          "account-\(number % 7)", number / 7 + 1, types[number % types.count], time,
          #"{"amount":\#(number)}"#)
    }
    return (positioned ? Fixture.positioned(events, from: 1_001) : events).map {
      "{" + String(repeating: " ", count: 900) + $0.dropFirst()
    }
  }

  private let lines: [String]
  private let whole: EventLog
  private let tail: LogTail

  init() throws {
    try self.init(positioned: true)
  }

  private init(positioned: Bool) throws {
    lines = Self.lines(positioned: positioned)
    whole = EventLog.inMemory(lines: lines)
    tail = try #require(try whole.tail())
    try #require((200...300).contains(tail.count))
  }

  /// All events, of which the first hundred are in the index.
  private func session(_ keys: String = "A") -> Session {
    var session = Session(Array(lines.prefix(100)), indexed: 0.25)
    session.send(.tail(tail), of: 0)
    session.press(keys)
    return session
  }

  private func readOn(_ count: Int, _ session: inout Session) {
    let log = EventLog.inMemory(lines: Array(lines.prefix(count)))
    let isWhole = count == lines.count
    session.send(
      .log(
        isWhole ? whole.snapshot() : log.snapshot(), indexed: isWhole ? nil : Double(count) / 1_200),
      of: 0)
  }

  @Test(
    "are at the end of all events from the start, and a gap says how much is missing before them")
  func screens() throws {
    expectScreen(session("A3k").canvas, matches: "ahead-80x24")
    expectScreen(session("A\(tail.count + 4)k3j").canvas, matches: "ahead-gap-80x24")
    let unpositioned = try Self(positioned: false)
    expectScreen(unpositioned.session("A3k").canvas, matches: "ahead-unpositioned-80x24")
  }

  @Test("are there before anything is in the index, as for several files by time")
  func aloneAtFirst() {
    var session = Session([], indexed: 0.1)
    session.press("A")
    session.send(.tail(tail), of: 0)
    session.press("k")
    #expect(session.selectedRow.contains("2,199 account-2"))
    session.press("g")
    #expect(session.selectedRow.contains("90% not read yet"))
    session.press("Gk")
    readOn(1_200, &session)
    #expect(session.selectedRow.contains("2,199 account-2"))
  }

  @Test("become ordinary ones under the cursor, at the same place on screen")
  func becomeOrdinary() throws {
    for keys in ["A3k", "A9k", "A9k30k", "AgG200k5j"] {
      var session = session(keys)
      let row = session.selectedRow
      let place = session.canvas.cursor
      for count in [500, 900] {
        readOn(count, &session)
        #expect(session.selectedRow == row && session.canvas.cursor == place, "\(keys)")
      }
      readOn(1_200, &session)
      expectNoDifference(session.selectedRow, row)
      #expect(session.canvas.cursor == place, "\(keys)")
      #expect(!session.text.contains("not read yet"))
    }
  }

  @Test("the gap shrinks, and is crossed by every movement")
  func crossing() {
    var session = session("A")
    session.press("\(tail.count - 1)k")
    #expect(session.top.contains("@\(Format.grouped(2_201 - tail.count))"))
    session.press("k")
    #expect(session.selectedRow.hasSuffix("75% not read yet"))
    #expect(session.top.contains("not read yet"))
    readOn(900, &session)
    #expect(session.selectedRow.hasSuffix("25% not read yet"))
    session.press("k")
    #expect(session.selectedRow.contains("damaged line") && session.top.contains("@900"))
    session.press("..")
    #expect(session.top.contains("@\(Format.grouped(2_201 - tail.count))"))
    session.press("0")
    #expect(session.top.contains("@1,001"))
    session.press("2190G")
    #expect(session.top.contains("@2,190"))
    session.press("1945G")
    #expect(session.top.contains("not read yet"))
    for (time, moment) in [
      ("11:59", "@1,779"), ("14:55", "not read yet"), ("16:00", "@2,019"), ("11:59", "@1,779"),
    ] {
      session.press("t2026-01-05 \(time)<Enter>")
      #expect(session.top.contains(moment))
    }
    session.press(":@2190<Enter>")
    #expect(session.top.contains("@2,190"))
    session.press("$")
    #expect(session.text.contains("of the last"))
    // On the gap, what follows is gone to once it is known.
    session.press("\(tail.count)k")
    readOn(1_200, &session)
    #expect(session.top.contains("@1,901"))
  }

  @Test("Enter opens the stream of one once it is read; Esc and moving on give that up")
  func opened() {
    var session = session("A3k<Enter>")
    #expect(session.status.hasPrefix("opens account-0 once it is read, Esc cancels"))
    var given = session
    readOn(1_200, &session)
    #expect(session.top.contains("account-0") && session.top.contains("v172"))
    session.press("<Esc>")
    #expect(session.top.contains("@2,197"))

    given.press("<Esc>")
    #expect(!given.status.contains("opens"))
    given.press("<Enter>k")
    readOn(1_200, &given)
    #expect(given.top.contains("all events") && given.top.contains("@2,196"))
    var damaged = self.session("A<Enter>")
    #expect(damaged.text.contains("Damaged line"))
    damaged.press("<Esc>")
  }

  @Test("are searched first, then what is read before the gap")
  func searched() {
    var session = session("A/account-3<Enter>")
    #expect(session.status.contains("not found further on"))
    session.press("N")
    #expect(session.top.contains("@2,193"))
    session.press("2N")
    #expect(session.top.contains("@2,179"))
    session.press("/{\"amount\":42}<Enter>N")
    #expect(session.top.contains("@1,042"))
    #expect(session.status.contains("what is in between is not read yet"))
    session.press("/{\"amount\":1191}<Enter>")
    #expect(session.top.contains("@2,191"))
    session.press("(")
    #expect(session.top.contains("@2,188"))
    session.press("[")
    #expect(session.text.contains("! damaged"))
    session.press("g)")
    #expect(session.top.contains("@1,004"))
  }

  @Test("can be looked at and copied like any other")
  func inspected() throws {
    var session = session("A3k")
    #expect(session.text.contains("amount      1197"))
    session.press("yl")
    #expect(session.effects.last == .copy("rewind --at @2197", what: "link"))
    session.press("yy")
    let record = try #require(try whole.event(at: 1_197).record)
    let line = String(decoding: record.line, as: UTF8.self)
    #expect(session.effects.last == .copy(line, what: "event"))

    var unnumbered = try Self(positioned: false).session("A3k")
    unnumbered.press("yy")
    guard case .copy(let text, _)? = unnumbered.effects.last else { return }
    #expect(text.hasPrefix(#"{"stream_id":"account-0","version":172,"#))
  }

  @Test("a place among them is gone back to by its position")
  func places() {
    var session = session("A5kg")
    readOn(1_200, &session)
    session.press("H")
    #expect(session.top.contains("@2,195"))
  }

  @Test("an Esc that was the start of another key leaves no place that is gone")
  func retracted() {
    var session = session("A5k")
    session.send(.input(.key(.escape)))
    readOn(1_200, &session)
    session.send(.input(.escapeRetracted))
    session.press("k")
    #expect(session.top.contains("all events"))
  }
}
