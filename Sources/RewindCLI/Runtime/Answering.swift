import Explorer
import Rewind
import Synchronization

/// Answers the explorer's questions about one log, each lane on a thread of its own.
final class Answering: Sendable {
  let log: EventLog
  let catalog: FoldCatalog
  let projecting: Projecting
  let past = PastReadModels()
  private let mailbox: Mailbox
  private let lanes = Mutex<[Lane: LaneWorker]>([:])
  private let steps = TimelineCache()
  private let walks = TimelineCache()

  init(log: EventLog, catalog: FoldCatalog, projecting: Projecting, mailbox: Mailbox) {
    self.log = log
    self.catalog = catalog
    self.projecting = projecting
    self.mailbox = mailbox
  }

  /// Forgets what was made of a log that has been replaced.
  func forget() {
    steps.clear()
    walks.clear()
    past.clear()
  }

  /// Asks a question; its answers come to the mailbox.
  func ask(_ request: Request) {
    worker(for: request.lane).ask(request)
  }

  /// Gives up the unfinished question of a lane.
  func cancel(_ lane: Lane) {
    lanes.withLock { $0[lane] }?.cancel()
  }

  private func worker(for lane: Lane) -> LaneWorker {
    lanes.withLock { lanes in
      if let worker = lanes[lane] { return worker }
      let worker = LaneWorker { [unowned self] request, isWanted in
        answer(request, isWanted: isWanted)
      }
      lanes[lane] = worker
      return worker
    }
  }

  private func answer(_ request: Request, isWanted: @escaping @Sendable () -> Bool) {
    let reply = Reply(token: request.token, mailbox: mailbox, isWanted: isWanted)
    do {
      try answer(request.question, reply)
    } catch is CancellationError {
      // Nobody waits for it any more.
    } catch {
      reply.send(.failed(projecting.proposedCalls.line(of: error)))
    }
  }

  private func answer(_ question: Question, _ reply: borrowing Reply) throws {
    let index = log.index
    switch question {
    case .streams(let query): reply.send(.streams(index.streams(matching: query)))
    case .completions(let text, let limit):
      reply.send(.streams(index.streams(containing: text, limit: limit)))
    case .events(let positions):
      let known = positions.filter { (1...max(1, index.eventCount)).contains($0) }
      let events = index.eventCount == 0 ? [] : try log.events(at: known)
      reply.send(.events(events, liftedBy: log.upcasters))
    case .states(let stream, let versions):
      let fold = fold(of: stream)
      let states = try steps.with(stream, fold, log) { timeline in
        try versions.map { try timeline.state(at: $0) { _ in reply.isWanted() } }
      }
      reply.send(.states(states, fold: fold.isLastValues ? nil : fold.name))
    case .series(let stream, let path, let last, let points):
      try reply.send(.series(series(stream, path, last: last, points: points, reply)))
    case .find(let find): reply.send(.found(try place(of: find, reply)))
    case .findStream(let find): reply.send(.found(index.place(of: find)))
    case .matches(let filter, let range): try matches(filter, range, reply)
    case .rows(let name, let query, let position):
      reply.send(.rows(try rows(name, query, at: position, reply)))
    case .rowHistory(let name, let key, let position):
      reply.send(.rowHistory(try rowHistory(name, key: key, through: position, reply)))
    case .deadLetters(let name, let position, let limit):
      let (letters, count) = try deadLetters(name, after: position, limit: limit)
      reply.send(.deadLetters(letters, count: count))
    case .comparison(let name, let copies, let limit):
      reply.send(.comparison(try comparison(name, copies, limit: limit, reply)))
    }
  }

  /// How a stream's states are made.
  func fold(of stream: StreamID) -> StateFold {
    let index = log.index
    guard stream.rawValue < index.streamCount else { return .lastValues(category: "") }
    return catalog.fold(forCategory: index.categoryName(index.stream(stream).category))
  }

  /// Lets a body walk over a stream's states, apart from the steps that a person takes.
  func walk<Value>(
    _ stream: StreamID, _ body: (inout Timeline) throws -> Value
  ) throws -> Value {
    try walks.with(stream, fold(of: stream), log, body)
  }
}

/// Where the answers of one request go.
struct Reply: ~Copyable {
  let token: Int
  let mailbox: Mailbox
  let isWanted: @Sendable () -> Bool

  func send(_ answer: Answer) {
    mailbox.post(.answer(token: token, answer))
  }

  /// - Throws: `CancellationError` where nobody waits any more.
  func checkWanted() throws {
    guard isWanted() else { throw CancellationError() }
  }
}

/// The timelines of the streams that were looked at last.
final class TimelineCache: Sendable {
  private static let limit = 4
  private let timelines = Mutex<[(stream: StreamID, timeline: Timeline)]>([])

  /// Calls a body with a stream's timeline and keeps what it learnt.
  func with<Value>(
    _ stream: StreamID, _ fold: StateFold, _ log: EventLog,
    _ body: (inout Timeline) throws -> Value
  ) throws -> Value {
    var timeline =
      timelines.withLock { timelines in
        let place = timelines.firstIndex { $0.stream == stream }
        return place.map { timelines.remove(at: $0).timeline }
      } ?? Timeline(source: log, stream: stream, fold: fold)
    defer {
      timelines.withLock { timelines in
        timelines.append((stream, timeline))
        if timelines.count > Self.limit { timelines.removeFirst() }
      }
    }
    return try body(&timeline)
  }

  func clear() {
    timelines.withLock { $0 = [] }
  }
}
