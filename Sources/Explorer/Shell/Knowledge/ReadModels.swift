import Rewind
import TextUI

/// What is known of the projections and their read models; keys do not change it.
struct ReadModels: Sendable {
  /// What is being done to a projection.
  enum Work: Hashable, Sendable {
    /// Others are to be done first.
    case waiting
    case progress(ProjectionProgress)
  }
  /// A query for rows, apart from its offset and limit.
  struct RowsKey: Hashable, Sendable {
    var projection: String
    var query: RowQuery
    var at: Int?

    init(_ projection: String, _ query: RowQuery, at: Int?) {
      self.projection = projection
      self.query = query
      (self.query.offset, self.query.limit) = (0, 0)
      self.at = at
    }
  }
  /// Some rows, and the query that they answer.
  struct Rows: Sendable {
    var key: RowsKey
    /// The read model's generation when they were asked for.
    var generation: Int
    var page: RowPage
    /// Whether they were made by a definition that was changed since.
    var isVoid = false

    /// The row of a number among all that pass; nil where it is not loaded.
    subscript(number: Int) -> [ReadModelValue]? {
      let index = number - page.offset
      return page.rows.indices.contains(index) ? page.rows[index] : nil
    }
  }
  /// The dead letters of a projection from the first on, as far as they were looked at.
  struct Letters: Sendable {
    var projection: String
    var generation: Int
    var letters: [DeadLetter]
    var count: Int
  }
  /// The answer to a question that always has the same answer.
  struct Told<Value: Sendable>: Sendable {
    var question: Question
    var value: Value
  }

  /// The projections, in the order in which they are listed.
  var listed: [ListedProjection] = []
  private(set) var statuses: [String: ProjectionStatus] = [:]
  private(set) var work: [String: Work] = [:]
  /// What scripts said in the work that was done last.
  private(set) var notes: [String: [ProjectionNote]] = [:]
  /// Rebuilds that are whole and wait to be swapped or discarded.
  private(set) var ready: Set<String> = []
  /// How often a read model's rows may have changed.
  private var generations: [String: Int] = [:]

  var rows: Rows?
  var letters: Letters?
  var history: Told<[RowStep]>?
  var step: Told<ProjectionStep>?
  /// What is known so far of the rows that an event touched.
  var touched: Told<[TouchedRows]>?
  var comparison: Told<ReadModelComparison>?
  /// Since when the rows differ that are compared with a rebuild.
  var starts: Told<DifferenceStarts>?
  /// The generation of the read model when a lane's rows or dead letters were asked for.
  var askedGeneration: [Lane: Int] = [:]
  /// Why what was last asked in a lane could not be answered.
  var failures: [Lane: String] = [:]

  func generation(of projection: String) -> Int { generations[projection] ?? 0 }

  /// Whether there is a read model to be asked; nil while that is not known.
  func isBuilt(_ projection: String) -> Bool? {
    guard let status = statuses[projection] else { return nil }
    return status.state != .notBuilt && (status.position > 0 || status.writtenAt != nil)
  }

  /// How far the read model is.
  func position(of projection: String) -> Int? {
    guard let status = statuses[projection] else { return nil }
    if status.state != .rebuilding, case .progress(let progress)? = work[projection] {
      return max(status.position, progress.position)
    }
    return status.position
  }

  /// Whether there is work that can be cancelled.
  func isAtWork(_ projection: String) -> Bool {
    if work[projection] != nil { return true }
    guard let status = statuses[projection], status.process == nil else { return false }
    return status.state == .rebuilding || status.state == .running
  }

  /// The projections that are being rebuilt, or wait for that, by name.
  var rebuilding: [String] {
    work.keys.filter { work[$0] == .waiting || statuses[$0]?.state == .rebuilding }.sorted()
  }

  /// Takes news; answers the projections with rows that may have changed.
  mutating func take(_ news: ProjectionNews) -> Set<String> {
    let before = generations
    switch news {
    case .listed(let listed): take(listed)
    case .said(let name, let notes): self.notes[name] = notes
    case .statuses(let statuses):
      for status in statuses {
        if let old = self.statuses[status.name], !old.hasRows(of: status) { age(status.name) }
        self.statuses[status.name] = status
      }
    case .waiting(let name): work[name] = .waiting
    case .progress(let name, let progress):
      let before = position(of: name)
      work[name] = .progress(progress)
      if statuses[name]?.state == .rebuilding { ready.remove(name) }
      if position(of: name) != before { age(name) }
    case .ended(let name, let ending):
      work[name] = nil
      age(name)
      switch ending {
      case .ready:
        ready.insert(name)
        if case .comparison(name, .rebuild, _)? = comparison?.question { comparison = nil }
        if starts?.question.projection == name { starts = nil }
      case .done: ready.remove(name)
      case .cancelled, .failed, .needsAgreement: break
      }
    }
    return Set(generations.filter { before[$0.key] != $0.value }.keys)
  }

  /// Takes the projections that there are now: what was made by a definition that was changed is void.
  private mutating func take(_ new: [ListedProjection]) {
    for old in listed {
      guard let now = new.first(where: { $0.name == old.name }) else {
        forget(old.name)
        continue
      }
      if old.isRedefined(by: now) { forgetAnswers(about: old.name) }
    }
    listed = new
  }

  /// Forgets a projection that is gone.
  private mutating func forget(_ projection: String) {
    forgetAnswers(about: projection)
    (statuses[projection], notes[projection]) = (nil, nil)
  }

  /// Lets go of what was read by a projection's old definition, and of a rebuild that it made.
  private mutating func forgetAnswers(about projection: String) {
    age(projection)
    ready.remove(projection)
    if rows?.key.projection == projection, rows?.key.at != nil { rows?.isVoid = true }
    if history?.question.projection == projection { history = nil }
    if step?.question.projection == projection { step = nil }
    touched = nil
    if comparison?.question.projection == projection { comparison = nil }
    if starts?.question.projection == projection { starts = nil }
  }

  /// Keeps statuses and work, and forgets what was read of the old log.
  mutating func takeOver(_ old: ReadModels) {
    listed = old.listed
    statuses = old.statuses
    work = old.work
    notes = old.notes
  }

  private mutating func age(_ projection: String) { generations[projection, default: 0] += 1 }
}

extension ProjectionStatus {
  /// Whether nothing has been written since another status.
  fileprivate func hasRows(of other: ProjectionStatus) -> Bool {
    position == other.position && writtenAt == other.writtenAt && parked == other.parked
      && (state == .notBuilt) == (other.state == .notBuilt)
  }
}
