import Rewind

/// The unfinished requests, one a lane.
struct Requests: Sendable {
  private(set) var pending: [Lane: Request] = [:]
  /// What could not be answered, and is not asked again before the log grows or the question changes.
  private(set) var failed: [Lane: Question] = [:]
  /// Why it could not be answered, each in a line.
  private(set) var reasons: [Lane: String] = [:]
  /// How far the unfinished searches are, from 0 to 1.
  private(set) var progress: [Lane: Double] = [:]
  private var lastToken = 0

  /// Asks about a log; what was asked before in the lane is out of date.
  mutating func ask(_ question: Question, of log: LogSnapshot) -> Effect {
    lastToken += 1
    let request = Request(token: lastToken, question: question, log: log)
    pending[question.lane] = request
    progress[question.lane] = nil
    return .ask(request)
  }

  /// Stops waiting in a lane; nil where nothing was awaited.
  mutating func cancel(_ lane: Lane) -> Effect? {
    guard pending.removeValue(forKey: lane) != nil else { return nil }
    progress[lane] = nil
    return .cancel(lane)
  }

  /// Stops waiting in every lane.
  mutating func cancelAll() -> [Effect] {
    Lane.allCases.compactMap { cancel($0) }
  }

  /// The question of an answer; nil where it is not waited for any more.
  func question(of token: Int) -> Question? {
    pending.values.first { $0.token == token }?.question
  }

  mutating func finish(_ lane: Lane) {
    pending[lane] = nil
    progress[lane] = nil
    failed[lane] = nil
    reasons[lane] = nil
  }

  mutating func fail(_ question: Question, because reason: String? = nil) {
    finish(question.lane)
    failed[question.lane] = question
    reasons[question.lane] = reason
  }

  mutating func forgetFailures() { (failed, reasons) = ([:], [:]) }

  /// Lets what could not be answered about some projections be asked again.
  mutating func forgetFailures(of projections: Set<String>) {
    failed = failed.filter { !($0.value.projection.map(projections.contains) ?? false) }
  }

  mutating func note(_ part: Double, in lane: Lane) { progress[lane] = part }
}
