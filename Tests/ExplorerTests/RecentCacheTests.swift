import Testing

@testable import Explorer

@Suite("What is kept of the latest answers")
struct RecentCacheTests {
  @Test("so many entries, those that were set last")
  func number() {
    var cache = RecentCache<Int, Int>(limit: 3)
    for key in 1...4 { cache[key] = key }
    cache[2] = 20
    cache[5] = 5
    #expect((1...5).map { cache[$0] } == [nil, 20, nil, 4, 5])
  }

  @Test("fewer where they are large, and two however large they are")
  func bytes() {
    var cache = RecentCache<Int, Int>(limit: 9, bytes: 100) { $0 }
    for key in 1...3 { cache[key] = 30 }
    #expect((1...3).compactMap { cache[$0] } == [30, 30, 30])
    cache[4] = 60
    #expect((1...4).map { cache[$0] } == [nil, nil, 30, 60])
    cache[5] = 500
    #expect((1...5).map { cache[$0] } == [nil, nil, nil, 60, 500])
    cache[5] = 40
    cache[6] = 0
    #expect((4...6).map { cache[$0] } == [60, 40, 0])
  }
}
