/// A part of the screen that can have the focus.
enum Panel: Hashable, Sendable, CaseIterable {
  case roots
  case categories, streams
  case events, state, event, scrubber
  case log, logEvent
  case projections, rows, deadLetters, about
  case help
  case value
  case rebuildMenu, rowHistory, comparison, difference

  /// The screen it belongs to; nil for a popup.
  var screen: Screen? {
    switch self {
    case .roots: .roots
    case .categories, .streams: .streams
    case .events, .state, .event, .scrubber: .stream
    case .log, .logEvent: .log
    case .projections, .rows, .deadLetters, .about: .projections
    case .help: .help
    case .value, .rebuildMenu, .rowHistory, .comparison, .difference: nil
    }
  }
}

/// What fills the terminal.
enum Screen: Hashable, Sendable, CaseIterable {
  case roots, streams, stream, log, projections, help

  /// Its panels, in the order of Tab.
  var panels: [Panel] { Panel.allCases.filter { $0.screen == self } }
}

extension Set<Panel> {
  static let lists: Set = [.categories, .streams]
  static let stream: Set = [.events, .state, .event, .scrubber]
  static let log: Set = [.log, .logEvent]
  static let projections: Set = [.projections, .rows, .deadLetters, .about]
  static let trees: Set = [.state, .event, .logEvent]
  static let popups = Set(Panel.allCases.filter { $0.screen == nil })
  /// Those of the screens of one log.
  static let screens = everywhere.subtracting(popups).subtracting([.roots])
  /// Those of all screens, also of the one that lists the logs.
  static let allScreens = screens.union([.roots])
  static let everywhere = Set(Panel.allCases)
  /// Where there is a moment to travel from.
  static let travel = stream.union(log)
}
