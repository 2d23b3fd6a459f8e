import Rewind
import TextUI

/// Searching: as a text is typed, and over its hits afterwards.
extension Model {
  /// Looks for what is being typed, from where the cursor was when that began.
  mutating func searchTyped() {
    guard let prompt = shell.prompt, prompt.kind == .search, let before = prompt.before else {
      return
    }
    shell.search = nil
    let start = before.searchedPlace(in: shell)
    if let pattern = TextPattern(typed: prompt.field.text) {
      beginSearch(pattern, Search.Step(from: start, includesStart: true))
    } else {
      inRoom { $0.goToHit(start, in: &$1) }
    }
  }

  /// Takes the text that was typed: the cursor stays at its hit, or goes there once one is found.
  mutating func acceptSearch(_ prompt: Prompt) -> [Effect] {
    shell.prompt = nil
    guard let pattern = TextPattern(typed: prompt.field.text) else {
      shell.search = prompt.searchBefore
      return search(.forward, count: nil)
    }
    shell.lastAsked = .text(pattern)
    guard let search = shell.search else { return self.search(.forward, count: nil) }
    if let before = prompt.before?.place(in: shell), case .events = search.scope.list,
      before != place
    {
      shell.places.leave(before)
    }
    if search.hits.isWhole, search.hits.found.isEmpty { sayNotFound(pattern) }
    return []
  }

  /// Goes to the next hit of what was asked last.
  mutating func search(_ direction: Find.Direction, count: Int?) -> [Effect] {
    switch shell.lastAsked {
    case .text(let pattern): return search(for: pattern, direction, count: count)
    case .fault:
      let command: Command = direction == .forward ? .nextFault : .previousFault
      guard shell.keymap.binding(of: command, in: panel) != nil else {
        shell.say("what is damaged is looked for among events")
        return []
      }
      return perform(command, count: count)
    case nil:
      shell.say("nothing was searched: / searches")
      return []
    }
  }

  private mutating func search(
    for pattern: TextPattern, _ direction: Find.Direction, count: Int?
  ) -> [Effect] {
    guard let scope = room.searchScope(in: shell) else {
      return inRoom { $0.search(pattern, direction, count: count, in: &$1) }
    }
    let step = Search.Step(
      count: count ?? 1, from: room.searchedPlace(in: shell), direction: direction)
    if shell.search?.pattern == pattern, shell.search?.scope.list == scope.list {
      shell.search?.want(step)
      settleSearch()
    } else {
      beginSearch(pattern, step)
    }
    return []
  }

  private mutating func beginSearch(_ pattern: TextPattern, _ step: Search.Step) {
    guard let scope = room.searchScope(in: shell) else { return }
    let hits = Hits(in: room.searchedPlaces(in: shell), from: step.from, step.direction)
    shell.search = Search(pattern: pattern, scope: scope, hits: hits)
    settleSearch()
    shell.search?.want(step)
    settleSearch()
  }

  /// Brings the search up to date with its list, and goes to the hit that is looked for once it is found.
  mutating func settleSearch() {
    guard let scope = shell.search?.scope else { return }
    guard let current = room.searchScope(in: shell), current.list == scope.list else {
      shell.search = nil
      return
    }
    let places = room.searchedPlaces(in: shell)
    if case .texts(let panel) = current.list {
      let texts = room.searchTexts(of: panel, in: shell)
      let pattern = shell.search?.pattern
      let hits = texts.indices.filter { pattern?.matches(texts[$0]) == true }
      shell.search?.hits = Hits(hits, in: places)
    } else if current.edition != scope.edition {
      let place = room.searchedPlace(in: shell)
      shell.search?.scope = current
      shell.search?.hits = Hits(in: places, from: place, .forward)
    } else {
      shell.search?.hits.extend(to: places.upperBound)
    }
    arriveAtHit()
  }

  private mutating func arriveAtHit() {
    guard let pattern = shell.search?.pattern, let step = shell.search?.wanted else { return }
    switch shell.search?.arrive() {
    case .hit(let place, _)?: inRoom { $0.goToHit(place, in: &$1) }
    case .nowhere?:
      if step.includesStart { inRoom { $0.goToHit(step.from, in: &$1) } }
      if shell.prompt == nil { sayNotFound(pattern) }
    case .unknown?, nil: break
    }
  }

  private mutating func sayNotFound(_ pattern: TextPattern) {
    shell.search = nil
    // What was typed ahead was about what is not there.
    shell.dropTypedAhead(of: .hits)
    shell.say(pattern.isInverted ? "all contain \(pattern.text)" : "\(pattern.text): not found")
  }

  /// Takes hits that were found; those of another search are not waited for any more.
  mutating func take(_ places: [Int], looked: Int, of asked: HitSearch) {
    guard shell.search?.pattern == asked.pattern, shell.search?.hits.origin == asked.origin else {
      return
    }
    let room = room
    let shown = places.filter { room.passesFilter($0) }
    shell.search?.hits.add(shown, looked: looked)
  }

  /// What is to be looked through for the search that is on; nil where all is known.
  var hitsDemand: Question? {
    guard let search = shell.search, !search.hits.isWhole,
      let list = room.searchedList(in: shell)
    else { return nil }
    let hits = search.hits
    return .hits(
      HitSearch(
        pattern: search.pattern, list: list, places: hits.places, origin: hits.origin,
        direction: hits.direction, looked: hits.looked))
  }
}

// MARK: - What is seen of it

extension Model {
  /// How many hits there are, and which of them the cursor is at.
  var searchSummary: String? {
    shell.search.map {
      $0.summary(at: room.searchedPlace(in: shell), separator: shell.separator)
    }
  }

  /// What is found by the text of a prompt, as far as that is known.
  var promptSummary: String? {
    guard let prompt = shell.prompt, !prompt.field.characters.isEmpty else { return nil }
    if prompt.kind == .search { return searchSummary }
    guard prompt.kind == .filter, let summary = room.filterSummary(in: shell) else { return nil }
    return ([summary] + [room.hiddenByFilter(in: shell)].compactMap(\.self))
      .joined(separator: shell.separator)
  }

  /// Marks the visible rows that are hits, on the border beside them, and in them the text.
  func drawHits(on canvas: inout Canvas) {
    guard let search = shell.search else { return }
    let area = room.listArea(of: room.searchedPanel(in: shell), in: shell)
    for number in 0..<area.size.rows {
      guard search.hits.contains(room.searchedPlace(inVisibleRow: number, in: shell)) else {
        continue
      }
      let row = area.row(number)
      canvas.write(
        String(canvas.glyphs.hit), at: Point(column: row.origin.column - 1, row: row.origin.row),
        style: shell.theme.key)
      for columns in canvas.columns(of: search.pattern, in: row) {
        let text = Rect(
          column: columns.lowerBound, row: row.origin.row, columns: columns.count, rows: 1)
        canvas.restyle(text) { ($0.isBold, $0.isUnderlined) = (true, true) }
      }
    }
  }
}

extension Canvas {
  /// The columns of a row in which a text stands; none of a pattern that is about what does not contain it.
  fileprivate func columns(of pattern: TextPattern, in row: Rect) -> [Range<Int>] {
    guard !pattern.isInverted else { return [] }
    let ignoresCase = pattern.text == pattern.text.lowercased()
    let columns = row.columnRange.filter { self[$0, row.origin.row].width > 0 }
    let characters = columns.map { column in
      let character = self[column, row.origin.row].character
      return ignoresCase ? character.lowercased().first ?? character : character
    }
    let wanted = Array(pattern.text)
    var found: [Range<Int>] = []
    for start in characters.indices.dropLast(wanted.count - 1)
    where characters[start..<start + wanted.count].elementsEqual(wanted) {
      let last = columns[start + wanted.count - 1]
      found.append(columns[start]..<last + Int(self[last, row.origin.row].width))
    }
    return found
  }
}
