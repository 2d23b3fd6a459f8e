import Rewind
import Testing

@testable import Explorer

@Suite("Hits in a list")
struct HitsTests {
  /// Hits 3, 5, 8 in the places 1 to 9, looked at from a place on, in parts, as far as told.
  private static func hits(
    from origin: Int, _ direction: Find.Direction, looked: Int = 9, step: Int = 2
  ) throws -> Hits {
    var hits = Hits(in: 1..<10, from: origin, direction)
    let pattern = try #require(TextPattern("x"))
    let search = HitSearch(
      pattern: pattern, list: .events(nil), places: 1..<10, origin: hits.origin,
      direction: direction, looked: 0)
    var done = 0
    while done < looked {
      let places = search.stretch(after: done, limit: min(step, looked - done))
      let found = places.filter { [3, 5, 8].contains($0) }
      done += places.count
      hits.add(direction == .forward ? found : found.reversed(), looked: done)
    }
    return hits
  }

  @Test("all are known once the list was looked at round, from wherever", arguments: 0...9, 1...4)
  func whole(origin: Int, step: Int) throws {
    for direction in [Find.Direction.forward, .backward] {
      let hits = try Self.hits(from: origin, direction, step: step)
      #expect(hits.isWhole && hits.found == [3, 5, 8])
      #expect((1...9).filter { hits.contains($0) } == [3, 5, 8])
      #expect(hits.number(of: 5) == 2)
      #expect(hits.number(of: 4) == nil)
    }
  }

  @Test(
    "the next hit goes on from the other end",
    arguments: [
      (3, 1, true, 3, false), (3, 1, false, 5, false), (4, 1, true, 5, false),
      (3, 2, false, 8, false), (8, 1, false, 3, true), (9, 1, true, 3, true),
      (3, 3, false, 3, true), (0, 1, false, 3, false), (3, 7, false, 5, true),
    ])
  func forward(from place: Int, count: Int, includes: Bool, hit: Int, isRound: Bool) throws {
    let hits = try Self.hits(from: 1, .forward)
    #expect(
      hits.hit(count, from: place, .forward, includes: includes) == .hit(hit, isRound: isRound))
  }

  @Test(
    "the previous hit goes on from the end",
    arguments: [
      (5, 1, false, 3, false), (5, 1, true, 5, false), (4, 1, true, 3, false),
      (3, 1, false, 8, true), (2, 2, true, 5, true), (0, 1, false, 8, true),
    ])
  func backward(from place: Int, count: Int, includes: Bool, hit: Int, isRound: Bool) throws {
    let hits = try Self.hits(from: 1, .forward)
    #expect(
      hits.hit(count, from: place, .backward, includes: includes) == .hit(hit, isRound: isRound))
  }

  @Test("a hit on the way is known before all are, and one behind what was looked at is not")
  func inPart() throws {
    let hits = try Self.hits(from: 4, .forward, looked: 3)
    #expect(hits.hit(1, from: 4, .forward, includes: true) == .hit(5, isRound: false))
    #expect(hits.hit(2, from: 4, .forward, includes: true) == .unknown)
    #expect(hits.hit(1, from: 6, .backward, includes: false) == .hit(5, isRound: false))
    #expect(hits.hit(1, from: 5, .backward, includes: false) == .unknown)
    #expect(hits.hit(1, from: 2, .forward, includes: true) == .unknown)
    #expect(hits.number(of: 5) == nil && hits.contains(5) && !hits.contains(3))
    #expect(hits.isOnTheWay(from: 6, .forward) && !hits.isOnTheWay(from: 9, .forward))
    #expect(!hits.isOnTheWay(from: 5, .backward))
    let round = try Self.hits(from: 9, .forward, looked: 5)
    #expect(round.hit(1, from: 9, .forward, includes: true) == .hit(3, isRound: true))
  }

  @Test("a list without hits says so only once all of it was looked at")
  func none() {
    var hits = Hits(in: 1..<4, from: 2, .forward)
    hits.add([], looked: 2)
    #expect(hits.hit(1, from: 2, .forward, includes: true) == .unknown)
    hits.add([], looked: 3)
    #expect(hits.hit(1, from: 2, .forward, includes: true) == .nowhere)
    #expect(Hits([], in: 0..<0).hit(1, from: 0, .backward, includes: false) == .nowhere)
  }

  @Test("a list that grew is looked at where it did")
  func grown() {
    var hits = Hits([3, 5], in: 1..<10)
    hits.extend(to: 13)
    #expect(!hits.isWhole && hits.looked == 9)
    hits.add([11], looked: 12)
    #expect(hits.isWhole && hits.found == [3, 5, 11])
  }
}
