import Rewind
import TextUI

/// The explorer: everything that is on screen, and how it got there.
///
/// A pure state machine. ``update(_:)`` takes what happened and answers what is to be done;
/// ``draw(on:)`` shows it. Neither reads a file, a clock or the terminal.
///
///     var model = Model(options: ExplorerOptions(logName: "bank"))
///     var effects = model.update(.resized(Size(columns: 80, rows: 24)))
///     effects += model.update(.index(index))
///     var canvas = Canvas(size: Size(columns: 80, rows: 24))
///     model.draw(on: &canvas)
public struct Model: Sendable {
  private(set) var options: ExplorerOptions
  let theme: Theme
  let keymap: Keymap
  /// The logs that are open, this one among them.
  let siblings: Siblings

  // What is known, whatever one does.
  var knowledge = Knowledge()

  // Where one is.
  var screen = Screen.streams
  var streams = StreamsScreen()
  var stream: StreamScreen?
  var log = LogScreen()
  var projections = ProjectionsScreen()
  var help = HelpScreen()
  var roots = RootsScreen()
  var popup: ValuePopup?
  var prompt: Prompt? {
    didSet { if let error = prompt?.error { lastNotice = Notice(text: error, isError: true) } }
  }
  var places = Places()
  var isZoomed = false
  /// Whether events of an old schema are shown as they are stored.
  var showsStored = false
  var isFollowing = false
  var isMouseOn = false
  var search: TextPattern?
  /// Where one goes from this log, until it is left.
  var departure: Departure?
  /// The place to start at, until it is reached or given up.
  var start: StartingPlace?

  // What is being typed, and what is to be said.
  var count: Int?
  var prefix: [Key] = []
  var notice: Notice? {
    didSet { if let notice { lastNotice = notice } }
  }
  /// What was said last, to be read whole.
  var lastNotice: Notice?
  /// What was typed ahead of an answer; nil while nothing is to wait.
  var held: HeldInput?

  /// The model before the last Esc, in case that Esc was the start of another key.
  var beforeEscape: SavedModel?

  /// Makes an explorer of a log of which nothing is known yet.
  public init(options: ExplorerOptions) {
    self.init(options: options, siblings: Siblings(names: [options.logName], own: 0))
  }

  init(options: ExplorerOptions, siblings: Siblings) {
    self.options = options
    self.siblings = siblings
    keymap = siblings.areSeveral ? .several : .standard
    theme = Theme(usesColor: options.usesColor)
    start = options.start
    notice = options.greeting.map { Notice(text: $0) }
    lastNotice = notice
  }

  /// Begins with a log that could not be opened before; the screen and the log's name stay.
  mutating func open(_ options: ExplorerOptions) {
    let before = self.options
    self.options = options
    (self.options.logName, self.options.glyphs) = (before.logName, before.glyphs)
    self.options.usesColor = before.usesColor
    knowledge.unopened = nil
    knowledge.indexed = 0
    notice = Notice(text: options.greeting ?? "opened")
  }
}

/// What the explorer knows of the log, the terminal and the time; keys do not change it.
struct Knowledge: Sendable {
  var index = LogIndex.empty
  /// The part of the log that has been read; nil once it is whole.
  var indexed: Double? = 0
  var size = Size(columns: 0, rows: 0)
  var now: Timestamp?
  /// Why the log could not be opened.
  var unopened: String?
  /// Why the log cannot be read just now.
  var trouble: String?
  var categories: [CategoryEntry] = []
  /// How many of the index's positions are damaged lines.
  var damaged = 0
  var types = TypeNames()
  var content = Content()
  var readModels = ReadModels()
  var requests = Requests()
  /// How many events the log had when it first had been read whole; later ones are new.
  var wholeAt = 0
  /// How many events there were when the streams were last asked for.
  var listingEvents = 0
}

/// A line for the row above the bottom; it goes with the next key.
struct Notice: Hashable, Sendable {
  var text: String
  var isError = false
}

/// A model set aside.
final class SavedModel: Sendable {
  let model: Model

  init(_ model: Model) { self.model = model }
}

extension Model {
  var index: LogIndex { knowledge.index }

  /// What has the focus: what keys are for.
  var panel: Panel {
    if popup != nil { return .value }
    return screen == .projections ? projections.popup?.panel ?? screenPanel : screenPanel
  }

  /// The focused panel of the screen, below any popup.
  var screenPanel: Panel {
    switch screen {
    case .roots: .roots
    case .streams: streams.focus
    case .stream: stream?.focus ?? .events
    case .log: log.focus
    case .projections: projections.focus
    case .help: .help
    }
  }

  /// The list of events that is travelled on; nil where there is none.
  var events: EventList? {
    get {
      switch screen {
      case .stream: stream?.list
      case .log: log.list
      case .roots, .streams, .projections, .help: nil
      }
    }
    set {
      guard let newValue else { return }
      switch screen {
      case .stream: stream?.list = newValue
      case .log: log.list = newValue
      case .roots, .streams, .projections, .help: break
      }
    }
  }

  /// The tree of the focused panel; nil where it shows none.
  var tree: TreePane? {
    get {
      switch screenPanel {
      case .state: stream?.state.tree
      case .event: stream?.event.tree
      case .logEvent: log.event.tree
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch screenPanel {
      case .state: stream?.state.tree = newValue
      case .event: stream?.event.tree = newValue
      case .logEvent: log.event.tree = newValue
      default: break
      }
    }
  }

  /// The position of the event that is looked at; nil before the first one.
  var position: Int? {
    switch screen {
    case .stream:
      guard let stream, stream.list.place > 0 else { return nil }
      let positions = index.positions(of: stream.id)
      return stream.list.place <= positions.count ? positions[stream.list.place - 1] : nil
    case .log: return log.list.place > 0 ? log.list.place : nil
    case .roots, .streams, .projections, .help: return nil
    }
  }
}
