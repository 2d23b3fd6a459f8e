import Explorer
import Rewind
import Testing

@testable import ExplorerRuntime

@Suite("Who may work on which projection")
struct ProjectionSchedulerTests {
  private static let rebuilding = ProjectionScheduler.Job.rebuild(comparing: false, onError: .stop)
  private static let running = ProjectionScheduler.Job.run(onError: .stop)
  private var scheduler = ProjectionScheduler()

  private mutating func rebuild(_ names: String..., comparing: Bool = false)
    -> [ProjectionScheduler.Action]
  {
    scheduler.take(.rebuild(names, comparing: comparing, onError: .stop))
  }

  @Test("rebuilds are done one after the other")
  mutating func queue() {
    #expect(rebuild("a", "b") == [.start("a", Self.rebuilding), .sayWaiting("b")])
    #expect(rebuild("c") == [.sayWaiting("c")])
    #expect(scheduler.end("a", Self.rebuilding) == [.start("b", Self.rebuilding)])
    #expect(scheduler.end("b", Self.rebuilding) == [.start("c", Self.rebuilding)])
    #expect(scheduler.end("c", Self.rebuilding) == [])
    #expect(scheduler.isIdle)
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
    #expect(scheduler.take(.cancel("b")) == [.dropped("b", Self.rebuilding)])
    #expect(scheduler.take(.cancel("a")) == [.cancel("a", Self.rebuilding)])
    #expect(scheduler.end("a", Self.rebuilding) == [])
  }

  @Test("runs go on at once, also beside a rebuild of another projection")
  mutating func runs() {
    _ = rebuild("a")
    #expect(
      scheduler.take(.run(["b", "c"], onError: .stop)) == [
        .start("b", Self.running), .start("c", Self.running),
      ])
    #expect(scheduler.take(.run(["b"], onError: .stop)) == [])
  }

  @Test("a projection is rebuilt while it is kept up, and either is called off by itself")
  mutating func beside() {
    _ = scheduler.take(.run(["a"], onError: .park))
    #expect(rebuild("a") == [.start("a", Self.rebuilding)])
    #expect(scheduler.job(of: "a") == Self.rebuilding)
    #expect(scheduler.take(.cancel("a")) == [.cancel("a", Self.rebuilding)])
    #expect(scheduler.end("a", Self.rebuilding) == [])
    #expect(scheduler.job(of: "a") == .run(onError: .park))
    #expect(scheduler.take(.cancel("a")) == [.cancel("a", .run(onError: .park))])
    #expect(scheduler.end("a", .run(onError: .park)) == [])
    #expect(scheduler.isIdle)
  }

  @Test("a projection that is kept up is let go of for a retry, and kept up again afterwards")
  mutating func pause() {
    let retry = ProjectionScheduler.Job.retry(key: "k")
    _ = scheduler.take(.run(["a"], onError: .park))
    #expect(scheduler.take(.retry("a", key: "k")) == [.cancel("a", .run(onError: .park))])
    #expect(scheduler.isPaused("a"))
    #expect(scheduler.end("a", .run(onError: .park)) == [.start("a", retry)])
    #expect(scheduler.end("a", retry) == [.start("a", .run(onError: .park))])
    #expect(!scheduler.isPaused("a"))
  }

  @Test("it is kept up also while somebody has to say yes or no to a rebuild")
  mutating func undecided() {
    _ = scheduler.take(.run(["a"], onError: .stop))
    _ = rebuild("a", comparing: true)
    #expect(scheduler.end("a", .rebuild(comparing: true, onError: .stop)) == [])
    #expect(scheduler.job(of: "a") == Self.running)
    #expect(scheduler.take(.swap("a")) == [.start("a", .swap)])
    #expect(scheduler.end("a", .swap) == [])
  }

  @Test("closing calls everything off for good")
  mutating func close() {
    _ = rebuild("a", "b")
    _ = scheduler.take(.run(["c"], onError: .stop))
    #expect(
      Set(scheduler.close()) == [.cancel("a", Self.rebuilding), .cancel("c", Self.running)])
    #expect(scheduler.end("a", Self.rebuilding) == [])
    #expect(scheduler.end("c", Self.running) == [])
    #expect(scheduler.isIdle)
    #expect(rebuild("a") == [])
  }
}
