import Rewind

/// What the events on screen say, each on one line.
extension AllEventsScreen {
  func effect(of place: Int, in shell: Shell) -> EventEffect? {
    let known = shell.knowledge.content.dataLines
    return known[place].map { .told(ShortValue(text: $0), key: "") }
  }

  /// Asks for what the visible events say, and those a page around them; nil where it is known.
  ///
  /// Those that were read ahead of the rest are asked for by their numbers, once all others are known.
  func dataQuestion(in shell: Shell) -> Question? {
    let known = shell.knowledge.content.dataLines
    func isUnknown(_ place: Int) -> Bool {
      place != ReadAhead.gap && place > 0 && shell.isListed(place) && known[place] == nil
    }
    guard visiblePlaces(in: shell).contains(where: isUnknown) else { return nil }
    let height = visibleRows(of: .allEvents, in: shell)
    let rows = max(0, list.top - height)..<min(list.rows.count, list.top + 2 * height)
    let unknown = rows.map { list.rows[$0] }.filter(isUnknown)
    let positions = unknown.filter { $0 < ReadAhead.gap }
    return positions.isEmpty
      ? .ofTail(.dataLines(unknown.compactMap(ReadAhead.number(at:)))) : .dataLines(positions)
  }

  func demands(in shell: Shell) -> [Question] {
    eventDemands(in: shell) + [dataQuestion(in: shell)].compactMap(\.self)
  }
}
