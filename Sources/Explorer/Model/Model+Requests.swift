import Rewind
import TextUI

extension Model {
  /// What the screen shows and is not known.
  ///
  /// It is computed anew after every message, so what is no longer looked at is no longer asked for.
  private var demands: [Question] {
    var demands: [Question] = []
    if let prompt, prompt.kind == .palette, prompt.completedText != prompt.field.text {
      demands.append(.completions(prompt.field.text, limit: 50))
    }
    switch screen {
    case .roots, .help: break
    case .projections: demands += projectionDemands
    case .streams:
      if isListOutdated, index.streamCount > 0 { demands.append(.streams(streams.query)) }
    case .stream:
      if let stream { demands += self.demands(of: stream) }
    case .log:
      if let position, knowledge.content.events[position] == nil {
        demands.append(.events([position]))
      }
      if let question = matchesDemand(of: log.list, stream: nil) { demands.append(question) }
    }
    return demands
  }

  /// Whether the streams are to be listed anew: for another query, or because there are more.
  ///
  /// While the log is being read that is so when it has doubled, for a list costs O(n log n).
  private var isListOutdated: Bool {
    let listed = streams.listedEvents
    if streams.listedQuery != streams.query { return true }
    if isFollowing { return listed < index.eventCount }
    return knowledge.indexed == nil ? listed < knowledge.wholeAt : listed * 2 < index.eventCount
  }

  private func demands(of stream: StreamScreen) -> [Question] {
    var demands: [Question] = []
    let versions = Set([stream.version, stream.comparedVersion]).sorted()
    let missing = versions.filter {
      knowledge.content.states[.init(stream: stream.id, version: $0)] == nil
    }
    if !missing.isEmpty { demands.append(.states(stream.id, versions: missing)) }
    if let position, knowledge.content.events[position] == nil {
      demands.append(.events([position]))
    }
    if let key = seriesKey(of: stream), knowledge.content.series[key] == nil {
      demands.append(
        .series(key.stream, key.path, last: key.last, points: min(key.last, Self.pointsInSeries)))
    }
    if let question = matchesDemand(of: stream.list, stream: stream.id) {
      demands.append(question)
    }
    return demands
  }

  private static var pointsInSeries: Int { 512 }

  /// What the scrubber draws; nil where it draws no numbers.
  func seriesKey(of stream: StreamScreen) -> Content.SeriesKey? {
    guard let path = stream.charted, stream.list.rows.last > 0 else { return nil }
    return .init(stream: stream.id, path: path, last: stream.list.rows.last)
  }

  private func matchesDemand(of list: EventList, stream: StreamID?) -> Question? {
    guard let filter = list.filter, list.rows.examined < list.rows.last else { return nil }
    return .matches(
      filter, EventRange(stream: stream, places: list.rows.examined + 1...list.rows.last))
  }

  /// Asks for what is missing, and stops what is not waited for any more.
  ///
  /// Events and states come quickly and are used whatever happened meanwhile: while one request is
  /// unfinished the next waits, so that a held key never piles up work.
  mutating func askForWhatIsMissing() -> [Effect] {
    var effects: [Effect] = []
    let demands = self.demands
    for lane in Self.lanesOfTheScreen
    where !demands.contains(where: { $0.lane == lane }) {
      if let cancel = knowledge.requests.cancel(lane) { effects.append(cancel) }
    }
    for question in demands where knowledge.requests.failed[question.lane] != question {
      if let pending = knowledge.requests.pending[question.lane]?.question {
        guard !pending.serves(question) else { continue }
      }
      if case .streams = question { knowledge.listingEvents = index.eventCount }
      if let name = question.readModel {
        knowledge.readModels.askedGeneration[question.lane] = knowledge.readModels.generation(
          of: name)
      }
      effects.append(knowledge.requests.ask(question))
    }
    return effects
  }

  /// The lanes whose answers are of no use once they are not looked at.
  private static var lanesOfTheScreen: [Lane] {
    [.streams, .completions, .series, .matches, .rows, .rowHistory, .deadLetters, .comparison]
  }

  mutating func take(_ answer: Answer, token: Int) -> [Effect] {
    guard let question = knowledge.requests.question(of: token) else { return [] }
    if case .failed(let reason) = answer {
      knowledge.requests.fail(question)
      knowledge.readModels.failures[question.lane] = reason
      if held?.lane == question.lane { held = nil }
      if question.lane == .rows { projections.search = nil }
      notice = Notice(text: reason, isError: true)
      return []
    }
    switch (question, answer) {
    case (_, .progress(let part)):
      knowledge.requests.note(part, in: question.lane)
      return []
    case (.matches(_, let range), .matches(let places, let through)):
      if range.stream == nil {
        log.list.add(places, of: range, through: through)
      } else {
        stream?.list.rows.add(places, through: through)
      }
      guard through >= range.places.upperBound else { return [] }
    case (.streams(let query), .streams(let streams)):
      self.streams.show(
        streams, for: query, events: knowledge.listingEvents, follows: isFollowing)
    case (.completions(let text, _), .streams(let streams)):
      prompt?.streams = streams
      prompt?.completedText = text
      offerCompletions()
    case (.events(let positions), .events(let events, let upcasts)):
      knowledge.content.add(events, upcasts)
      guard Set(positions).isSubset(of: events.map(\.position)) else {
        knowledge.requests.fail(question)
        return []
      }
    case (.states(let stream, let versions), .states(let states, let fold)):
      knowledge.content.add(states, of: stream, fold: fold)
      guard Set(versions).isSubset(of: states.map(\.version)) else {
        knowledge.requests.fail(question)
        return []
      }
    case (.series(let stream, let path, let last, _), .series(let series)):
      knowledge.content.add(series, for: .init(stream: stream, path: path, last: last))
    case (_, .found(let place)):
      knowledge.requests.finish(question.lane)
      // What was typed ahead was about what is not there.
      if place == nil, held?.lane == question.lane { held = nil }
      arrive(at: place, lookedFor: question)
      return []
    case (.rows(let name, let query, let at), .rows(let page)):
      take(page, name: name, query: query, at: at)
    case (.deadLetters(let name, let after, _), .deadLetters(let letters, let count)):
      take(letters, count: count, of: name, after: after)
    case (.rowHistory, .rowHistory(let steps)):
      knowledge.readModels.history = .init(question: question, value: steps)
      if projections.popup?.question == question { projections.popup?.cursor.row = steps.count - 1 }
    case (.comparison, .comparison(let comparison)):
      knowledge.readModels.comparison = .init(question: question, value: comparison)
    default: break
    }
    knowledge.requests.finish(question.lane)
    return []
  }
}

extension Question {
  /// The projection whose rows or dead letters, which may become others, are asked for.
  fileprivate var readModel: String? {
    switch self {
    case .rows(let name, _, _), .deadLetters(let name, _, _): name
    default: nil
    }
  }

  /// Whether the answer to this question makes asking another one superfluous, or lets it wait.
  fileprivate func serves(_ other: Question) -> Bool {
    switch (self, other) {
    case (.events, .events), (.states, .states): true
    case (.matches(let filter, let range), .matches(let otherFilter, let otherRange)):
      filter == otherFilter && range.stream == otherRange.stream
    case (.rows(let name, let query, let at), .rows(let otherName, let otherQuery, let otherAt)):
      ReadModels.RowsKey(name, query, at: at)
        == ReadModels.RowsKey(otherName, otherQuery, at: otherAt)
    default: self == other
    }
  }
}
