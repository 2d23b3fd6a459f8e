import Explorer
import Rewind

extension QuestionAnswerer {
  /// How many places are looked at before the hits among them are told: the first soon, the others with less ado.
  private static let firstHits = 256
  private static let laterHits = 4096

  /// Tells which places of a list have a text, in parts, in the order in which they are looked at.
  func tellHits(of search: HitSearch, _ log: LogSnapshot, _ reply: Reply) throws {
    var looked = search.looked
    while looked < search.places.count {
      try reply.checkWanted()
      let limit = looked == 0 ? Self.firstHits : Self.laterHits
      let places = search.stretch(after: looked, limit: limit)
      let hits = try self.hits(of: search, in: places, log, reply)
      looked += places.count
      reply.tell(.hits(search.direction == .forward ? hits : hits.reversed(), looked: looked))
    }
  }

  /// The places of a part of the list that have the text.
  private func hits(
    of search: HitSearch, in places: Range<Int>, _ log: LogSnapshot, _ reply: Reply
  ) throws -> [Int] {
    switch search.list {
    case .events(let stream):
      let range = EventRange(stream: stream, places: places.lowerBound...places.upperBound - 1)
      let known = SearchedRange(range, in: log.index)
      let events = try log.events(at: known.places.map(known.position))
      return zip(known.places, events).filter { $0.1.matches(search.pattern) }.map(\.0)
    case .streams(let streams):
      return places.filter { place in
        log.index.contains(streams[place])
          && search.pattern.matches(log.index.stream(streams[place]).name.rawValue)
      }
    case .rows(let name, var query, let position):
      (query.offset, query.limit) = (places.lowerBound, places.count)
      let page = try rows(of: name, query, at: position, log, reply)
      return zip(places, page.rows).filter { _, row in
        search.pattern.matches(row.map(\.description).joined(separator: " "))
      }.map(\.0)
    }
  }
}
