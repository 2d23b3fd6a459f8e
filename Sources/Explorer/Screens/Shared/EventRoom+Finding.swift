import Rewind
import TextUI

// MARK: - Searching

extension EventRoom {
  mutating func search(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    search(for: .text(pattern), direction, count: count, in: &shell)
  }

  /// Looks for the next event of a kind, from the current one on.
  func search(
    for sought: Find.Sought, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    guard !list.isAhead else {
      return searchAhead(for: sought, direction, count: count, in: &shell)
    }
    let (first, last) =
      direction == .forward ? (list.place + 1, lastPlace(in: shell)) : (1, list.place - 1)
    guard first <= last else {
      if direction == .forward, list.rows.ahead > 0 {
        return searchTail(for: sought, 1..<list.rows.ahead + 1, direction, count: count, in: &shell)
      }
      shell.say(shell.notFound(sought, direction))
      return []
    }
    let find = Find(
      sought: sought, range: EventRange(stream: stream, places: first...last),
      direction: direction, count: count ?? 1)
    return [ask(.find(find), in: &shell)]
  }

  /// Looks for an event; where the key was pressed again before the answer came, two steps are two hits.
  func ask(_ question: Question, in shell: inout Shell) -> Effect {
    guard let earlier = shell.knowledge.requests.pending[.find]?.question,
      earlier.counting(1) == question.counting(1), let count = earlier.find?.count
    else { return shell.ask(question) }
    return shell.ask(question.counting(count + (question.find?.count ?? 1)))
  }

  func searchType(
    _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    guard let place = eventPlace(in: shell), let type = shell.listed(place).entry.type else {
      return []
    }
    return search(for: .type(type), direction, count: count, in: &shell)
  }

  /// Looks for an event that is damaged or makes the fold throw, as `n` and `N` do from then on; in the whole log for a damaged one,
  /// which the index knows of.
  mutating func searchFault(
    _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    shell.lastAsked = .fault
    guard stream == nil else {
      return search(for: .fault, direction, count: count, in: &shell)
    }
    let damaged = shell.index.damagedPositions + shell.damagedAhead
    let here = list.place
    let hits =
      direction == .forward ? damaged.filter { $0 > here } : damaged.filter { $0 < here }.reversed()
    if hits.isEmpty {
      shell.say(shell.notFound(.fault, direction))
    } else {
      go(to: hits[min(count ?? 1, hits.count) - 1], in: &shell)
    }
    return []
  }

  mutating func arrive(at place: Int, of question: Question, in shell: inout Shell) {
    guard let find = question.find, find.range.stream == stream else { return }
    if case .ofTail = question {
      if list.rows.ahead > 0 { goOverGap(to: ReadAhead.gap + place, in: &shell) }
    } else {
      goOverGap(to: place, in: &shell)
    }
  }
}

// MARK: - Filtering

extension EventRoom {
  func filter(in shell: Shell) -> String {
    switch list.filter {
    case .text(let pattern): (pattern.isInverted ? "!" : "") + pattern.text
    case .type(let type): shell.index.typeName(type)
    case .carrying(let id): id
    case nil: ""
    }
  }

  mutating func setFilter(_ text: String, from before: (any Room)?, in shell: inout Shell) {
    // What the cursor was at may pass this one.
    if let before = before as? Self { list.place = before.list.place }
    list.setFilter(TextPattern(typed: text).map { .text($0) }, tellsHidden: true)
  }

  func filterSummary(in shell: Shell) -> String? {
    let rows = list.rows
    guard list.filter != nil else { return nil }
    guard rows.examined >= rows.last else {
      let part = Format.percentage(Double(rows.examined) / Double(rows.last))
      return "\(Format.grouped(rows.count)) so far, \(part)"
    }
    return Format.matching(rows.count, of: rows.last)
  }

  func hiddenByFilter(in shell: Shell) -> String? {
    list.filteredAway.map { place in
      let number = Format.grouped(shown(place, in: shell))
      return "\(stream == nil ? "@" : "v")\(number) is filtered away"
    }
  }

  mutating func undo(in shell: inout Shell) -> Bool { undoFilter() }

  /// Shows all events again; false where no filter is on.
  mutating func undoFilter() -> Bool {
    guard list.filter != nil else { return false }
    list.setFilter(nil)
    return true
  }
}

// MARK: - Asking

extension EventRoom {
  func demands(in shell: Shell) -> [Question] { eventDemands(in: shell) }

  /// The questions for the current event, and for what passes the filter, where they are not known.
  func eventDemands(in shell: Shell) -> [Question] {
    var demands: [Question] = []
    if readEvent(in: shell) == nil {
      if let number = list.tailNumber {
        demands.append(.ofTail(.events([number])))
      } else if let position = position(in: shell) {
        demands.append(.events([position]))
      }
    }
    if let filter = list.filter, list.rows.examined < list.rows.last {
      let places = list.rows.examined + 1...list.rows.last
      demands.append(.matches(filter, EventRange(stream: stream, places: places)))
    }
    demands += [touchedQuestion(in: shell), relativesQuestion].compactMap(\.self)
    return demands
  }

  mutating func take(_ answer: Answer, to question: Question, in shell: inout Shell) {
    if case .relatives(let events, let isWhole) = answer, relatives?.question == question {
      relatives?.take(events, isWhole: isWhole)
    }
    if case .touchedRows(let rows) = answer {
      shell.knowledge.readModels.take(rows, to: question)
    }
    guard case .matches(let places, let through) = answer, case .matches(_, let range) = question,
      range.stream == stream
    else { return }
    let before = list.filteredAway
    list.add(places, of: range, through: through, moves: stream == nil)
    if list.filteredAway != before, let hidden = hiddenByFilter(in: shell) { shell.say(hidden) }
  }

  mutating func settle(in shell: Shell) { settleEvents(in: shell) }

  /// Shows the current event as soon as it is read, and keeps the cursors in sight.
  mutating func settleEvents(in shell: Shell) {
    list.settle(height: visibleRows(of: Self.listPanel, in: shell))
    if let read = readEvent(in: shell) {
      event.show(read, asStored: shell.showsStored, glyphs: shell.options.display.glyphs)
    }
    settleLists(in: shell)
  }
}
