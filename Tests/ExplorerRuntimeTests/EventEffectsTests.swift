import Rewind
import TestSupport
import Testing

@testable import Explorer
@testable import ExplorerRuntime

@Suite("What the events of a stream did")
struct EventEffectsTests {
  /// Counts up, and forgets its number at a reset.
  private struct Counter: Aggregate {
    struct Refused: Error {}
    static let category = "counter"
    private var total: Int?

    init() {}

    mutating func apply(_ event: EventRecord) throws {
      switch event.type {
      case "Added": total = (total ?? 0) + (event.data["n"]?.int ?? 0)
      case "Reset": total = nil
      case "Bad": throw Refused()
      default: break
      }
    }

    var value: JSONValue? {
      var object = JSONObject()
      object["total"] = total.map { JSONValue($0) }
      return .object(object)
    }
  }

  private func line(_ stream: String, _ type: String, _ data: String) -> String {
    #"{"stream_id":"\#(stream)","type":"\#(type)","data":\#(data)}"#
  }

  private func effects(
    _ lines: [String], of stream: String, _ path: String?,
    folds: FoldRegistry = FoldRegistry(aggregates: [])
  ) throws -> [Int: EventEffect] {
    let log = EventLog.inMemory(lines: lines)
    let projections = LogProjections(
      source: log, catalog: ProjectionCatalog(BuiltInProjections.all), models: try .temporary())
    let answerer = QuestionAnswerer(projections, folds: folds)
    let snapshot = log.snapshot()
    let id = try #require(snapshot.index.streamID(named: stream))
    let count = snapshot.index.positions(of: id).count
    let question = Question.effects(
      id, try path.map { try JSONPath(parsing: $0) }, versions: Array(1...count))
    let answers = answerer.answers(to: Request(token: 1, question: question, log: snapshot))
    guard case .effects(let effects)? = answers.last else { return [:] }
    return effects
  }

  private func number(_ value: Int) -> ShortValue { ShortValue(.number(JSONNumber(value))) }
  private func text(_ value: String) -> ShortValue { ShortValue(.string(value)) }

  @Test(
    "are what a path was and is since, what it stayed, and what the data tell where it is not there"
  )
  func ofPath() throws {
    let lines = [
      line("counter-1", "Opened", #"{"by":"Ada"}"#), line("counter-1", "Added", #"{"n":5}"#),
      line("counter-1", "Renamed", "{}"), line("counter-1", "Added", #"{"n":2}"#),
      line("counter-1", "Bad", "{}"), line("counter-1", "Reset", "{}"),
    ]
    var folds = FoldRegistry(aggregates: [])
    folds.register(AggregateFold(Counter.self), forCategory: "counter")
    let effects = try effects(lines, of: "counter-1", ".total", folds: folds)
    #expect(
      effects == [
        1: .told(text("Ada"), key: "by"), 2: .changed(nil, number(5)), 3: .kept(number(5)),
        4: .changed(number(5), number(7)), 5: .kept(number(7)), 6: .changed(number(7), nil),
      ])
  }

  @Test("are what the data tell where there is no path, or no fold and the path stayed as it was")
  func ofData() throws {
    let lines = [
      line("t-1", "Said", #"{"id":"a1","text":"hello\nworld","state":"open"}"#),
      line("t-1", "Said", #"{"id":"a2","text":"again","state":"open"}"#),
      line("t-1", "Closed", #"{"id":"a3","state":"closed"}"#), line("t-1", "Left", "{}"),
    ]
    let told: [Int: EventEffect] = [
      1: .told(text("hello"), key: "text"), 2: .told(text("again"), key: "text"),
      3: .told(text("closed"), key: "state"), 4: .nothing,
    ]
    #expect(try effects(lines, of: "t-1", nil) == told)
    let ofState = try effects(lines, of: "t-1", ".state")
    #expect(ofState[1] == .changed(nil, text("open")) && ofState[2] == .kept(text("open")))
    #expect(ofState[3] == .changed(text("open"), text("closed")))
    // An event that does not tell of the path is told by its own data.
    #expect(ofState[4] == .nothing)
    #expect(try effects(lines, of: "t-1", ".text")[3] == .told(text("closed"), key: "state"))
  }

  @Test("of a type are told by the same leaf in all streams of a category")
  func ofCategory() throws {
    let lines = (1...9).flatMap { number in
      [
        line("task-\(number)", "Done", #"{"seconds":\#(number),"worker":"w"}"#),
        line("job-\(number)", "Done", #"{"seconds":1,"worker":"w\#(number)"}"#),
      ]
    }
    #expect(try effects(lines, of: "task-3", nil) == [1: .told(number(3), key: "seconds")])
    #expect(try effects(lines, of: "job-3", nil) == [1: .told(text("w3"), key: "worker")])
  }

  @Test(
    "are told of four events in five at least, in logs of other systems",
    arguments: [
      // A coding agent's session, an issue tracker's history, a data engine's event log.
      (0..<30).map { number in
        #"{"sessionId":"s1","uuid":"u\#(number)","timestamp":"2026-01-01T10:00:00Z","type":"\#(["user", "assistant", "tool"][number % 3])","message":{"role":"x","content":[{"type":"text","text":"words \#(number)"}]}}"#
      },
      (0..<30).map { number in
        #"{"issue":"44","action":"\#(["commented", "labeled", "assigned"][number % 3])","data":{"\#(["body", "label", "assignee"][number % 3])":"v\#(number % 7)"}}"#
      },
      (0..<30).map { number in
        #"{"Event":"SparkListener\#(["TaskEnd", "StageCompleted"][number % 2])","Stage ID":1,"Task Info":{"Launch Time":\#(1_700_000_000_000 + number),"Host":"h\#(number % 4)","Failed":false}}"#
      },
    ])
  func share(lines: [String]) throws {
    let log = EventLog.inMemory(lines: lines.map { line("any-1", "T", $0) })
    let told = try effects(lines.map { line("any-1", "T", $0) }, of: "any-1", nil)
      .values.filter { $0 != .nothing }.count
    #expect(told * 5 >= log.snapshot().index.eventCount * 4)
  }
}
