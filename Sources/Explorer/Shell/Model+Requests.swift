import Rewind

extension Model {
  /// What the screen shows and is not known.
  ///
  /// It is computed anew after every message, so what is no longer looked at is no longer asked for.
  private var demands: [Question] {
    var demands: [Question] = []
    if let prompt = shell.prompt, prompt.kind == .palette,
      prompt.completedText != prompt.field.text
    {
      demands.append(.completions(prompt.field.text, limit: 50))
    }
    if let hitsDemand { demands.append(hitsDemand) }
    return demands + room.demands(in: shell)
  }

  /// Asks for what is missing, and stops what is not waited for any more.
  ///
  /// Events, and states of a stream, come quickly and are used whatever happened meanwhile: while one
  /// request is unfinished the next waits, so that a held key never piles up work.
  mutating func askForWhatIsMissing() -> [Effect] {
    var effects: [Effect] = []
    let demands = self.demands
    for lane in Self.lanesOfTheScreen
    where !demands.contains(where: { $0.lane == lane }) {
      if let cancel = shell.knowledge.requests.cancel(lane) { effects.append(cancel) }
    }
    for question in demands where shell.knowledge.requests.failed[question.lane] != question {
      if let pending = shell.knowledge.requests.pending[question.lane]?.question {
        guard !pending.serves(question) else { continue }
      }
      if case .streams = question { shell.knowledge.listingEvents = shell.index.eventCount }
      if let name = question.projection {
        let generation = shell.knowledge.readModels.generation(of: name)
        shell.knowledge.readModels.askedGeneration[question.lane] = generation
      }
      effects.append(shell.ask(question))
    }
    return effects
  }

  /// The lanes of questions that are asked only while the screen shows their answers.
  private static var lanesOfTheScreen: [Lane] {
    [
      .streams, .completions, .series, .effects, .hits, .matches, .rows, .rowHistory, .step,
      .touchedRows, .relatives, .dataLines,
      .deadLetters, .comparison, .differenceStarts,
    ]
  }

  mutating func take(_ answer: Answer, token: Int) -> [Effect] {
    guard let question = shell.knowledge.requests.question(of: token) else { return [] }
    switch (question, answer) {
    case (_, .needsAgreement(let program)):
      shell.knowledge.requests.fail(
        question, because: "\(program) runs only once you agree to it; e shows it")
      askForAgreement(to: program)
      return []
    case (.states(let stream, _), .stopped(let state, let reason)):
      shell.knowledge.content.add(stop: state, of: stream)
      return take(.failed(reason), token: token)
    case (_, .failed(let reason)):
      shell.knowledge.requests.fail(question, because: reason)
      shell.knowledge.readModels.failures[question.lane] = reason
      shell.dropTypedAhead(of: question.lane)
      if case .hits = question { shell.search = nil }
      inRoom { $0.take(answer, to: question, in: &$1) }
      shell.say(reason, isError: true, isOfCode: question.isAboutCode)
      return []
    case (_, .progress(let part)):
      shell.knowledge.requests.note(part, in: question.lane)
      return []
    case (_, .found(let place)):
      shell.knowledge.requests.finish(question.lane)
      return arrive(at: place, lookedFor: question)
    case (_, .carriedOnly):
      shell.knowledge.requests.finish(question.lane)
      if let sought = question.find?.sought { arriveAtCarriers(of: sought) }
      return []
    case (.hits(let asked), .hits(let places, let looked)):
      take(places, looked: looked, of: asked)
    case (.completions(let text, _), .streams(let streams)):
      shell.prompt?.streams = streams
      shell.prompt?.completedText = text
      offerCompletions()
    case (.events(let positions), .events(let events, let upcasts, let logged)):
      shell.knowledge.content.add(events, upcasts, logged)
      guard Set(positions).isSubset(of: events.map(\.position)) else {
        shell.knowledge.requests.fail(question)
        return []
      }
    case (.ofTail(.events(let numbers)), .events(let events, let upcasts, let logged)):
      shell.knowledge.content.add(events, upcasts, logged, isOfTail: true)
      guard Set(numbers).isSubset(of: events.map(\.position)) else {
        shell.knowledge.requests.fail(question)
        return []
      }
    case (.states(let stream, let versions), .states(let states, let fold, let code, let stop)):
      shell.knowledge.content.add(states, of: stream, fold: fold, code: code, stop: stop)
      guard Set(versions).isSubset(of: states.map(\.version)) else {
        shell.knowledge.requests.fail(question)
        return []
      }
    case (.series(let stream, let path, let last, _), .series(let series)):
      shell.knowledge.content.add(
        series, for: .init(stream: stream, path: path, last: last))
    case (.dataLines, .dataLines(let lines)): shell.knowledge.content.add(lines)
    case (.ofTail(.dataLines), .dataLines(let lines)):
      shell.knowledge.content.add(
        Dictionary(lines.map { (ReadAhead.gap + $0.key, $0.value) }) { $1 })
    case (.effects(let stream, let path, _), .effects(let effects)):
      shell.knowledge.content.add(effects, for: .init(stream: stream, path: path))
    default: inRoom { $0.take(answer, to: question, in: &$1) }
    }
    if answer.isLast(of: question) { shell.knowledge.requests.finish(question.lane) }
    return []
  }

  /// Goes to what was looked for, if the screen that asked for it is still shown; where it is not there, the room may
  /// look on elsewhere.
  private mutating func arrive(at place: Int?, lookedFor question: Question) -> [Effect] {
    guard let place else { return lookOn(or: question) }
    if let sought = question.find?.sought, arrive(at: place, of: sought) { return [] }
    inRoom { $0.arrive(at: place, of: question, in: &$1) }
    return []
  }

  /// Looks on elsewhere for what was not found; where that was all, says so.
  private mutating func lookOn(or question: Question) -> [Effect] {
    let effects = inRoom { $0.searchOn(after: question, in: &$1) } + lookOn(after: question)
    guard effects.isEmpty else { return effects }
    // What was typed ahead was about what is not there.
    shell.dropTypedAhead(of: question.lane)
    if let find = question.find, !sayIsNowhere(find.sought) {
      shell.say(shell.notFound(find.sought, find.direction))
    }
    return []
  }
}

extension Answer {
  /// Whether no further part is to come.
  fileprivate func isLast(of question: Question) -> Bool {
    switch (self, question) {
    case (.hits(_, let looked), .hits(let search)): looked >= search.places.count
    case (.matches(_, let through), .matches(_, let range)): through >= range.places.upperBound
    case (.dataLines(let lines), .dataLines(let all)),
      (.dataLines(let lines), .ofTail(.dataLines(let all))):
      all.last.map { lines[$0] != nil } ?? true
    case (.touchedRows(let touched), .touchedRows(_, let all)): touched.projection == all.last
    default: true
    }
  }
}

extension Question {
  /// The projection that it is about; nil where it is about the log.
  var projection: String? {
    switch self {
    case .rows(let name, _, _), .rowHistory(let name, _, _), .deadLetters(let name, _, _),
      .step(let name, _, _), .comparison(let name, _, _), .differenceStarts(let name, _):
      name
    default: nil
    }
  }

  /// Whether the answer to this question makes asking another one superfluous, or lets it wait.
  fileprivate func serves(_ other: Question) -> Bool {
    switch (self, other) {
    case (.dataLines, .dataLines), (.events, .events), (.ofTail(.events), .ofTail(.events)): true
    case (.states(let stream, _), .states(let other, _)): stream == other
    case (.effects(let stream, let path, _), .effects(let otherStream, let otherPath, _)):
      stream == otherStream && path == otherPath
    case (.matches(let filter, let range), .matches(let otherFilter, let otherRange)):
      filter == otherFilter && range.stream == otherRange.stream
    case (.hits(let search), .hits(let other)): search.isGoneOn(by: other)
    case (.rows(let name, let query, let at), .rows(let otherName, let otherQuery, let otherAt)):
      ReadModels.RowsKey(name, query, at: at)
        == ReadModels.RowsKey(otherName, otherQuery, at: otherAt)
    default: self == other
    }
  }
}
