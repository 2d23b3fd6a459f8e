import Foundation
import Rewind
import TestSupport
import Testing

@testable import Explorer
@testable import ExplorerRuntime

@Suite("Lanes of questions", .timeLimit(.wholeRun))
struct QuestionLanesTests {
  @Test("a lane's thread ends when it is stopped, and an unfinished question with it")
  func stop() throws {
    let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    do {
      let kept = Kept { ended.signal() }
      let worker = LaneWorker { _, isWanted in
        begun.signal()
        while isWanted() { kept.lookAround() }
      }
      try #require(worker).ask(Request(token: 1, question: .events([1]), log: .empty))
      try #require(begun.wait(timeout: .now() + 30) == .success)
      worker?.stop()
    }
    #expect(ended.wait(timeout: .now() + 30) == .success)
  }
}

/// Tells when nobody holds it any more.
private final class Kept: Sendable {
  private let onEnd: @Sendable () -> Void

  init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }

  deinit { onEnd() }

  func lookAround() { sched_yield() }
}
