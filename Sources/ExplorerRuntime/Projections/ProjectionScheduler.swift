import Explorer
import Rewind

/// Decides which job may work on which projection, and when; it does nothing itself.
///
/// A projection has one job at a time on its read model, which is to keep it up or to retry dead letters, and one
/// on the shadow beside it, which is to rebuild it; there is one rebuild at a time. A retry of a projection that is
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
    case cancel(String, Job)
    case sayWaiting(String)
    case refuse(String, reason: String)
    /// A job was called off before it began.
    case dropped(String, Job)
  }

  /// What a job works on: a projection has at most one job on each of its copies.
  struct Place: Hashable {
    var name: String
    var copy: ReadModelCopy

    init(_ name: String, _ job: Job) { (self.name, copy) = (name, job.copy) }

    init(_ name: String, _ copy: ReadModelCopy) { (self.name, self.copy) = (name, copy) }
  }

  private var active: [Place: Job] = [:]
  private var waiting: [(name: String, job: Job)] = []
  /// Projections that are to be kept up again once nothing else is done to their read models.
  private var paused: [String: ErrorPolicy] = [:]
  private var isClosed = false

  /// What is being done to a projection's shadow, else to its read model.
  func job(of name: String) -> Job? { active[Place(name, .shadow)] ?? active[Place(name, .live)] }

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
      for name in names where active[Place(name, .live)]?.isRun != true { paused[name] = onError }
      return schedule() + names.filter { paused[$0] != nil }.map(Action.sayWaiting)
    case .cancel(let name): return cancel(name)
    case .swap(let name): return queue(.swap, for: name) + schedule()
    case .discard(let name): return queue(.discard, for: name) + schedule()
    case .retry(let name, let key): return queue(.retry(key: key), for: name) + schedule()
    }
  }

  /// Notes that a job of a projection has ended.
  mutating func end(_ name: String, _ job: Job) -> [Action] {
    active[Place(name, job)] = nil
    return schedule()
  }

  /// Calls everything off for good.
  mutating func close() -> [Action] {
    isClosed = true
    waiting = []
    paused = [:]
    return active.map { .cancel($0.key.name, $0.value) }
  }

  // MARK: - Deciding

  private func isWaiting(_ name: String) -> Bool { waiting.contains { $0.name == name } }

  private mutating func queue(_ job: Job, for name: String) -> [Action] {
    let place = Place(name, job)
    let others =
      waiting.filter { Place($0.name, $0.job) == place }.map(\.job)
      + [active[place]].compactMap(\.self)
    if let other = others.first(where: { !$0.isRun }) {
      return [.refuse(name, reason: "it is \(other.words) already; X stops it")]
    }
    waiting.append((name, job))
    guard case .run(let onError)? = active[place], paused[name] == nil else { return [] }
    paused[name] = onError
    return [.cancel(name, .run(onError: onError))]
  }

  /// Calls off what waits, else what is done to the shadow, else what is done to the read model.
  private mutating func cancel(_ name: String) -> [Action] {
    let dropped = waiting.filter { $0.name == name }
    waiting.removeAll { $0.name == name }
    if !dropped.isEmpty { return dropped.map { .dropped(name, $0.job) } + schedule() }
    if let job = active[Place(name, .shadow)] { return [.cancel(name, job)] }
    let job = active[Place(name, .live)]
    if job?.isRun != false { paused[name] = nil }
    return job.map { [.cancel(name, $0)] } ?? []
  }

  /// Starts what can be started, the oldest first.
  private mutating func schedule() -> [Action] {
    guard !isClosed else { return [] }
    var actions: [Action] = []
    waiting.removeAll { name, job in
      let hasRebuild = active.values.contains(where: \.isRebuild)
      guard active[Place(name, job)] == nil, !(job.isRebuild && hasRebuild) else { return false }
      active[Place(name, job)] = job
      actions.append(.start(name, job))
      return true
    }
    for (name, onError) in paused.sorted(by: { $0.key < $1.key })
    where active[Place(name, .live)] == nil && !hasRetryWaiting(name) {
      paused[name] = nil
      active[Place(name, .live)] = .run(onError: onError)
      actions.append(.start(name, .run(onError: onError)))
    }
    return actions
  }

  private func hasRetryWaiting(_ name: String) -> Bool {
    waiting.contains { $0.name == name && $0.job.copy == .live }
  }
}

extension ProjectionScheduler.Job {
  var isRun: Bool { if case .run = self { true } else { false } }

  /// The copy that it works on.
  var copy: ReadModelCopy {
    switch self {
    case .run, .retry: .live
    case .rebuild, .swap, .discard: .shadow
    }
  }

  /// Whether events are folded in it, so that a script may say something.
  var folds: Bool {
    switch self {
    case .rebuild, .run, .retry: true
    case .swap, .discard: false
    }
  }

  var isRebuild: Bool { if case .rebuild = self { true } else { false } }

  /// The order that leads to it, for one projection; nil where none of events is folded in it.
  func order(of name: String) -> ProjectionOrder? {
    switch self {
    case .rebuild(let comparing, let onError):
      .rebuild([name], comparing: comparing, onError: onError)
    case .run(let onError): .run([name], onError: onError)
    case .retry(let key): .retry(name, key: key)
    case .swap, .discard: nil
    }
  }

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
