import Rewind
import TextUI

/// A screen: its state, what it does, how it looks.
///
/// A room knows the shell around it and no other room: where a key leads elsewhere it says so with
/// ``Shell/go(to:)``. The shell hands it what is meant for the screen that is shown, and it alone is
/// drawn. The extensions below have defaults for most requirements; most panels are lists or trees, and
/// need no more than a cursor and a number of rows (`Room+Lists.swift`).
///
/// A new room is a folder of its own, a case of ``Screen`` and one of ``Panel`` for each of its panels.
protocol Room: Sendable {
  /// Makes the room as it is when first shown.
  init()

  // MARK: Panels and keys

  /// Its panels, in the order of Tab.
  static var panels: [Panel] { get }
  /// The keys of this room alone; those of the shell work in it too.
  static var keys: [Binding] { get }
  /// What help says about it, apart from its keys.
  static func helpNotes(glyphs: GlyphSet) -> [HelpNote]

  /// The panel that has the focus.
  var focus: Panel { get set }
  /// The popup of its own that stands over it; nil where there is none.
  var popupPanel: Panel? { get }
  /// Where its panels stand; those that are left out are hidden.
  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect]

  /// The cursor of a panel that is a list or a tree; nil for any other panel, or one with nothing to move in.
  func cursor(of panel: Panel, in shell: Shell) -> ListCursor?
  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell)
  /// How many rows such a panel has, visible or not.
  func rowCount(of panel: Panel, in shell: Shell) -> Int
  /// Where in such a panel its rows stand.
  func listArea(of panel: Panel, in shell: Shell) -> Rect
  /// What a search looks at in such a panel, where all of it is at hand: a text for each row.
  func searchTexts(of panel: Panel, in shell: Shell) -> [String]
  /// Called when a key, a click or a search moved the cursor of such a panel.
  mutating func cursorMoved(in panel: Panel, _ shell: Shell)

  // MARK: Update

  /// Does what a key is for, in the panel that has the focus; nil where that is the shell's to do.
  ///
  /// - Parameter count: the number that was typed before the key.
  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]?
  /// Does what a click at a point of a panel is for.
  mutating func click(_ point: Point, in panel: Panel, _ shell: inout Shell)
  /// Does what dragging the pointer to a point is for.
  mutating func drag(to point: Point, _ shell: inout Shell)
  /// Goes to the next event that matches, where the list is not one to be searched whole: see ``searchScope(in:)``.
  mutating func search(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect]
  /// Goes to what a search that it had asked for has found.
  mutating func arrive(at place: Int, of question: Question, in shell: inout Shell)
  /// Looks on elsewhere for what a search that it had asked for has not found; nothing where that was all.
  mutating func searchOn(after question: Question, in shell: inout Shell) -> [Effect]

  // MARK: What a search looks through; `Room+Search.swift` says it of lists whose texts are all at hand

  /// The list that keys are for; nil where there is none to be searched whole.
  func searchScope(in shell: Shell) -> Search.Scope?
  /// The places of that list.
  func searchedPlaces(in shell: Shell) -> Range<Int>
  /// The place that its cursor is at.
  func searchedPlace(in shell: Shell) -> Int
  /// The place in one of its visible rows, counted from 0.
  func searchedPlace(inVisibleRow number: Int, in shell: Shell) -> Int
  /// The panel that it stands in.
  func searchedPanel(in shell: Shell) -> Panel
  /// What to ask for its hits; nil where their texts are at hand, or it is not ready to be searched.
  func searchedList(in shell: Shell) -> HitSearch.List?
  /// Whether a place is shown, and not hidden by the filter.
  func passesFilter(_ place: Int) -> Bool
  /// Puts the cursor on a hit.
  mutating func goToHit(_ place: Int, in shell: inout Shell)

  // MARK: Filtering and undoing

  /// The filter that is on, as it can be typed; empty where there is none.
  func filter(in shell: Shell) -> String
  /// Shows only what passes a filter; everything where the text is empty.
  ///
  /// - Parameter before: the room as it was before another filter was typed, in place of which this one is set; nil
  ///   where this is the first.
  mutating func setFilter(_ text: String, from before: (any Room)?, in shell: inout Shell)
  /// How many pass the filter: `12 of 44 match`; nil where there is no filter, or that is not known.
  func filterSummary(in shell: Shell) -> String?
  /// What the filter that was typed hides that the cursor was at: `v5 is filtered away`; nil where that passes it.
  func hiddenByFilter(in shell: Shell) -> String?
  /// Undoes the last thing that changes what is shown, such as a filter; false where there is none.
  mutating func undo(in shell: inout Shell) -> Bool
  /// Cancels something that takes long; false where there is none.
  mutating func cancel(in shell: inout Shell) -> Bool
  /// Closes its popup, without deciding anything.
  mutating func closePopup(in shell: inout Shell)
  /// What is to be copied for a `y` key; nil where there is nothing.
  func copied(_ command: Command, in shell: Shell) -> Copied?

  // MARK: Places and moments

  /// The current place in it.
  func place(in shell: Shell) -> Place
  /// Goes to a place in it that a key leads to, or comes back to one.
  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell)
  /// Goes to a moment from here; answers why that is impossible.
  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError?
  /// What relative moments count from; nil where the room has no current moment.
  func momentContext(in shell: Shell) -> MomentContext?
  /// The times of the events among which a day without a year lies.
  func times(in shell: Shell) -> ClosedRange<Timestamp>?
  /// What the palette calls going to a moment: `go to v42`.
  func description(of moment: Moment, in shell: Shell) -> String
  /// Whether the current place is the newest, where following the log stays.
  func isAtNewest(in shell: Shell) -> Bool

  // MARK: The log and its answers

  /// Called when more of the log is known, whether the room is shown or not; one that is may lead elsewhere then.
  mutating func logGrew(_ growth: LogGrowth, in shell: inout Shell)
  /// Called when states that were read are void, since they are folded in another way now.
  mutating func foldsChanged(in shell: Shell)
  /// Called when other projections are listed than before, or their code was changed; answers the one of which the
  /// room shows what its changed code makes.
  mutating func projectionsListed(
    before: [ListedProjection], isShown: Bool, in shell: Shell
  ) -> String?
  /// The room for the log that replaced the old one, with the choices that still hold.
  ///
  /// - Throws: ``NavigationError`` where the new log does not have what is shown: `no stream account-1`.
  func moved(from old: Shell, to new: Shell) throws(NavigationError) -> Self
  /// Brings what is shown up to date with what is known, and the cursors into sight.
  mutating func settle(in shell: Shell)
  /// The questions to ask for what is shown and not known.
  func demands(in shell: Shell) -> [Question]
  /// Takes an answer, or a part of it, to a question that it had demanded: streams, matches, rows and
  /// what belongs to projections, and any failure. Events, states and series are kept for it by the shell.
  mutating func take(_ answer: Answer, to question: Question, in shell: inout Shell)
  /// The lane of what the cursor is at, while that is being read; nil where keys need not know it.
  func laneOfCursor(in shell: Shell) -> Lane?
  /// The lane of an answer that comes quickly and that the keys typed next are about.
  func awaitedLane(in shell: Shell) -> Lane?
  /// Shows what a rebuild that is ready would change; false where this is not the place for it.
  mutating func showRebuild(of projection: String, in shell: inout Shell) -> Bool

  // MARK: View

  /// What the top row says.
  func heading(in shell: Shell) -> Heading
  /// What the row above the bottom says is at work.
  func statusItems(in shell: Shell) -> [StyledText]
  /// How many events came that it does not show yet.
  func newEvents(in shell: Shell) -> Int
  /// Whether a key's command has something to work on now, for the row of hints.
  func isUseful(_ command: Command, in shell: Shell) -> Bool
  /// Draws the panels.
  func draw(in shell: Shell, on canvas: inout Canvas)
}

/// What a `y` key hands out.
struct Copied: Hashable, Sendable {
  /// What it is, in a word.
  var what: String
  var text: String
}

/// How the log has grown since the last message.
struct LogGrowth: Sendable {
  /// Whether these are the first events that are known.
  var isFirst: Bool
  /// Whether the log had been read whole before: what came now is new.
  var wasWhole: Bool
  /// Whether the room is on screen.
  var isShown: Bool
}

// MARK: - What most rooms say

extension Room {
  static var keys: [Binding] { [] }
  static func helpNotes(glyphs: GlyphSet) -> [HelpNote] { [] }

  var popupPanel: Panel? { nil }

  func listArea(of panel: Panel, in shell: Shell) -> Rect { shell.layout.inside(panel) }
  mutating func cursorMoved(in panel: Panel, _ shell: Shell) {}

  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? { nil }
  mutating func click(_ point: Point, in panel: Panel, _ shell: inout Shell) {
    clickList(point, in: panel, shell)
  }
  mutating func drag(to point: Point, _ shell: inout Shell) {}
  mutating func search(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    []
  }
  mutating func arrive(at place: Int, of question: Question, in shell: inout Shell) {}
  mutating func searchOn(after question: Question, in shell: inout Shell) -> [Effect] { [] }
  func filter(in shell: Shell) -> String { "" }
  mutating func setFilter(_ text: String, from before: (any Room)?, in shell: inout Shell) {}
  func filterSummary(in shell: Shell) -> String? { nil }
  func hiddenByFilter(in shell: Shell) -> String? { nil }
  mutating func undo(in shell: inout Shell) -> Bool { false }
  mutating func cancel(in shell: inout Shell) -> Bool { false }
  mutating func closePopup(in shell: inout Shell) {}
  func copied(_ command: Command, in shell: Shell) -> Copied? { nil }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {}
  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError? {
    goToPosition(at: moment, in: &shell)
  }
  /// Goes to the event of a moment among all events.
  func goToPosition(at moment: Moment, in shell: inout Shell) -> NavigationError? {
    do {
      shell.go(to: .allEvents(position: try shell.position(at: moment)))
      shell.sayHowTimeWasTaken(moment, in: nil)
      return nil
    } catch {
      return error
    }
  }
  func momentContext(in shell: Shell) -> MomentContext? { nil }
  func times(in shell: Shell) -> ClosedRange<Timestamp>? { shell.index.times }
  func description(of moment: Moment, in shell: Shell) -> String {
    "go to " + shell.name(of: moment, end: "the end")
  }
  func isAtNewest(in shell: Shell) -> Bool { true }

  mutating func logGrew(_ growth: LogGrowth, in shell: inout Shell) {}
  mutating func foldsChanged(in shell: Shell) {}
  mutating func projectionsListed(
    before: [ListedProjection], isShown: Bool, in shell: Shell
  ) -> String? { nil }
  func moved(from old: Shell, to new: Shell) -> Self { Self() }
  mutating func settle(in shell: Shell) { settleLists(in: shell) }
  func demands(in shell: Shell) -> [Question] { [] }
  mutating func take(_ answer: Answer, to question: Question, in shell: inout Shell) {}
  func laneOfCursor(in shell: Shell) -> Lane? { nil }
  func awaitedLane(in shell: Shell) -> Lane? { nil }
  mutating func showRebuild(of projection: String, in shell: inout Shell) -> Bool { false }

  func statusItems(in shell: Shell) -> [StyledText] { [] }
  func newEvents(in shell: Shell) -> Int { 0 }
  func isUseful(_ command: Command, in shell: Shell) -> Bool { true }
}
