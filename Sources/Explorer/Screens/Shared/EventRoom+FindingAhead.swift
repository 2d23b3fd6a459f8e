import Rewind

// MARK: - Searching on both sides of the gap

extension EventRoom {
  /// Looks for the next event of a kind from the gap or an event behind it, as far as those reach, then before the
  /// gap.
  func searchAhead(
    for sought: Find.Sought, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    let number = list.tailNumber ?? 0
    guard direction == .backward else {
      return searchTail(
        for: sought, number + 1..<list.rows.ahead + 1, direction, count: count, in: &shell)
    }
    guard number > 1 else {
      let known = number == 0 ? sought : shell.translated(sought, fromTail: true)
      return searchRead(for: known, count: count, or: sought, in: &shell)
    }
    return searchTail(for: sought, 1..<number, direction, count: count, in: &shell)
  }

  /// Looks on where a search on one side of the gap has found nothing; a search that does not come to the gap is at
  /// its end.
  func searchOverGap(after question: Question, in shell: inout Shell) -> [Effect] {
    guard list.rows.ahead > 0, let find = question.find, find.range.stream == nil else { return [] }
    switch (question, find.direction) {
    case (.ofTail, .backward):
      let known = shell.translated(find.sought, fromTail: true)
      return searchRead(for: known, count: find.count, or: find.sought, in: &shell)
    case (.find, .forward):
      guard let known = shell.translated(find.sought, fromTail: false) else { return [] }
      return searchTail(
        for: known, 1..<list.rows.ahead + 1, .forward, count: find.count, in: &shell)
    default: return []
    }
  }

  /// Looks among the events that were read ahead.
  func searchTail(
    for sought: Find.Sought, _ numbers: Range<Int>, _ direction: Find.Direction, count: Int?,
    in shell: inout Shell
  ) -> [Effect] {
    guard !numbers.isEmpty else {
      shell.say(shell.notFound(sought, direction))
      return []
    }
    let range = EventRange(stream: nil, places: numbers.lowerBound...numbers.upperBound - 1)
    let find = Find(sought: sought, range: range, direction: direction, count: count ?? 1)
    return [ask(.ofTail(.find(find)), in: &shell)]
  }

  /// Looks back from the gap.
  ///
  /// - Parameter sought: nil where nothing like it has been read so far.
  private func searchRead(
    for sought: Find.Sought?, count: Int?, or unknown: Find.Sought, in shell: inout Shell
  ) -> [Effect] {
    guard let sought, list.rows.last > 0 else {
      shell.say(shell.notFound(unknown, .backward))
      return []
    }
    let range = EventRange(stream: nil, places: 1...list.rows.last)
    let find = Find(sought: sought, range: range, direction: .backward, count: count ?? 1)
    return [ask(.find(find), in: &shell)]
  }

  /// Goes to what was found, and says so where events in between have not been looked at.
  mutating func goOverGap(to place: Int, in shell: inout Shell) {
    let isBehind = list.isAhead
    go(to: place, in: &shell)
    if list.rows.ahead > 0, list.isAhead != isBehind {
      shell.say("what is in between is not read yet")
    }
  }
}

extension Question {
  /// The same search for another hit.
  func counting(_ count: Int) -> Question {
    switch self {
    case .find(var find):
      find.count = count
      return .find(find)
    case .ofTail(let question): return .ofTail(question.counting(count))
    default: return self
    }
  }
}

extension Shell {
  /// The places behind the gap of damaged lines.
  var damagedAhead: [Int] {
    knowledge.ahead?.index.damagedPositions.map { ReadAhead.gap + $0 } ?? []
  }

  /// The same in the log or, the other way round, among its last events: types have numbers of their own in each;
  /// nil where it has no such type.
  fileprivate func translated(_ sought: Find.Sought, fromTail: Bool) -> Find.Sought? {
    guard case .type(let type) = sought, let tail = knowledge.ahead?.index else { return sought }
    let (from, to) = fromTail ? (tail, index) : (index, tail)
    return to.typeID(named: from.typeName(type)).map { .type($0) }
  }
}
