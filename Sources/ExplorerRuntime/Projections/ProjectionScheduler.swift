import Explorer
import Rewind

/// Decides which job may work on which projection, and when; it does nothing itself.
///
/// A projection has one job at a time, and there is one rebuild at a time. A job for a projection that is
/// kept up stops the run first, and the run goes on afterwards.
struct ProjectionScheduler {
  /// Something to be done to one projection.
  enum Job: Hashable, Sendable {
    case rebuild(comparing: Bool, onError: ErrorPolicy)
    case run(onError: ErrorPolicy)
    case swap
    case discard
    case retry(key: String?)
  }

  /// What is to happen next.
  enum Action: Hashable {
    case start(String, Job)
    case cancel(String)
    case sayWaiting(String)
    case refuse(String, reason: String)
    /// A job was called off before it began.
    case dropped(String, Job)
  }

  private var active: [String: Job] = [:]
  private var waiting: [(name: String, job: Job)] = []
  /// Projections that are to be kept up again once nothing else is done to them.
  private var paused: [String: ErrorPolicy] = [:]
  /// Projections with a rebuild that waits to be swapped or discarded.
  private var undecided: Set<String> = []
  private var isClosed = false

  /// What is being done to a projection.
  func job(of name: String) -> Job? { active[name] }

  /// Whether nothing is being done.
  var isIdle: Bool { active.isEmpty }

  /// Whether a projection's run was ended only to make way for another job.
  func isPaused(_ name: String) -> Bool { paused[name] != nil }

  /// Takes an order.
  mutating func take(_ order: ProjectionOrder) -> [Action] {
    guard !isClosed else { return [] }
    switch order {
    case .rebuild(let names, let comparing, let onError):
      return names.flatMap { queue(.rebuild(comparing: comparing, onError: onError), for: $0) }
        + schedule() + names.filter(isWaiting).map(Action.sayWaiting)
    case .run(let names, let onError):
      for name in names where active[name]?.isRun != true {
        undecided.remove(name)
        paused[name] = onError
      }
      return schedule() + names.filter { paused[$0] != nil }.map(Action.sayWaiting)
    case .cancel(let name): return cancel(name)
    case .swap(let name): return queue(.swap, for: name) + schedule()
    case .discard(let name): return queue(.discard, for: name) + schedule()
    case .retry(let name, let key): return queue(.retry(key: key), for: name) + schedule()
    }
  }

  /// Notes that a projection's job has ended.
  ///
  /// - Parameter isUndecided: whether it left a rebuild that waits to be swapped or discarded.
  mutating func end(_ name: String, isUndecided: Bool) -> [Action] {
    active[name] = nil
    if isUndecided { undecided.insert(name) } else { undecided.remove(name) }
    return schedule()
  }

  /// Calls everything off for good.
  mutating func close() -> [Action] {
    isClosed = true
    waiting = []
    paused = [:]
    return active.keys.map(Action.cancel)
  }

  // MARK: - Deciding

  private func isWaiting(_ name: String) -> Bool { waiting.contains { $0.name == name } }

  private mutating func queue(_ job: Job, for name: String) -> [Action] {
    let others = waiting.filter { $0.name == name }.map(\.job) + [active[name]].compactMap(\.self)
    if let other = others.first(where: { !$0.isRun }) {
      return [.refuse(name, reason: "it is \(other.words) already; X stops it")]
    }
    waiting.append((name, job))
    guard case .run(let onError) = active[name], paused[name] == nil else { return [] }
    paused[name] = onError
    return [.cancel(name)]
  }

  private mutating func cancel(_ name: String) -> [Action] {
    let dropped = waiting.filter { $0.name == name }
    waiting.removeAll { $0.name == name }
    if !dropped.isEmpty { return dropped.map { .dropped(name, $0.job) } + schedule() }
    if active[name] == nil || active[name]?.isRun == true { paused[name] = nil }
    return active[name] == nil ? [] : [.cancel(name)]
  }

  /// Starts what can be started, the oldest first.
  private mutating func schedule() -> [Action] {
    guard !isClosed else { return [] }
    var actions: [Action] = []
    waiting.removeAll { name, job in
      let hasRebuild = active.values.contains(where: \.isRebuild)
      guard active[name] == nil, !(job.isRebuild && hasRebuild) else { return false }
      active[name] = job
      actions.append(.start(name, job))
      return true
    }
    for (name, onError) in paused.sorted(by: { $0.key < $1.key })
    where active[name] == nil && !isWaiting(name) && !undecided.contains(name) {
      paused[name] = nil
      active[name] = .run(onError: onError)
      actions.append(.start(name, .run(onError: onError)))
    }
    return actions
  }
}

extension ProjectionScheduler.Job {
  var isRun: Bool { if case .run = self { true } else { false } }

  var isRebuild: Bool { if case .rebuild = self { true } else { false } }

  /// What is being done, as in "it is being rebuilt already".
  fileprivate var words: String {
    switch self {
    case .rebuild: "being rebuilt"
    case .run: "kept up"
    case .swap, .discard: "being changed"
    case .retry: "being retried"
    }
  }
}
