import Curses
import Explorer
import TestSupport
import Testing
import TextUI

@testable import ExplorerRuntime

@Suite("Text that is typed faster than it is looked at")
struct TypedTextTests {
  @Test("characters that came together are one text; what is no character ends it")
  func joined() {
    let typed: [InputEvent] = [
      .key(.character("b")), .key(.character(" ")), .key(.enter), .key(.character("c")),
    ]
    var events = (typed.map(TerminalEvent.input) + [.woken])[...]
    #expect(events.joiningTyped(to: .key(.character("a"))) == .paste("ab "))
    #expect(events.first == .input(.key(.enter)))
    events.removeFirst()
    #expect(events.joiningTyped(to: .key(.enter)) == .key(.enter))
    events.removeFirst()
    #expect(events.joiningTyped(to: .key(.character("c"))) == .key(.character("c")))
    #expect(events == [.woken])
  }
}
