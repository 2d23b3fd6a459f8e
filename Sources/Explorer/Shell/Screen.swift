/// What fills the terminal: each case is a room of its own, in a folder of its own.
enum Screen: Hashable, Sendable, CaseIterable {
  case logs, streams, stream, allEvents, projections, help

  /// The room's type, which makes it and knows its panels and keys.
  var kind: any Room.Type {
    switch self {
    case .logs: LogsScreen.self
    case .streams: StreamsScreen.self
    case .stream: StreamScreen.self
    case .allEvents: AllEventsScreen.self
    case .projections: ProjectionsScreen.self
    case .help: HelpScreen.self
    }
  }

  /// What it is called in a sentence.
  var title: String {
    switch self {
    case .logs: "the list of logs"
    case .streams: "streams"
    case .stream: "a stream"
    case .allEvents: "all events"
    case .projections: "projections"
    case .help: "help"
    }
  }

  /// Its panels, in the order of Tab.
  var panels: [Panel] { kind.panels }
}

extension Set<Panel> {
  static let everywhere = Set(Panel.allCases)
  static let popups = everywhere.subtracting(Screen.allCases.flatMap(\.panels))
  /// Those of all rooms, also of the one that lists the logs.
  static let allScreens = everywhere.subtracting(popups)
  /// Those of the rooms of one log.
  static let screens = allScreens.subtracting(LogsScreen.panels)
  /// The popups that are lists to look through.
  static let listPopups: Set = [.touchedRows, .rowHistory, .step, .comparison, .difference]
  static let lists = Set(StreamsScreen.panels)
  static let stream = Set(StreamScreen.panels)
  static let allEvents = Set(AllEventsScreen.panels)
  static let projections = Set(ProjectionsScreen.panels)
  static let trees: Set = [.state, .event, .logEvent]
  /// Where there is a moment to travel from.
  static let travel = stream.union(allEvents)
}
