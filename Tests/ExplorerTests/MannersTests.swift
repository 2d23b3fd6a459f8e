import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer

@Suite("Manners")
struct MannersTests {
  @Test("a paste opens the palette with it and executes nothing")
  func paste() {
    var session = Session()
    session.send(.input(.paste("quit\nrm -rf")))
    #expect(session.status == ":quit rm -rf")
    #expect(session.effects.isEmpty)
  }

  @Test("a paste into a prompt goes where the cursor is")
  func pasteIntoPrompt() {
    var session = Session()
    session.press("/ab<Left>")
    session.send(.input(.paste("XY")))
    #expect(session.status.hasPrefix("/aXYb "))
  }

  @Test(
    "of a paste a line takes what it has room for, says that it is cut, and shows it around the cursor"
  )
  func longPaste() {
    var session = Session()
    session.press("/")
    session.send(.input(.paste(String(repeating: "x", count: 1_000_000))))
    #expect(session.model.shell.prompt?.field.characters.count == TextField.limit)
    #expect(session.status.hasPrefix("/…xxx"))
    #expect(session.status.hasSuffix("xx   ! cut: a line holds 4,096 characters"))
    session.press("y")
    #expect(session.status.hasSuffix("xx   ! cut: a line holds 4,096 characters"))
    session.press("<BS>z")
    #expect(session.status.hasPrefix("/…xxx") && session.status.contains("xxz  "))
    session.press("<Home>")
    #expect(session.status.hasPrefix("/xxx") && session.status.contains("xx…  "))
    session.press("<Esc>")
    session.send(.input(.paste(String(repeating: "y", count: 5_000))))
    #expect(session.status.hasPrefix(":…yyy"))
    #expect(session.status.hasSuffix("! cut: a line holds 4,096 characters"))
  }

  @Test("characters typed into a prompt are what a paste of them is")
  func typing() {
    for keys in ["/", "f", ":", ":acc"] {
      var (typed, pasted) = (Session(), Session())
      typed.press(keys + "ount-0")
      pasted.press(keys)
      #expect(pasted.workspace.isTyping)
      pasted.send(.input(.paste("ount-0")))
      expectNoDifference(typed.text, pasted.text)
    }
    var session = Session()
    #expect(!session.workspace.isTyping)
    // Keys behind Enter are about what is found.
    session.holdsAnswers = true
    session.press(":account-000124<Enter>")
    #expect(!session.workspace.isTyping)
  }

  @Test("what is selected has no colour but the default ones exchanged; its mark stays")
  func selection() {
    var session = Session()
    for keys in ["", "<Enter>4v", "<Tab>3G", "<Tab>", "<Esc>R", "b", "<Esc><Tab>"] {
      session.press(keys)
      let canvas = session.canvas
      var count = 0
      for row in 0..<canvas.size.rows {
        for column in 0..<canvas.size.columns where canvas[column, row].style.isReversed {
          count += 1
          #expect(canvas[column, row].style.foreground == .standard, "\(keys): \(column),\(row)")
        }
      }
      #expect(count > 0, "\(keys)")
    }
    session.press("<Esc>S<Enter>4v<Tab>3G")
    #expect(session.selectedRow.contains("~ balance"))
  }

  @Test("a version that does not follow the one before it is marked")
  func brokenOrder() {
    let lines = [1, 2, 2, 5, 4, 5].map {
      #"{"stream_id":"a-1","version":\#($0),"type":"Happened","data":{"n":\#($0)}}"#
    }
    var session = Session(lines)
    session.press("<Enter>")
    let marks = session.text.split(separator: "\n").dropFirst(2)
      .filter { $0.contains("Happened") }.prefix(6).map { $0.contains("!Happened") }
    #expect(marks == [false, false, true, true, true, false])
  }

  @Test("nothing of an event reaches a cell raw")
  func untrusted() {
    let evil = #"\u001b[31m\u0007\u202e\u0085\r\n"#
    var session = Session([
      #"{"stream_id":"a\#(evil)-1","version":1,"type":"T\#(evil)","id":"\#(evil)","#
        + #""timestamp":"2026-01-01T00:00:00Z","data":{"k\#(evil)":"v\#(evil)"},"#
        + #""metadata":{"m\#(evil)":"\#(evil)"}}"#
    ])
    var screens = [session.text]
    for keys in [
      "<Enter>", "<Tab><Enter>", "<Esc><Tab><Enter>", "<Esc>A", "<Tab><Enter>", "<Esc>:a",
    ] {
      session.press(keys)
      screens.append(session.text)
    }
    let raw = screens.joined().unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          || (0x202A...0x202E).contains(scalar.value))
    }
    #expect(raw.isEmpty)
  }

  @Test("the mouse works only while it is on: clicks select, a double click opens, the wheel moves")
  func mouse() {
    var session = Session()
    let second = MouseEvent(kind: .press, point: Point(column: 30, row: 4))
    session.send(.input(.mouse(second)))
    #expect(session.selectedRow.contains("account-000123"))
    session.press("<F2>")
    session.send(.input(.mouse(second)))
    #expect(session.selectedRow.contains("account-000124"))
    session.send(.input(.mouse(MouseEvent(kind: .press, point: second.point, clicks: 2))))
    #expect(session.top.contains("account-000124"))
    session.send(
      .input(.mouse(MouseEvent(kind: .scrollUp, point: Point(column: 5, row: 5), clicks: 0))))
    #expect(session.top.contains("v3 of 6"))
    session.send(.input(.mouse(MouseEvent(kind: .press, point: Point(column: 4, row: 20)))))
    #expect(session.top.contains("v0 of 6"))
  }

  @Test("names of types lose what the long ones share, and never become alike")
  func typeNames() {
    func short(_ names: [String]) -> [String] {
      let types = TypeNames(names)
      return names.indices.map { types[TypeID(rawValue: $0)] }
    }
    #expect(
      short([
        "DaemonTests.TestingSupport.Travel, DaemonTests",
        "DaemonTests.TestingSupport.Departure, DaemonTests", "DaemonTests.Failing, DaemonTests",
      ]) == ["Travel", "Departure", "Failing"])
    #expect(
      short([
        "EVENT_TYPE_WORKFLOW_TASK_STARTED", "EVENT_TYPE_TIMER_FIRED", "Short",
        "WorkflowExecutionStarted",
      ])
        == ["WORKFLOW_TASK_STARTED", "TIMER_FIRED", "Short", "WorkflowExecutionStarted"])
    #expect(
      short(["MoneyDepositedByCheque", "MoneyDepositedInCash"])
        == ["MoneyDepositedByCheque", "MoneyDepositedInCash"])
    #expect(
      short(["com.example.orders.Placed", "Placed", "com.example.orders.Shipped"])[1] == "Placed")
  }

  @Test(
    "a search ignores case unless it has a capital",
    arguments: [
      ("money", "MoneyDeposited", true), ("Money", "moneybag", false), ("!money", "order", true),
      ("ÄPFEL", "äpfel", false), ("äpfel", "ÄPFEL", true), ("zzz", "zz", false),
    ])
  func pattern(typed: String, text: String, matches: Bool) {
    #expect(TextPattern(typed: typed)?.matches(text) == matches)
  }

  @Test("an unfinished index shows its progress and the streams that are known")
  func indexing() {
    let session = Session(indexed: 0.4)
    #expect(session.status == "reading the log, 40%")
    #expect(session.text.contains("account-000123"))
  }

  @Test("damaged lines are counted beside the events, and not at all where there are none")
  func damage() {
    let session = Session()
    #expect(session.top.hasSuffix("6 streams · 17 events · 1 damaged"))
    let whole = Session(Fixture.bank.filter { $0.hasSuffix("}") })
    #expect(whole.top.hasSuffix("6 streams · 17 events"))
  }

  @Test("a filter is typed anew: the old one is shown, nothing typed drops it, Esc keeps it")
  func filterAgain() {
    var session = Session()
    for screen in ["", "A"] {
      session.press(screen + "forder<Enter>f")
      #expect(session.status == "filter:  instead of order; nothing shows all")
      session.press("user<Enter>")
      #expect(session.text.contains("filter user ") && !session.text.contains("orderuser"))
      session.press("f<Esc>")
      #expect(session.text.contains("filter user "))
      session.press("f<Enter>")
      #expect(!session.text.contains("filter user "))
    }
  }

  @Test("what nothing could copy is shown without borders")
  func copyFailed() {
    var session = Session()
    session.send(.copyFailed("the text"))
    #expect(session.row(2).hasPrefix("the text "))
  }

  @Test("a key that does nothing says so")
  func unknownKey() {
    var session = Session()
    session.press("X")
    #expect(session.status == "X does nothing here")
  }
}
