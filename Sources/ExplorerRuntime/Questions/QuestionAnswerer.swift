import Explorer
import Rewind
import RewindScripts
import Synchronization

/// Answers the explorer's questions about one log.
///
/// An answer depends on the question and on the log as the explorer showed it, which the request
/// carries: a log that is replaced meanwhile makes no answer wrong. What was folded is kept, so that the
/// next question about it is answered sooner. Questions may be asked on several threads at once.
final class QuestionAnswerer: Sendable {
  let projections: LogProjections
  let pastReadModels = PastReadModels()
  let stepper = KeptStepper()
  private let folds: FoldRegistry
  let calls: ProposedCalls
  /// The timelines that a person steps through, apart from those that a search goes over and those of what is seen
  /// beside the current version: so a step never replays what one of the others left.
  private let steps = TimelineCache()
  private let walks = TimelineCache()
  let looks = TimelineCache()
  let tellingLeaves = TellingLeaves()

  /// - Parameters:
  ///   - projections: the log's projections; questions are about their log.
  ///   - folds: how the states of streams are made.
  ///   - calls: calls that errors propose, about the log.
  init(_ projections: LogProjections, folds: FoldRegistry, calls: ProposedCalls = ProposedCalls()) {
    self.projections = projections
    self.folds = folds
    self.calls = calls
  }

  /// Lets go of what was made of a log that has been replaced; nothing is answered from it any more.
  func forget() {
    steps.clear()
    walks.clear()
    looks.clear()
    tellingLeaves.clear()
    pastReadModels.clear()
    stepper.clear()
  }

  /// All answers to a request, in order: progress and parts, then the rest, or why it cannot be answered.
  func answers(to request: Request) -> [Answer] {
    let answers = Mutex<[Answer]>([])
    answer(request, Reply { answer in answers.withLock { $0.append(answer) } })
    return answers.withLock(\.self)
  }

  /// Answers a request, a part at a time; where it is not waited for any more, it ends without an answer.
  func answer(_ request: Request, _ reply: Reply) {
    do {
      try answer(request.question, in: request.log, reply)
    } catch is CancellationError {
      // It is not waited for any more.
    } catch is ReplacedCodeError {
      // Whoever watches the code says that it changed, and it is asked for anew.
    } catch let error as UntrustedProgramError {
      reply.tell(.needsAgreement(program: error.program))
    } catch {
      reply.tell(.failed(calls.line(of: error)))
    }
  }

  private func answer(_ question: Question, in log: LogSnapshot, _ reply: Reply) throws {
    switch question {
    case .streams(let query): reply.tell(.streams(log.index.streams(matching: query)))
    case .completions(let text, let limit):
      reply.tell(.streams(log.index.streams(containing: text, limit: limit)))
    case .events(let positions):
      let known = positions.filter { (1..<log.index.eventCount + 1).contains($0) }
      reply.tell(try .events(at: known, of: log))
    case .ofTail(let question): try answer(question, in: log, reply)
    case .states(let stream, let versions): reply.tell(try states(of: stream, versions, log, reply))
    case .series(let stream, let path, let last, let points):
      reply.tell(
        .series(try series(of: stream, path, last: last, points: points, log, reply)))
    case .effects(let stream, let path, let versions):
      reply.tell(.effects(try effects(of: stream, path, versions, log, reply)))
    case .find(let find): reply.tell(try answer(to: find, log, reply))
    case .hits(let search): try tellHits(of: search, log, reply)
    case .matches(let filter, let range): try tellMatches(of: filter, range, log, reply)
    case .rows(let name, let query, let position):
      reply.tell(.rows(try rows(of: name, query, at: position, log, reply)))
    case .rowHistory(let name, let key, let position):
      reply.tell(.rowHistory(try history(of: name, key: key, through: position, log, reply)))
    case .step(let name, let position, let key):
      reply.tell(.step(try nextStep(of: name, after: position, ofKey: key, log, reply)))
    case .touchedRows(let position, let names):
      try tellTouchedRows(at: position, of: names, log, reply)
    case .dataLines(let positions): try tellDataLines(at: positions, log, reply)
    case .relatives(let position): reply.tell(try relatives(of: position, log, reply))
    case .deadLetters(let name, let position, let limit):
      reply.tell(try deadLetters(of: name, after: position, limit: limit))
    case .differenceStarts(let name, let limit):
      reply.tell(try starts(ofDifferencesIn: name, limit: limit, log, reply))
    case .comparison(let name, let copies, let limit):
      reply.tell(.comparison(try comparison(of: name, copies, limit: limit, log, reply)))
    }
  }

  private func states(
    of stream: StreamID, _ versions: [Int], _ log: LogSnapshot, _ reply: Reply
  ) throws -> Answer {
    let fold = try fold(of: stream, log.index)
    return try steps.withTimeline(of: stream, fold, log) { timeline in
      do {
        let states = try versions.map { try timeline.state(at: $0) { _ in reply.isWanted() } }
        return .states(
          saying(fold, of: stream, log, in: states), fold: fold.isStandIn ? nil : fold.name,
          code: "\(fold.identity) \(log.upcasters.fingerprint)", stop: timeline.stop)
      } catch let stop as StoppedFoldError {
        return .stopped(at: try timeline.state(at: stop.version), calls.line(of: stop))
      }
    }
  }

  /// The states of a stream, each with what is said of the stream as a whole, which its own event says not.
  private func saying(
    _ fold: some Fold, of stream: StreamID, _ log: LogSnapshot, in states: [StateAtVersion]
  ) -> [StateAtVersion] {
    let order = log.index.remark(onOrderOf: stream)
    let hints =
      folds.hints(ofStream: stream, in: log.index) + fold.hints(in: log)
      + [log.remarkOnDirection, order].compactMap(\.self)
    return states.map { state in
      let said = state.notes.map(\.text)
      return state.saying(
        hints.filter { !said.contains($0) }
          .map { FoldNote(version: 0, kind: .warning, text: $0) })
    }
  }

  /// How a stream's states are made.
  func fold(of stream: StreamID, _ index: LogIndex) throws -> any Fold {
    guard index.contains(stream) else { return AggregateFold.lastValues }
    return try folds.fold(forCategory: index.categoryName(index.stream(stream).category))
  }

  /// Lets a body go over a stream's states, apart from the steps that a person takes.
  func walk<Value>(
    over stream: StreamID, _ log: LogSnapshot, _ body: (inout Timeline) throws -> Value
  ) throws -> Value {
    try walks.withTimeline(of: stream, try fold(of: stream, log.index), log, body)
  }
}

extension LogIndex {
  /// Whether it has a stream; one that another index gave it may not have.
  func contains(_ stream: StreamID) -> Bool { (0..<streamCount).contains(stream.rawValue) }
}
