import Explorer
import Rewind
import Testing

@testable import RewindCLI

@Suite("Who may work on which projection")
struct ProjectionDeskTests {
  private static let rebuilding = ProjectionDesk.Job.rebuild(comparing: false, onError: .stop)
  private static let running = ProjectionDesk.Job.run(onError: .stop)
  private var desk = ProjectionDesk()

  private mutating func rebuild(_ names: String..., comparing: Bool = false)
    -> [ProjectionDesk.Action]
  {
    desk.take(.rebuild(names, comparing: comparing, onError: .stop))
  }

  @Test("rebuilds are done one after the other")
  mutating func queue() {
    #expect(rebuild("a", "b") == [.start("a", Self.rebuilding), .sayWaiting("b")])
    #expect(rebuild("c") == [.sayWaiting("c")])
    #expect(desk.end("a", isUndecided: false) == [.start("b", Self.rebuilding)])
    #expect(desk.end("b", isUndecided: false) == [.start("c", Self.rebuilding)])
    #expect(desk.end("c", isUndecided: false) == [])
    #expect(desk.isIdle)
  }

  @Test("what is being done is not begun a second time")
  mutating func twice() {
    _ = rebuild("a")
    guard case .refuse("a", _) = rebuild("a").first else {
      Issue.record("a second rebuild was not refused")
      return
    }
  }

  @Test("a rebuild that waits is called off without having begun")
  mutating func drop() {
    _ = rebuild("a", "b")
    #expect(desk.take(.cancel("b")) == [.dropped("b", Self.rebuilding)])
    #expect(desk.take(.cancel("a")) == [.cancel("a")])
    #expect(desk.end("a", isUndecided: false) == [])
  }

  @Test("runs go on at once, also beside a rebuild of another projection")
  mutating func runs() {
    _ = rebuild("a")
    #expect(
      desk.take(.run(["b", "c"], onError: .stop)) == [
        .start("b", Self.running), .start("c", Self.running),
      ])
    #expect(desk.take(.run(["b"], onError: .stop)) == [])
  }

  @Test("a projection that is kept up is let go of for a rebuild, and kept up again afterwards")
  mutating func pause() {
    _ = desk.take(.run(["a"], onError: .park))
    #expect(rebuild("a") == [.cancel("a"), .sayWaiting("a")])
    #expect(desk.isPaused("a"))
    #expect(desk.end("a", isUndecided: false) == [.start("a", Self.rebuilding)])
    #expect(desk.end("a", isUndecided: false) == [.start("a", .run(onError: .park))])
    #expect(!desk.isPaused("a"))
  }

  @Test("while somebody has to say yes or no to a rebuild, it is not kept up")
  mutating func undecided() {
    _ = desk.take(.run(["a"], onError: .stop))
    _ = rebuild("a", comparing: true)
    _ = desk.end("a", isUndecided: false)
    #expect(desk.end("a", isUndecided: true) == [])
    #expect(desk.take(.swap("a")) == [.start("a", .swap)])
    #expect(desk.end("a", isUndecided: false) == [.start("a", Self.running)])
  }

  @Test("closing calls everything off for good")
  mutating func close() {
    _ = rebuild("a", "b")
    _ = desk.take(.run(["c"], onError: .stop))
    #expect(Set(desk.close()) == [.cancel("a"), .cancel("c")])
    #expect(desk.end("a", isUndecided: false) == [])
    #expect(desk.end("c", isUndecided: false) == [])
    #expect(desk.isIdle)
    #expect(rebuild("a") == [])
  }
}
