import Rewind
import TextUI

extension Model {
  /// Looks for the next event of a kind, from the one that is looked at.
  private mutating func look(
    for sought: Find.Sought, _ direction: Find.Direction, count: Int?
  ) -> [Effect] {
    guard let list = events else { return [] }
    let last =
      screen == .log ? index.eventCount : stream.map { index.positions(of: $0.id).count } ?? 0
    let (first, end) = direction == .forward ? (list.place + 1, last) : (1, list.place - 1)
    guard first <= end else {
      notice = Notice(text: missing(sought, direction))
      return []
    }
    var find = Find(
      sought: sought,
      range: EventRange(stream: screen == .log ? nil : stream?.id, places: first...end),
      direction: direction, count: count ?? 1)
    // The key was pressed again before the answer came: two steps are two hits.
    if case .find(let earlier)? = knowledge.requests.pending[.find]?.question,
      earlier.sought == sought, earlier.range == find.range, earlier.direction == direction
    {
      find.count += earlier.count
    }
    return [knowledge.requests.ask(.find(find))]
  }

  mutating func lookForChange(_ direction: Find.Direction, count: Int?) -> [Effect] {
    guard let path = stream?.state.tree.selected?.path else {
      notice = Notice(text: "no value under the cursor of State")
      return []
    }
    return look(for: .change(path), direction, count: count)
  }

  mutating func lookForType(_ direction: Find.Direction, count: Int?) -> [Effect] {
    guard let position, let type = index[position].type else { return [] }
    return look(for: .type(type), direction, count: count)
  }

  mutating func lookForFault(_ direction: Find.Direction, count: Int?) -> [Effect] {
    guard screen == .log else { return look(for: .fault, direction, count: count) }
    let damaged = index.damagedPositions
    let here = log.list.place
    let hits =
      direction == .forward ? damaged.filter { $0 > here } : damaged.filter { $0 < here }.reversed()
    guard !hits.isEmpty else {
      notice = Notice(text: missing(.fault, direction))
      return []
    }
    go(to: hits[min(count ?? 1, hits.count) - 1])
    return []
  }

  /// Looks for an event by its id in the whole log.
  mutating func lookForID(_ id: String) -> [Effect] {
    guard index.eventCount > 0 else { return [] }
    let range = EventRange(stream: nil, places: 1...index.eventCount)
    return [
      knowledge.requests.ask(
        .find(Find(sought: .id(id), range: range, direction: .forward, count: 1)))
    ]
  }

  mutating func lookForText(_ direction: Find.Direction, count: Int?) -> [Effect] {
    guard let search else {
      notice = Notice(text: "nothing was searched: / searches")
      return []
    }
    switch panel {
    case .events, .scrubber, .log: return look(for: .text(search), direction, count: count)
    case .streams: return lookForStream(search, direction, count: count)
    case .categories:
      let names = [""] + knowledge.categories.map(\.name)
      streams.categories.row = row(
        in: names, search, direction, count: count, from: streams.categories.row)
      selectCategory()
    case .roots:
      roots.cursor.row = row(
        in: siblings.names, search, direction, count: count, from: roots.cursor.row)
    case .help:
      let lines = helpLines.map(\.text)
      help.cursor.row = row(
        in: lines, search, direction, count: count, from: help.cursor.row)
    case .state, .event, .logEvent:
      guard let tree else { return [] }
      let texts = tree.rows.map(\.line.searchText)
      let row = row(in: texts, search, direction, count: count, from: tree.cursor.row)
      self.tree?.cursor.row = row
    case .projections:
      projections.cursor.row = row(
        in: options.projections.map(\.name), search, direction, count: count,
        from: projections.cursor.row)
    case .rows: lookForRow(search, direction, count: count)
    case .deadLetters:
      projections.letters.row = row(
        in: shownLetters.map(\.searchText), search, direction, count: count,
        from: projections.letters.row)
    case .about:
      projections.about.row = row(
        in: aboutLines.map(\.text), search, direction, count: count, from: projections.about.row)
    case .value, .rebuildMenu, .rowHistory, .comparison, .difference: break
    }
    return []
  }

  private mutating func lookForStream(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?
  ) -> [Effect] {
    let row = streams.cursor.row
    let range = direction == .forward ? row + 1..<max(row + 1, streams.list.count) : 0..<row
    var find = StreamFind(
      pattern: pattern, streams: streams.list, range: range, direction: direction,
      count: count ?? 1)
    if case .findStream(let earlier)? = knowledge.requests.pending[.find]?.question,
      earlier.range == range, earlier.pattern == pattern, earlier.direction == direction
    {
      find.count += earlier.count
    }
    return [knowledge.requests.ask(.findStream(find))]
  }

  /// The next of some rows that matches; where none does, the one that one is at.
  private mutating func row(
    in rows: [String], _ pattern: TextPattern, _ direction: Find.Direction, count: Int?,
    from row: Int
  ) -> Int {
    let others =
      direction == .forward
      ? Array(rows.indices.dropFirst(row + 1)) : rows.indices.prefix(row).reversed()
    let hits = others.filter { pattern.matches(rows[$0]) }
    guard !hits.isEmpty else {
      notice = Notice(text: missing(.text(pattern), direction))
      return row
    }
    return hits[min(count ?? 1, hits.count) - 1]
  }

  /// Goes to what was looked for, if one still is where that makes sense.
  mutating func arrive(at place: Int?, lookedFor question: Question) {
    switch question {
    case .find(let find):
      guard let place else {
        if case .id(let id) = find.sought {
          showMentions(ofID: id)
        } else {
          notice = Notice(text: missing(find.sought, find.direction))
        }
        return
      }
      if case .id = find.sought {
        openEvent(at: place)
      } else if find.range.stream == nil
        ? screen == .log : screen == .stream && stream?.id == find.range.stream
      {
        go(to: place)
      }
    case .findStream(let find):
      guard let place else {
        notice = Notice(text: missing(.text(find.pattern), find.direction))
        return
      }
      if screen == .streams, find.streams == streams.list { streams.cursor.row = place }
    default: break
    }
  }

  func missing(_ sought: Find.Sought, _ direction: Find.Direction) -> String {
    let further = direction == .forward ? "further on" : "before"
    return switch sought {
    case .text(let pattern):
      (pattern.isInverted
        ? "all \(further) contain \(pattern.text)" : "\(pattern.text): not found \(further)")
        + separator + (direction == .forward ? "N looks back" : "n looks further on")
    case .type: "no event of this type \(further)"
    case .id(let id): "no event has the id \(id)"
    case .change(let path): "\(path) does not change \(further)"
    case .fault: "nothing damaged or throwing \(further)"
    }
  }
}

extension DeadLetter {
  /// What a search looks at.
  fileprivate var searchText: String { "\(key ?? "") \(reason)" }
}

extension TreeLine {
  /// What a search looks at.
  fileprivate var searchText: String {
    switch content {
    case .value(let text), .text(let text, _): "\(key) \(text)"
    case .id(let id, let tail): "\(key) \(id) \(tail)"
    case .change(let old, let new): "\(key) \(old) \(new)"
    case .parent, .header: key
    }
  }
}
