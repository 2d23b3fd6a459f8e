import Explorer
import Rewind

/// Answers every question in the plainest way, by looking at the whole log.
struct Oracle {
  let log: EventLog
  private var index: LogIndex { log.index }

  init(log: EventLog) { self.log = log }

  func answers(to question: Question) -> [Answer] {
    do {
      return try [answer(to: question)]
    } catch {
      return [.failed("\(error)")]
    }
  }

  private func answer(to question: Question) throws -> Answer {
    switch question {
    case .streams(let query): return .streams(index.streams(matching: query))
    case .completions(let text, let limit):
      var query = StreamQuery()
      query.filter = text
      return .streams(Array(index.streams(matching: query).prefix(limit)))
    case .events(let positions):
      return .events(try log.events(at: positions), liftedBy: log.upcasters)
    case .states(let stream, let versions):
      return .states(try versions.map { try state(stream, $0) }, fold: foldName(stream))
    case .series(let stream, let path, let last, let points):
      let values = try (1...last).map { try state(stream, $0).value?[path: path]?.double }
      let known = values.compactMap { $0 }
      let range = known.min().map { $0...known.max()! }
      let shown = (1...points).map { values[$0 * last / points - 1] }
      return .series(ValueSeries(values: shown, range: range))
    case .find(let find):
      let hits = try places(find.range, find.direction).filter { try matches($0, find) }
      return .found(hits.isEmpty ? nil : hits[min(find.count, hits.count) - 1])
    case .findStream(let find):
      var rows = Array(find.range)
      if find.direction == .backward { rows.reverse() }
      let hits = rows.filter {
        find.pattern.matches(index.stream(find.streams[$0]).name.rawValue)
      }
      return .found(hits.isEmpty ? nil : hits[min(find.count, hits.count) - 1])
    case .matches(let filter, let range):
      let hits = try places(range, .forward).filter { place in
        switch filter {
        case .text(let pattern): try contains(pattern, at: position(place, range.stream))
        case .type(let type): index[position(place, range.stream)].type == type
        }
      }
      return .matches(hits, through: range.places.upperBound)
    case .rows, .rowHistory, .deadLetters, .comparison:
      return try ReadModelOracle(log: log).answer(to: question)
    }
  }

  private func places(_ range: EventRange, _ direction: Find.Direction) -> [Int] {
    direction == .forward ? Array(range.places) : range.places.reversed()
  }

  private func position(_ place: Int, _ stream: StreamID?) -> Int {
    stream.map { index.positions(of: $0)[place - 1] } ?? place
  }

  private func matches(_ place: Int, _ find: Find) throws -> Bool {
    let position = position(place, find.range.stream)
    switch find.sought {
    case .text(let pattern): return try contains(pattern, at: position)
    case .type(let type): return index[position].type == type
    case .id(let id): return try log.event(at: position).record?.id == id
    case .change(let path):
      guard let stream = find.range.stream else { return false }
      return try state(stream, place).value?[path: path]
        != state(stream, place - 1).value?[path: path]
    case .fault:
      guard let stream = find.range.stream else { return false }
      return try state(stream, place).fault != nil
    }
  }

  private func contains(_ pattern: TextPattern, at position: Int) throws -> Bool {
    switch try log.event(at: position) {
    case .event(let record):
      pattern.matches(
        anyOf: [Array(record.type.utf8)[...], record.data.bytes, record.metadata?.bytes ?? []])
    case .damaged(let line): pattern.matches(anyOf: [line.bytes[...]])
    }
  }

  private func state(_ stream: StreamID, _ version: Int) throws -> StateAtVersion {
    var timeline = Timeline(source: log, stream: stream, fold: fold(stream))
    return try timeline.state(at: version)
  }

  private func category(_ stream: StreamID) -> String {
    index.categoryName(index.stream(stream).category)
  }

  private func fold(_ stream: StreamID) -> StateFold {
    FoldCatalog(aggregates: [Account.self, User.self]).fold(forCategory: category(stream))
  }

  private func foldName(_ stream: StreamID) -> String? {
    ["account": "account.js", "user": "user.js"][category(stream)]
  }
}
