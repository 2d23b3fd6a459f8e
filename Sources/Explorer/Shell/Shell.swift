import Rewind
import TextUI

/// What the rooms share: what is known, the modes that are on, what is said and what is asked.
///
/// A room reads all of it. It changes it where a key of its own says something, opens a prompt or a
/// value, or leads to a place in another room.
struct Shell: Sendable {
  var options: ExplorerOptions
  let theme: Theme
  let keymap: Keymap
  /// The logs that are open, this one among them.
  var logs: OpenLogs
  var knowledge = Knowledge()
  /// Where everything stands; brought up to date after every message.
  var layout = Layout()

  /// Whether what is shown stays at the newest event.
  var isFollowing = false
  /// Whether events of an old schema are shown as they are stored.
  var showsStored = false
  /// The search that is on, in the list that is shown.
  var search: Search?
  /// What `n` and `N` look for.
  var lastAsked: LastAsked?
  /// What was typed in prompts.
  var typed = PromptHistory()
  var places = Places()

  /// The value that is shown whole, over all else.
  var value: ValuePopup?
  /// The question to the person that is open.
  var prompt: Prompt? {
    didSet { if let error = prompt?.error { lastNotice = Notice(text: error, isError: true) } }
  }
  /// What is said above the row of keys, until the next key.
  private(set) var notice: Notice?
  /// What was said last, to be read whole.
  private(set) var lastNotice: Notice?
  /// What was typed ahead of an answer; nil while nothing is to wait.
  var held: HeldInput?

  /// The programs whose running was asked about.
  var askedPrograms: Set<String> = []
  /// What was ordered and waits for the yes that is asked for; nil where nothing was.
  var orderToAgreeTo: ProjectionOrder?

  /// Where a key leads, until the shell has gone there.
  var destination: Place?
  /// Whether what is gone to next is what a link leads to, so that Esc comes back from it.
  var followsLink = false
  /// The log that a key leads to, until the explorer has gone there.
  var logSwitch: LogSwitch?

  init(options: ExplorerOptions, logs: OpenLogs) {
    self.options = options
    self.logs = logs
    keymap = logs.areSeveral ? .several : .standard
    theme = Theme(usesColor: options.display.usesColor)
    knowledge.readModels.listed = options.projections
    if let greeting = options.greeting { say(greeting) }
  }
}

extension Shell {
  /// The log as far as it is known.
  var index: LogIndex { knowledge.log.index }

  /// The projections that there are, in the order in which they are listed.
  var projections: [ListedProjection] { knowledge.readModels.listed }

  /// Says something in the row above the keys.
  mutating func say(_ text: String, isError: Bool = false, isOfCode: Bool = false) {
    let new = Notice(text: text, isError: isError, isOfCode: isOfCode)
    (notice, lastNotice) = (new, new)
  }

  /// Takes what was said off the screen; `M` still shows it.
  mutating func sayNothing() { notice = nil }

  /// Drops what is said of code that was changed since.
  mutating func forgetWhatCodeSaid() {
    if notice?.isOfCode == true { notice = nil }
    if lastNotice?.isOfCode == true { lastNotice = nil }
  }

  /// Goes to a place, as soon as the room is done with the key that leads there.
  mutating func go(to place: Place) { destination = place }

  /// Goes to the event at a position: to its stream, or where it is a damaged line among all events.
  ///
  /// The log may not have the position: a read model can have been made from a log that was replaced since.
  mutating func go(toEventAt position: Int) {
    guard isInLog(position) else { return say("no event is at @\(Format.grouped(position))") }
    if let stream = index[position].stream {
      go(to: .stream(stream, version: index.version(of: position)))
    } else {
      go(to: .allEvents(position: position))
    }
  }

  /// Asks a question; an unfinished one of the same lane is out of date.
  mutating func ask(_ question: Question) -> Effect {
    var log = knowledge.log
    if case .ofTail = question, let ahead = knowledge.ahead { log = ahead.tail.snapshot }
    return knowledge.requests.ask(question, of: log)
  }

  /// Drops what was typed ahead of an answer that found nothing.
  mutating func dropTypedAhead(of lane: Lane) {
    if held?.lane == lane { held = nil }
  }

  /// The short name that the zone of all times on screen has now: `CET`, `UTC`; nothing before the time is told.
  var zoneName: String { knowledge.now?.calendar(in: options.display.zone).zone ?? "" }

  /// Between parts of a line.
  var separator: String { " \(options.display.glyphs.separator) " }
}
