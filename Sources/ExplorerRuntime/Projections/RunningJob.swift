import Explorer
import Rewind
import Synchronization

/// A job that is at work.
final class RunningJob: Sendable {
  let name: String
  let job: ProjectionScheduler.Job
  /// What the projection's script says in it.
  let notes = ScriptNotes()
  private let cancelled = Atomic(false)
  private let told = Mutex<(progress: ProjectionProgress?, time: ContinuousClock.Instant?)>(
    (nil, nil))
  private let ending = Mutex<ProjectionNews.Ending?>(nil)

  init(name: String, job: ProjectionScheduler.Job) {
    self.name = name
    self.job = job
  }

  var place: ProjectionScheduler.Place { ProjectionScheduler.Place(name, job) }

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() {
    cancelled.store(true, ordering: .relaxed)
  }

  /// Whether progress is worth a message: what is new, ten times a second at most.
  func shouldTell(_ progress: ProjectionProgress) -> Bool {
    told.withLock { told in
      let now = ContinuousClock.now
      if let time = told.time, now - time < .milliseconds(100) { return false }
      let isOld =
        progress.phase == .live && told.progress?.phase == .live
        && told.progress?.position == progress.position
      if isOld { return false }
      told = (progress, now)
      return true
    }
  }

  func end(_ ending: ProjectionNews.Ending) {
    self.ending.withLock { $0 = ending }
  }

  var hasEnded: Bool { ending.withLock { $0 != nil } }

  /// From where it can go on: where it was stopped, or where it was last known to be.
  var stoppedAt: Int? {
    switch ending.withLock(\.self) {
    case .cancelled(let position): position
    case nil: told.withLock { $0.progress?.position ?? 0 }
    case .done, .ready, .failed, .needsAgreement: nil
    }
  }
}
