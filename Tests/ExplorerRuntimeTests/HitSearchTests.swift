import Rewind
import TestSupport
import Testing

@testable import Explorer
@testable import ExplorerRuntime

@Suite("A search for all hits of a list")
struct HitSearchTests {
  private let log = EventLog.inMemory(
    lines: (1...900).map {
      #"{"stream_id":"s-\#($0 % 30)","type":"T","data":{"n":"x\#($0 % 300)y"}}"#
    })

  /// What is told: the parts in their order.
  private func parts(_ search: HitSearch) throws -> [(hits: [Int], looked: Int)] {
    let projections = LogProjections(
      source: log, catalog: ProjectionCatalog([]), models: try .temporary())
    let answerer = QuestionAnswerer(projections, folds: FoldRegistry(aggregates: []))
    let request = Request(token: 1, question: .hits(search), log: log.snapshot())
    return answerer.answers(to: request).map { answer in
      guard case .hits(let hits, let looked) = answer else {
        Issue.record("\(answer)")
        return ([], 0)
      }
      return (hits, looked)
    }
  }

  private func search(
    _ text: String, _ list: HitSearch.List, _ places: Range<Int>, from origin: Int,
    _ direction: Find.Direction
  ) throws -> HitSearch {
    let pattern = try #require(TextPattern(text))
    return HitSearch(
      pattern: pattern, list: list, places: places, origin: origin, direction: direction, looked: 0)
  }

  @Test("events are told from the origin on, round at the end, the first of them soon")
  func events() throws {
    let forward = try parts(search("x50y", .events(nil), 1..<901, from: 400, .forward))
    #expect(forward.flatMap(\.hits) == [650, 50, 350])
    #expect(forward.first?.looked ?? 900 < 500 && forward.last?.looked == 900)
    let backward = try parts(search("x50y", .events(nil), 1..<901, from: 400, .backward))
    #expect(backward.flatMap(\.hits) == [350, 50, 650])
    #expect(backward.map(\.looked) == backward.map(\.looked).sorted())
    var rest = try search("x50y", .events(nil), 1..<901, from: 400, .forward)
    rest.looked = 300
    #expect(try parts(rest).flatMap(\.hits) == [50, 350])
  }

  @Test("a stream's events are told by their versions, and streams by their places")
  func streams() throws {
    let index = log.snapshot().index
    let id = try #require(index.streamID(named: "s-7"))
    let versions = try parts(search("x37y", .events(id), 1..<31, from: 1, .forward))
    #expect(versions.flatMap(\.hits) == [2, 12, 22])
    let all = index.streams(matching: StreamQuery())
    let names = try parts(search("s-2", .streams(all), 0..<30, from: 29, .backward))
    #expect(
      Set(names.flatMap(\.hits).map { index.stream(all[$0]).name.rawValue })
        == Set(["s-2"] + (20...29).map { "s-\($0)" }))
  }
}
