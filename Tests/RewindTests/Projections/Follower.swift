import Synchronization

@testable import Rewind

/// A projection's run that follows its log until it is told to stop.
struct Follower {
  private let running: Task<ProjectionRunner.RunResult, any Error>
  private let positions: AsyncStream<Int>
  private let wish = Wish()
  /// The last position of which it is known that the run was up to date there.
  private var reached = 0

  private final class Wish: Sendable {
    let isStopped = Atomic(false)
  }

  init(_ runner: ProjectionRunner) {
    let (positions, told) = AsyncStream.makeStream(of: Int.self)
    self.positions = positions
    running = Task { [wish] in
      defer { told.finish() }
      // On a thread of its own: those of tasks are few, and other tests wait for them.
      return try await runner.onThread.run(follow: true) { progress in
        if progress.phase == .live { told.yield(progress.position) }
        return !wish.isStopped.load(ordering: .relaxed)
      }
    }
  }

  /// Waits until the run is up to date at a position or behind it; false where it ended before.
  mutating func reaches(_ position: Int) async -> Bool {
    if reached < position { reached = await positions.first { $0 >= position } ?? reached }
    return reached >= position
  }

  /// Waits until the run has ended by itself.
  @discardableResult
  func end() async throws -> ProjectionRunner.RunResult { try await running.value }

  /// Tells the run to stop, and waits until it has.
  func stop() async throws -> ProjectionRunner.RunResult {
    wish.isStopped.store(true, ordering: .relaxed)
    return try await end()
  }
}
