/// A part of the screen that can have the focus.
enum Panel: Hashable, Sendable, CaseIterable {
  case categories, streams
  case events, state, event, scrubber
  case log, logEvent
  case help
  case value

  /// The screen it belongs to; nil for a popup, which opens over any.
  var screen: Screen? {
    switch self {
    case .categories, .streams: .streams
    case .events, .state, .event, .scrubber: .stream
    case .log, .logEvent: .log
    case .help: .help
    case .value: nil
    }
  }
}

/// What fills the terminal.
enum Screen: Hashable, Sendable, CaseIterable {
  case streams, stream, log, help

  /// Its panels, in the order of Tab.
  var panels: [Panel] { Panel.allCases.filter { $0.screen == self } }
}

extension Set<Panel> {
  static let lists: Set = [.categories, .streams]
  static let stream: Set = [.events, .state, .event, .scrubber]
  static let log: Set = [.log, .logEvent]
  static let trees: Set = [.state, .event, .logEvent]
  static let screens = Set(Panel.allCases).subtracting([.value])
  static let everywhere = Set(Panel.allCases)
  /// Where there is a moment to travel from.
  static let travel = stream.union(log)
}
