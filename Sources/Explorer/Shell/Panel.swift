/// A part of the screen that keys can be for: a panel of a room, or a popup over one.
enum Panel: Hashable, Sendable, CaseIterable {
  case logs
  case categories, streams
  case events, state, event, scrubber
  case allEvents, logEvent
  case projections, rows, deadLetters, about
  case touchedRows, relatives
  case help
  case value
  case rebuildMenu, rowHistory, step, comparison, difference

  /// Whether it stands over a room instead of being a part of it.
  var isPopup: Bool { Set.popups.contains(self) }
}
