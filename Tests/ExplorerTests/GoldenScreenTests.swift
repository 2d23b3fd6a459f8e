import Explorer
import Rewind
import TestSupport
import Testing
import TextUI

@Suite("Screens look as recorded")
struct GoldenScreenTests {
  @Test("the stream screen is the one that DESIGN.md draws")
  func stream() {
    var session = Session(Fixture.account)
    session.press("<Enter>4G<Tab>")
    session.append(Fixture.twoMore)
    expectScreen(session.canvas, matches: "stream-80x24")
  }
}
