import Rewind
import Testing
import TextUI

@testable import Explorer

@Suite("What the lines of another system's log say beyond what is read of them")
struct LoggedRoleTests {
  private static let lines = [
    #"{"stream_id":"a-1","type":"T","timestamp":1767323045250123499,"data":{"n":1}}"#,
    #"{"stream_id":"a-1","type":"T","timestamp":"2026-01-02T03:04:06.5Z","data":{"n":2}}"#,
    #"{"stream_id":"a-1","type":"T","timestamp":"soon","data":{"n":3}}"#,
  ]

  private func session(_ keys: String) -> Session {
    var session = Session(Self.lines)
    session.press(keys)
    return session
  }

  @Test("s shows the time as the log spells it, and hides it again")
  func time() {
    var session = session("<Enter>1v")
    #expect(session.top.contains("2026-01-02 04:04:05 CET"))
    #expect(!session.text.contains("1767323045250123499"))
    session.press("s")
    #expect(session.text.contains("time in the log 1767323045250123499"))
    session.press("s")
    #expect(!session.text.contains("1767323045250123499"))
  }

  @Test("s has nothing to show of a time in RFC 3339 and UTC")
  func usual() {
    #expect(session("<Enter>2vs").status == "the event has no other form than the stored one")
    #expect(!session("<Enter>2v").text.contains("as stored"))
  }

  @Test("a role that cannot be read is told with its event, and counted where lost lines are")
  func unread() {
    #expect(session("").top.contains("3 events · 1 unread"))
    #expect(session("<Enter>3v").text.contains(#"the time "soon" is no time"#))
    #expect(!session("<Enter>2v").text.contains("is no time"))
    #expect(!Session().top.contains("unread"))
  }

  @Test("the list of logs counts roles that cannot be read, and says what lists them")
  func several() {
    let options = ["bank", "trips"].map {
      ExplorerOptions(logName: $0, display: Fixture.display())
    }
    let session = Session(logs: [(options[0], Fixture.bank), (options[1], Self.lines)])
    #expect(session.text.contains("1 unread"))
    var below = session
    below.press("G")
    #expect(below.text.contains("a role of 1 event cannot be read · rewind verify lists them"))
  }
}
