import Rewind
import Synchronization
import TestSupport
import Testing

@testable import Explorer
@testable import ExplorerRuntime

@Suite("Answers to the explorer's questions")
struct QuestionAnswererTests {
  private static let lines = [
    event("account-1", "Opened", #"{"owner":"Ada"}"#),
    event("user-7", "Opened", #"{"name":"Bob"}"#),
    event("account-1", "Deposited", #"{"amount":5}"#, metadata: #"{"cause":"Salary"}"#),
    #"{"stream_id":"account-1","type":"Broken"#,
    event("account-1", "Deposited", #"{"amount":7}"#),
  ]
  private let log = EventLog.inMemory(lines: lines)
  private let answerer: QuestionAnswerer

  init() throws {
    let projections = LogProjections(
      source: log, catalog: ProjectionCatalog(BuiltInProjections.all), models: try .temporary())
    answerer = QuestionAnswerer(projections, folds: FoldRegistry(aggregates: []))
  }

  private static func event(
    _ stream: String, _ type: String, _ data: String, metadata: String = "{}"
  ) -> String {
    #"{"stream_id":"\#(stream)","type":"\#(type)","data":\#(data),"metadata":\#(metadata)}"#
  }

  private func answers(to question: Question) -> [Answer] {
    answerer.answers(to: Request(token: 1, question: question, log: log.snapshot()))
  }

  private func place(_ find: Find) -> Int? {
    guard case .found(let place)? = answers(to: .find(find)).last else { return nil }
    return place
  }

  private func pattern(_ text: String) throws -> TextPattern {
    try #require(TextPattern(typed: text))
  }

  private static let all = EventRange(stream: nil, places: 1...5)

  @Test(
    "a text is looked for in the stream's name, the type, the data, the metadata, a damaged line",
    arguments: [
      ("user-7", 2), ("Deposited", 3), ("ada", 1), ("Salary", 3), ("Broken", 4), ("nothing", nil),
      ("!account-1", 2),
    ] as [(String, Int?)])
  func text(typed: String, place: Int?) throws {
    let pattern = try pattern(typed)
    #expect(self.place(Find(.text(pattern), in: Self.all)) == place)
    var found: [Int] = []
    for case .matches(let places, _) in answers(to: .matches(.text(pattern), Self.all)) {
      found += places
    }
    #expect(found.first == place)
  }

  @Test("a search goes either way, and to the hit that is asked for or the last there is")
  func direction() throws {
    let pattern = try pattern("account-1")
    #expect(place(Find(.text(pattern), in: Self.all, .backward)) == 5)
    #expect(place(Find(.text(pattern), in: Self.all, .backward, count: 2)) == 4)
    #expect(place(Find(.text(pattern), in: Self.all, count: 9)) == 5)
  }

  @Test("an id leads to its event, or it is told that others carry it")
  func ids() throws {
    let log = EventLog.inMemory(
      lines: [
        #"{"stream_id":"a","type":"T","id":"AB-1","metadata":{"correlation_id":"c-1"}}"#,
        #"{"stream_id":"b","type":"T","id":"ab-2","metadata":{"causation_id":"ab-1"}}"#,
      ])
    let projections = LogProjections(
      source: log, catalog: ProjectionCatalog([]), models: try .temporary())
    let answerer = QuestionAnswerer(projections, folds: FoldRegistry(aggregates: []))
    func answers(to question: Question) -> [Answer] {
      answerer.answers(to: Request(token: 1, question: question, log: log.snapshot()))
    }
    let all = EventRange(stream: nil, places: 1...2)
    for (id, answer) in [
      ("ab-1", "found(Optional(1))"), ("AB-2", "found(Optional(2))"), ("C-1", "carriedOnly"),
      ("c-2", "found(nil)"),
    ] {
      #expect(answers(to: .find(Find(.id(id), in: all))).last.map { "\($0)" } == answer)
    }
    for (id, places) in [("ab-1", [1, 2]), ("c-1", [1]), ("c-2", [])] {
      var (found, last) = ([Int](), 0)
      for case .matches(let part, let through) in answers(to: .matches(.carrying(id), all)) {
        found += part
        last = through
      }
      #expect(found == places)
      #expect(last == 2)
    }
    let ofStream = EventRange(stream: StreamID(rawValue: 1), places: 1...1)
    guard case .matches([1], through: 1)? = answers(to: .matches(.carrying("ab-1"), ofStream)).last
    else {
      Issue.record("not found in its stream")
      return
    }
  }

  @Test("places that the log does not have are looked at no more, and are no error")
  func beyond() throws {
    let beyond = EventRange(stream: nil, places: 4...70)
    #expect(place(Find(.text(try pattern("Deposited")), in: beyond)) == 5)
    let answers = answers(to: .matches(.text(try pattern("Deposited")), beyond))
    guard case .matches([], through: 70)? = answers.last else {
      Issue.record("\(answers)")
      return
    }
    let gone = StreamID(rawValue: 9)
    let ofNoStream = EventRange(stream: gone, places: 1...3)
    #expect(place(Find(.text(try pattern("Deposited")), in: ofNoStream)) == nil)
    #expect(place(Find(.fault, in: ofNoStream)) == nil)
    guard case .failed? = self.answers(to: .states(gone, versions: [1])).last,
      case .failed? = self.answers(to: .states(StreamID(rawValue: 0), versions: [9])).last,
      case .failed? = self.answers(to: .series(gone, .root, last: 3, points: 3)).last,
      case .events(let events, _, _)? = self.answers(to: .events([0, 5, 6])).last
    else {
      Issue.record("answered")
      return
    }
    #expect(events.map(\.position) == [5])
  }

  @Test("a question is answered from the log that was shown, whatever has taken its place")
  func replaced() throws {
    let source = ArraySource()
    for type in ["Opened", "Deposited"] { source.add(type, to: "account-1", "{}") }
    try source.refresh()
    let shown = source.snapshot()
    let projections = LogProjections(
      source: source, catalog: ProjectionCatalog([]), models: try .temporary())
    let answerer = QuestionAnswerer(projections, folds: FoldRegistry())
    let states = Question.states(StreamID(rawValue: 0), versions: [2])
    let request = Request(token: 1, question: states, log: shown)
    guard case .states? = answerer.answers(to: request).last else {
      Issue.record("not answered")
      return
    }
    source.replace([])
    source.add("Placed", to: "order-1", "{}")
    try source.refresh()
    // What was folded is still known; what is to be read is not what was shown.
    guard case .states(let known, _, _, _)? = answerer.answers(to: request).last,
      case .failed? = answerer.answers(
        to: Request(token: 2, question: .events([1, 2]), log: shown)
      ).last
    else {
      Issue.record("answered otherwise")
      return
    }
    #expect(known.map(\.version) == [2])
    let now = Request(token: 3, question: states, log: source.snapshot())
    guard case .failed? = answerer.answers(to: now).last else {
      Issue.record("answered")
      return
    }
  }

  @Test("states are those of the fold's code as it is now, with what is said of it")
  func otherCode() throws {
    let finder = OneFold(Labelled(name: "a", identity: "1"))
    var folds = FoldRegistry()
    folds.finder = finder
    let answerer = QuestionAnswerer(
      LogProjections(source: log, catalog: ProjectionCatalog([]), models: try .temporary()),
      folds: folds)
    for fold in [("a", "1"), ("a", "2"), ("b", "2"), ("a", "1")] {
      finder.fold.withLock { $0 = Labelled(name: fold.0, identity: fold.1) }
      let request = Request(
        token: 1, question: .states(StreamID(rawValue: 0), versions: [2]), log: log.snapshot())
      guard case .states(let states, _, _, _)? = answerer.answers(to: request).last else {
        Issue.record("not answered")
        return
      }
      #expect(states.map(\.value) == [.string(fold.0 + fold.1)])
      #expect(states.flatMap(\.notes).map(\.text) == ["\(fold.0) of 2 types"])
    }
  }

  @Test("a fold that does not get past an event says at which, whatever is asked behind it")
  func stopping() throws {
    let source = ArraySource()
    for _ in 1...5 { source.add("Deposited", to: "account-1", "{}") }
    try source.refresh()
    var folds = FoldRegistry()
    folds.register(StoppingFold(), forCategory: "account")
    let answerer = QuestionAnswerer(
      LogProjections(source: source, catalog: ProjectionCatalog([]), models: try .temporary()),
      folds: folds)
    func answer(to question: Question) -> Answer? {
      answerer.answers(to: Request(token: 1, question: question, log: source.snapshot())).last
    }
    let stream = StreamID(rawValue: 0)
    guard case .stopped(let state, let reason)? = answer(to: .states(stream, versions: [4, 5])),
      case .series(let series)? = answer(to: .series(stream, .root, last: 5, points: 5)),
      case .found(let place)? = answer(
        to: .find(
          Find(.fault, in: EventRange(stream: stream, places: 1...5), .backward)))
    else {
      Issue.record("answered otherwise")
      return
    }
    #expect(state.version == 3 && state.without == [3] && reason == "version 3 took too long")
    #expect(series.stop == 3)
    guard case .states(_, _, _, let stop)? = answer(to: .states(stream, versions: [1])) else {
      Issue.record("answered otherwise")
      return
    }
    #expect(stop == 3)
    #expect(place == 3)
  }

  @Test("an answer that nobody waits for ends without one")
  func unwanted() throws {
    let text = try pattern("Deposited")
    let told = Told()
    let find = Question.find(Find(.text(text), in: Self.all))
    answerer.answer(
      Request(token: 1, question: find, log: log.snapshot()),
      Reply(isWanted: { false }) { _ in told.count += 1 })
    #expect(told.count == 0)
  }
}

/// A fold that does not get past version 3.
private struct StoppingFold: Fold {
  let name = "stopping"

  func initial() -> Int { 0 }

  func fold(_ batch: FoldBatch, from state: Int) -> FoldedBatch<Int> {
    var result = FoldedBatch(from: state)
    for version in batch.firstVersion..<batch.firstVersion + batch.events.count {
      guard version < 3 else {
        result.stop = StoppedFoldError(version: version, reason: "version 3 took too long")
        break
      }
      result.last = version
      if version % batch.interval == 0 { result.kept.append(version) }
    }
    return result
  }

  func value(of state: Int) -> JSONValue? { JSONValue(state) }
}

/// A fold whose states are called like its code.
private struct Labelled: Fold {
  let name: String
  let identity: String

  func initial() -> Int { 0 }

  func fold(_ batch: FoldBatch, from state: Int) -> FoldedBatch<Int> {
    var result = FoldedBatch(from: state)
    result.kept = (0..<batch.events.count / batch.interval).map { $0 }
    return result
  }

  func value(of state: Int) -> JSONValue? { .string(name + identity) }

  func hints(in log: LogSnapshot) -> [String] { ["\(name) of \(log.index.typeCount) types"] }
}

/// Finds the fold that it was given last.
private final class OneFold: FoldFinder {
  let fold: Mutex<Labelled>

  init(_ fold: Labelled) { self.fold = Mutex(fold) }

  func fold(forCategory category: String) -> (any Fold)? { fold.withLock(\.self) }
}

/// How often something was told; of the test's own thread.
private final class Told: @unchecked Sendable {
  var count = 0
}

extension Find {
  fileprivate init(
    _ sought: Sought, in range: EventRange, _ direction: Direction = .forward, count: Int = 1
  ) {
    self.init(sought: sought, range: range, direction: direction, count: count)
  }
}
