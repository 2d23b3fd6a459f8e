import Testing
import TextUI

@testable import Explorer

@Suite("The palette")
struct PaletteTests {
  private static func offers(_ typed: String, after keys: String = "") -> [String] {
    var session = Session()
    session.press(keys + ":" + typed)
    return session.model.shell.prompt?.offers.map { "\($0.text), \($0.note)" } ?? []
  }

  @Test("a stream with the number in its name comes before a position that is not there")
  func streamBeforeNumber() {
    let offers = Self.offers("000124")
    #expect(offers.first == "account-000124, stream")
    #expect(offers.contains("000124, no position 124: the log ends at @12359"))
    var session = Session()
    session.press(":000124<Enter>")
    #expect(session.top.contains("account › account-000124"))
  }

  @Test("a moment that is there comes first of all")
  func momentFirst() {
    #expect(Self.offers("2", after: "<Enter>").first == "2, go to v2")
    #expect(Self.offers("12345").first == "12345, go to position 12345")
  }

  @Test("a projection that starts so comes before types, a type before what only contains it")
  func projectionFirst() {
    let offers = Self.offers("ac", after: "<Enter>")
    let kinds = offers.map { String($0.split(separator: ",").last ?? "") }
    #expect(kinds.prefix(3) == [" projection", " stream", " stream"])
    let type = offers.firstIndex { $0.hasPrefix("AccountCreated") }
    let part = offers.firstIndex { $0.hasPrefix("OrderPlaced") }
    #expect(type ?? .max < part ?? 0)
  }

  @Test(
    "a command of another screen is found, and done where it has its place",
    arguments: ["", "A", "<Enter>", "<Enter><Tab>", "?"])
  func elsewhere(keys: String) {
    var session = Session()
    session.press(keys + ":reb")
    #expect(session.text.contains("b · on projections"))
    session.press("<Enter>")
    #expect(session.top.contains("projections"))
    #expect(session.model.panel == .rebuildMenu)
  }

  @Test("a command of another panel of the screen is done in that")
  func otherPanel() {
    var session = Session()
    session.press("R:column after<Enter>")
    #expect(session.model.panel == .rows)
  }

  @Test("a command of a stream says on another screen what it needs")
  func needsStream() {
    #expect(Self.offers("changes only").contains { $0.hasSuffix("needs a stream") })
    var session = Session()
    session.press(":changes only<Enter>")
    #expect(session.status == "! changes only needs a stream: open one first")
    #expect(session.top.contains("6 streams"))
  }

  @Test(
    "a typo and Enter leaves the screen as it is, and says so", arguments: ["", "A", "<Enter>"])
  func typo(keys: String) {
    var session = Session()
    session.press(keys)
    let (top, first) = (session.top, session.row(1))
    session.press(":rebiuld<Enter>")
    #expect(session.top == top && session.row(1) == first)
    #expect(session.status == "! nothing is called rebiuld, and no event mentions it")
  }

  @Test("a number that leads nowhere says why, and what else it is not")
  func numberNowhere() {
    var session = Session()
    session.press(":683095<Enter>")
    #expect(session.top.contains("6 streams"))
    #expect(
      session.status
        .hasPrefix("! nothing is called 683095, and no event mentions it; no position 683095"))
  }

  @Test("an id that no event carries leads nowhere, and a text that events mention to them")
  func mentions() {
    var session = Session()
    session.press(":00000000-none<Down><Enter>")
    #expect(session.status == "! no event is of a correlation or cause 00000000-none")
    #expect(session.top.contains("6 streams"))
    session.press(":ATM withdrawal<Enter>")
    #expect(session.row(1).contains("All events · filter ATM withdrawal"))
    #expect(session.top.contains("@12,345"))
  }
}
