import Rewind
import TextUI

/// The causes and effects of an event, as a tree.
struct RelativesPopup: Sendable {
  /// The event.
  let position: Int
  /// What is known; nil until it is read.
  private(set) var events: [RelatedEvent]?
  /// Whether these are all events of the tree.
  private(set) var isWhole = true
  var cursor = ListCursor()

  init(of position: Int) { self.position = position }

  var question: Question { .relatives(of: position) }

  /// Takes the tree; the cursor goes to what caused the event, where that is there, else to the event.
  mutating func take(_ events: [RelatedEvent], isWhole: Bool) {
    (self.events, self.isWhole) = (events, isWhole)
    guard let own = events.firstIndex(where: { $0.position == position }) else { return }
    let cause = events[..<own].lastIndex { $0.depth < events[own].depth }
    cursor.row = cause ?? own
  }

  var selected: RelatedEvent? {
    guard let events, events.indices.contains(cursor.row) else { return nil }
    return events[cursor.row]
  }
}

/// The causes and effects of the current event.
extension EventRoom {
  mutating func showRelatives(in shell: inout Shell) {
    guard let position = position(in: shell) else {
      shell.say(list.isAhead ? "the log is not read up to this event yet" : "no event is here")
      return
    }
    relatives = RelativesPopup(of: position)
  }

  /// What keys do while they are shown; nil where that is the shell's to do.
  mutating func performInRelatives(_ command: Command, in shell: inout Shell) -> [Effect]? {
    guard command == .open else { return nil }
    guard let event = relatives?.selected else { return [] }
    relatives = nil
    shell.follow(.event(at: event.position))
    return []
  }

  /// What is not known yet of what is shown; nil where all is.
  var relativesQuestion: Question? { relatives?.events == nil ? relatives?.question : nil }

  func relativesPopup(_ popup: RelativesPopup, in shell: Shell) -> ListPopup {
    let events = popup.events ?? []
    var list = ListPopup(
      title: "Causes and effects of \(shell.positionLabel(popup.position))", count: events.count,
      cursor: popup.cursor)
    let requests = shell.knowledge.requests
    let part = requests.progress[.relatives].map { " \(Format.percentage($0))" } ?? ""
    list.emptyText = [
      popup.events == nil
        ? requests.reasons[.relatives] ?? "reading what belongs together\(part)"
        : "The line is damaged."
    ]
    if !popup.isWhole { list.title += " (the first \(Format.grouped(events.count)))" }
    list.keepFoot(in: shell.layout)
    if let event = popup.selected {
      let listed = shell.listed(event.position)
      let place = [listed.streamName, listed.entry.type.map { listed.types[$0] }]
      let moment = listed.entry.timestamp.map { Format.moment($0, in: shell.options.display.zone) }
      list.selectedText = (place + [event.text(shell.options.display.glyphs), moment])
        .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  ")
    }
    return list
  }

  func drawRelatives(in shell: Shell, on canvas: inout Canvas) {
    guard let relatives else { return }
    let events = relatives.events ?? []
    let widths = RelativeColumns(of: events, in: shell)
    relativesPopup(relatives, in: shell).draw(in: shell.layout, shell.theme, on: &canvas) {
      number, area, canvas in
      widths.draw(
        events[number], isOwn: events[number].position == relatives.position, in: area, shell,
        on: &canvas)
    }
  }
}

extension RelatedEvent {
  /// What it did: `balance 54 → -109`, or where there is little room `balance -109`.
  func text(_ glyphs: GlyphSet, isBrief: Bool = false) -> String {
    let what: String
    switch effect {
    case .nothing: return ""
    case .kept(let value), .told(let value, _): what = value.text
    case .changed(let old?, let new) where !isBrief:
      what = "\(old.text) \(glyphs.arrow) \(new?.text ?? "gone")"
    case .changed(_, let new): what = new?.text ?? "gone"
    }
    return [path?.shortDescription, what].compactMap(\.self).joined(separator: " ")
  }
}

/// How wide the columns of a tree of events are.
private struct RelativeColumns {
  private static let longestName = 30

  /// An event stands so many columns behind its cause, up to so many causes.
  private let step: Int
  private static let deepest = 8

  private var name = 0
  private var type = 0
  private var hasTimes = false

  init(of events: [RelatedEvent], in shell: Shell) {
    step = shell.knowledge.size.columns >= EventColumns.roomy ? 2 : 1
    for event in events {
      let listed = shell.listed(event.position)
      let columns = TextWidth.columns(of: listed.streamName ?? "")
      name = max(name, min(columns, Self.longestName))
      let typeName = listed.entry.type.map { listed.types[$0] } ?? ""
      type = max(type, TextWidth.columns(of: typeName) + indent(of: event))
      hasTimes = hasTimes || listed.entry.timestamp != nil && shell.knowledge.size.columns >= 60
    }
  }

  private func indent(of event: RelatedEvent) -> Int { step * min(event.depth, Self.deepest) }

  /// Draws an event: its time, its type below that of its cause, its stream, and what it did.
  func draw(
    _ event: RelatedEvent, isOwn: Bool, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let (row, end) = (area.origin.row, area.columnRange.upperBound - 1)
    let listed = shell.listed(event.position)
    var column = area.origin.column + 1
    if hasTimes {
      let time = listed.entry.timestamp?.calendar(in: shell.options.display.zone)
      if let time {
        canvas.write(
          "\(Format.day(time)) \(Format.clock(time, .minute))", at: Point(column: column, row: row),
          style: shell.theme.dimmed)
      }
      column += 13
    }
    if isOwn {
      canvas.write(String(canvas.glyphs.pointer), at: Point(column: column, row: row))
    }
    column += 2
    let indent = indent(of: event)
    let typeName = listed.entry.type.map { listed.types[$0] } ?? "damaged line"
    let rest = max(0, end - column - name - 2)
    let typeColumns = min(type, rest * 2 / 3)
    canvas.write(
      TextWidth.middleCut(typeName, to: typeColumns - indent, glyphs: canvas.glyphs),
      at: Point(column: column + indent, row: row))
    column += typeColumns + 2
    canvas.write(
      TextWidth.middleCut(listed.streamName ?? "", to: name, glyphs: canvas.glyphs),
      at: Point(column: column, row: row), style: shell.theme.dimmed, limit: end - column)
    column += name + 2
    canvas.write(
      event.text(canvas.glyphs, isBrief: step == 1), at: Point(column: column, row: row),
      limit: end - column)
  }
}
