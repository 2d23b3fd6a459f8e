import Rewind
import TextUI

/// The explorer: everything that is on screen, and how it got there.
///
/// A pure state machine. ``update(_:)`` takes what happened and answers what is to be done;
/// ``draw(on:)`` shows it. Neither reads a file, a clock or the terminal.
///
///     var model = Model(options: ExplorerOptions(logName: "bank"))
///     var effects = model.update(.resized(Size(columns: 80, rows: 24)))
///     effects += model.update(.log(snapshot))
///     var canvas = Canvas(size: Size(columns: 80, rows: 24))
///     model.draw(on: &canvas)
///
/// Each screen is a `Room` of its own; the model hands the one that is shown what is meant for it,
/// and does what is the same in all of them.
public struct Model: Sendable {
  var shell: Shell
  /// The screens, each as it was left.
  var rooms: [Screen: any Room]
  /// The screen that is shown.
  var screen = Screen.streams
  /// Where Esc goes back to from a screen.
  var origins: [Screen: Screen] = [:]
  /// The places that were left for a link or a screen over them, the last one last.
  var leftPlaces: [LeftPlace] = []
  /// Whether the focused panel fills the screen, where the screen has several.
  var isZoomed = false
  var isMouseOn = false
  /// The place to start at, until it is reached or given up.
  var start: StartingPlace?

  /// The number that is being typed for the next key, and the keys that are the start of one.
  var count: Int?
  var prefix: [Key] = []
  /// The model before the last Esc, in case that Esc was the start of another key.
  var beforeEscape: SavedModel?

  /// Makes an explorer of a log of which nothing is known yet.
  public init(options: ExplorerOptions) {
    self.init(options: options, logs: OpenLogs(names: [options.logName], own: 0))
  }

  init(options: ExplorerOptions, logs: OpenLogs) {
    shell = Shell(options: options, logs: logs)
    rooms = Dictionary(uniqueKeysWithValues: Screen.allCases.map { ($0, $0.kind.init()) })
    start = options.start
  }
}

/// A model set aside.
final class SavedModel: Sendable {
  let model: Model

  init(_ model: Model) { self.model = model }
}

extension Model {
  /// The room that is shown.
  var room: any Room { rooms[screen, default: screen.kind.init()] }

  /// What keys are for: the value that is shown whole, else a popup of the room, else the panel that
  /// has the focus.
  var panel: Panel { shell.value == nil ? room.keyPanel : .value }

  /// Lets the room that is shown do something, and goes where that leads.
  mutating func inRoom<Result>(_ act: (inout any Room, inout Shell) -> Result) -> Result {
    let result = act(&rooms[screen, default: screen.kind.init()], &shell)
    goToDestination()
    return result
  }

  /// Whether the focused panel is shown alone: only where there is a key for that.
  var showsOnePanel: Bool {
    isZoomed && shell.keymap.binding(of: .zoom, in: room.focus) != nil
  }

  /// Brings what is shown up to date with what is known, and the cursors into sight.
  mutating func settle() {
    shell.layout = Layout(of: room, isZoomed: showsOnePanel, in: shell)
    rooms[screen]?.settle(in: shell)
    // What came into sight may need more room, or less.
    let layout = Layout(of: room, isZoomed: showsOnePanel, in: shell)
    if layout != shell.layout {
      shell.layout = layout
      rooms[screen]?.settle(in: shell)
    }
    shell.value?.settle(in: layout)
    let offers = shell.prompt?.offers.count ?? 0
    shell.prompt?.cursor.settle(count: offers, height: layout.popup.size.rows - 2)
  }
}
