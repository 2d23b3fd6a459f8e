import Rewind
import TestSupport
import Testing
import TextUI

@testable import Explorer

@Suite("Events of an old schema")
struct OldSchemaTests {
  private struct Refusal: Error, CustomStringConvertible {
    let description = "no reason in its data"
  }

  /// Accounts were opened by an owner, payments moved in and out at once, and somebody pinged.
  private static let upcasters = Upcasters([
    Upcaster("AccountOpened", from: 1) { event in
      event.type = "AccountCreated"
      event.rename("owner", to: "owner_id")
      event.add("name", "Current account")
    },
    Upcaster("MoneyDeposited", from: 1) { $0.rename("euros", to: "amount") },
    Upcaster(splitting: "MoneyTurned", from: 1) { event in
      [
        EventSchema(type: "MoneyDeposited", data: ["amount": event.data["in"] ?? 0]),
        EventSchema(type: "MoneyWithdrawn", data: ["amount": event.data["out"] ?? 0]),
      ]
    },
    .dropping("Pinged", from: 1),
    Upcaster("AccountBlocked", from: 1) { _ in throw Refusal() },
  ])

  private static let lines = Fixture.positioned([
    Fixture.event(
      "account-7", 1, "AccountOpened", "2026-01-01T09:00:00Z", #"{"owner":"user-456"}"#,
      metadata: #"{"correlation":"9a41-77c0-4e2b-b1f2-5a0d3c9e8f17-0001"}"#),
    Fixture.event(
      "account-7", 2, "MoneyDeposited", "2026-01-01T10:00:00Z", #"{"euros":1000}"#),
    Fixture.event(
      "account-7", 3, "MoneyTurned", "2026-01-02T09:00:00Z", #"{"in":20,"out":300}"#),
    Fixture.event("account-7", 4, "Pinged", "2026-01-03T09:00:00Z", #"{"echo":1}"#),
    Fixture.event(
      "account-7", 5, "AccountBlocked", "2026-01-04T09:00:00Z", #"{"why":"lost"}"#),
    Fixture.event(
      "account-7", 6, "MoneyDeposited", "2026-01-04T10:00:00Z", #"{"amount":5}"#,
      metadata: #"{"schema_version":2}"#),
    Fixture.event(
      "account-8", 1, "AccountOpened", "2026-01-04T11:00:00Z", #"{"owner":"user-9"}"#),
  ])

  private func session(
    _ keys: String, size: Size = Size(columns: 80, rows: 24), glyphs: GlyphSet = .unicode
  ) -> Session {
    var session = Session(
      Self.lines, size: size,
      options: ExplorerOptions(logName: "bank", display: Fixture.display(glyphs: glyphs)),
      upcasters: Self.upcasters)
    session.press(keys)
    return session
  }

  @Test("s shows the event as stored and again as folded, in every panel", arguments: Set.travel)
  func key(panel: Panel) {
    var session = session(KeyEffect.way(to: panel) + (Set.allEvents.contains(panel) ? "0" : "1v"))
    #expect(session.text.contains("schema 1 → 2 · as stored: s"))
    #expect(session.text.contains(#"owner_id    "user-456""#))
    session.press("s")
    #expect(session.text.contains("schema 1 · as folded: s"))
    #expect(session.text.contains(#"owner       "user-456""#))
    session.press("s")
    #expect(session.text.contains("schema 1 → 2 · as stored: s"))
  }

  @Test("the choice holds for the events that are gone to; one of today's schema says nothing")
  func choice() {
    var session = session("<Enter>2v")
    #expect(session.text.contains("amount      1000"))
    session.press("s")
    #expect(session.text.contains("euros       1000"))
    session.press("1v")
    #expect(session.text.contains("schema 1 · as folded: s"))
    session.press("6v")
    #expect(!session.text.contains("as folded") && session.text.contains("schema_version 2"))
    session.press("s")
    #expect(session.status == "the event has no other form than the stored one")
    session.press("1v")
    #expect(session.text.contains("schema 1 · as folded: s"))
  }

  @Test("lists and titles name the type as stored")
  func types() {
    let session = session("A0")
    #expect(session.text.contains("AccountOpened") && session.text.contains("MoneyTurned"))
    #expect(session.text.contains("Event 12,342 · AccountOpened"))
  }

  @Test("a split event is shown in all its parts, and a path leads to a part's value")
  func split() {
    var session = session("<Enter>3v3<Tab>g")
    #expect(session.text.contains("MoneyDeposited") && session.text.contains("MoneyWithdrawn"))
    session.press("/300<Enter>")
    #expect(session.selectedRow == "amount      300")
    session.press("yv")
    #expect(session.effects.last == .copy("300", what: "value"))
    session.press("yp")
    #expect(session.effects.last == .copy(".data[1].amount", what: "path"))
    session.press("sg/300<Enter>yp")
    #expect(session.effects.last == .copy(".data.out", what: "path"))
  }

  @Test("a dropped event says so, and s shows what is stored")
  func dropped() {
    var session = session("<Enter>4v")
    #expect(session.text.contains("schema 1 → dropped · as stored: s"))
    #expect(!session.text.contains("echo"))
    session.press("s")
    #expect(session.text.contains("echo        1") && !session.text.contains("dropped"))
  }

  @Test("an upcaster that throws says why, beside the event as stored")
  func failing() {
    var session = session("A12346v<Tab>g")
    #expect(
      session.selectedRow.hasPrefix(
        "! upcaster of AccountBlocked, schema 1, at version 5 of account-7"))
    #expect(session.text.contains(#"why         "lost""#))
    session.press("<Enter>")
    #expect(session.text.contains("no reason in its data"))
    session.press("<Esc>s")
    #expect(session.status == "the event has no other form than the stored one")
  }

  @Test("what is copied is the line that is stored")
  func copy() throws {
    var session = session("<Enter>2vyy")
    guard case .copy(let text, _)? = session.effects.last else { throw Refusal() }
    #expect(text.contains(#""data":{"euros":1000}"#))
    session.press("<Enter>")
    #expect(session.text.contains(#""euros": 1000"#))
  }

  @Test(
    "the Event panel looks as recorded",
    arguments: [
      ("old-schema-80x24", 80, 24, "<Enter>1v3<Tab>"),
      ("old-schema-stored-80x24", 80, 24, "<Enter>1v3<Tab>s"),
      ("old-schema-split-120x40", 120, 40, "<Enter>3v3<Tab>"),
      ("old-schema-log-120x40", 120, 40, "A12346v"),
    ])
  func screens(name: String, columns: Int, rows: Int, keys: String) {
    expectScreen(
      session(keys, size: Size(columns: columns, rows: rows)).canvas, matches: name)
  }

  @Test("without UTF-8 the line is ASCII")
  func ascii() {
    let session = session("<Enter>1v", glyphs: .ascii)
    #expect(session.text.contains("schema 1 -> 2 - as stored: s"))
  }
}
