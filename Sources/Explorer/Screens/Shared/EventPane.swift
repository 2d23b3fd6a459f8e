import Rewind
import TextUI

/// The Event panel; what it shows stays until the next event is there.
struct EventPane: Sendable {
  var tree = TreePane()
  private struct Layout: Equatable {
    var place: Int
    var asStored: Bool
    var folding: Folding
  }
  private var layout: Layout?
  /// Whether the event may be lifted in another way than what is shown.
  private var isOfOldCode = false

  /// The position of what is shown, or its place behind the gap.
  var place: Int? { layout?.place }

  /// Shows an event as it is folded today, or as it is stored.
  mutating func show(_ event: ReadEvent, asStored: Bool, glyphs: GlyphSet) {
    let wanted = Layout(
      place: event.place, asStored: asStored, folding: tree.folding)
    guard wanted != layout || isOfOldCode else { return }
    layout = wanted
    isOfOldCode = false
    tree.show(
      EventTree.rows(of: event, asStored: asStored, folding: tree.folding, glyphs: glyphs))
  }

  /// Has the event be shown anew once it was read again.
  mutating func foldsChanged() { isOfOldCode = true }
}

// MARK: - Opening and copying

extension EventRoom {
  /// Shows the current event as its line in the log.
  func openEventWhole(in shell: inout Shell) {
    guard let read = readEvent(in: shell) else { return }
    switch read.stored {
    case .event(let record):
      let line = read.line(of: record)
      let version = read.shownVersion.map { " \($0)" } ?? ""
      let isLarge = record.data.bytes.count > EventTree.largestTree
      let text = isLarge ? line : (try? JSONText(line))?.value.text(pretty: true) ?? line
      shell.value = ValuePopup(
        title: "Event\(version)\(shell.separator)\(record.type)",
        parts: [.init(text: text)], copy: line)
    case .damaged(let line):
      let text = String(decoding: line.bytes, as: UTF8.self)
      shell.value = ValuePopup(
        title: "Damaged line\(shell.separator)\(line.reason)", parts: [.init(text: text)],
        copy: text)
    }
  }

  /// Goes where the value under the cursor of the Event panel leads, or shows it whole.
  func openEventValue(in shell: inout Shell) -> [Effect] {
    guard let row = event.tree.selected else { return [] }
    if let link = link(ofEventRow: row.path, in: shell) { return follow(link, in: &shell) }
    if case .text(_, isError: true) = row.line.content,
      let error = readEvent(in: shell)?.upcastError
    {
      shell.value = ValuePopup(
        title: "Event", parts: [.init(text: error.description, isProse: true)],
        copy: error.description)
    } else if row.path != .root, let value = eventValue(at: row.path, in: shell) {
      shell.value = ValuePopup(title: row.path.description, value: value)
    } else {
      openEventWhole(in: &shell)
    }
    return []
  }

  /// A value of the current event, by its path in what the Event panel shows.
  func eventValue(at path: JSONPath, in shell: Shell) -> JSONValue? {
    guard let read = readEvent(in: shell), let record = read.stored.record,
      case .key(let part)? = path.components.first
    else { return nil }
    let rest = JSONPath(Array(path.components.dropFirst()))
    return switch part {
    case "data": read.data(asStored: shell.showsStored)?[path: rest]
    case "metadata": record.metadata?.value[path: rest]
    default: record.id.map { .string($0) }
    }
  }

  func copied(_ command: Command, in shell: Shell) -> Copied? {
    copiedOfEvent(command, in: shell)
  }

  /// What is to be copied in both rooms.
  func copiedOfEvent(_ command: Command, in shell: Shell) -> Copied? {
    let read = readEvent(in: shell)
    let stored = read?.stored
    switch command {
    case .copyEvent:
      return switch stored {
      case .event(let record):
        read.map { Copied(what: "event", text: $0.line(of: record)) }
      case .damaged(let line):
        Copied(what: "damaged line", text: String(decoding: line.bytes, as: UTF8.self))
      case nil: nil
      }
    case .copyID: return stored?.record?.id.map { Copied(what: "id", text: $0) }
    case .copyValue:
      guard let path = focusedTree?.selected?.path else { return nil }
      return value(at: path, in: shell).map { Copied(what: "value", text: $0.copyText) }
    case .copyPath:
      return focusedTree?.selected.map { Copied(what: "path", text: $0.path.description) }
    case .copyKey:
      return switch focusedTree?.selected?.path.components.last {
      case .key(let key): Copied(what: "key", text: key)
      case .index(let index): Copied(what: "key", text: String(index))
      case nil: nil
      }
    default: return nil
    }
  }
}

// MARK: - Drawing

extension EventRoom {
  func drawEvent(in shell: Shell, on canvas: inout Canvas) {
    let place = list.isEmptied ? nil : eventPlace(in: shell)
    let isOutdated = place != nil && event.place != place
    guard
      let inside = drawFrame(
        Self.eventPanel, title: [StyledText(eventTitle(in: shell))],
        corner: [StyledText(isOutdated ? "reading" : belowMark(in: shell))], in: shell, on: &canvas)
    else { return }
    guard place != nil else {
      var text = stream == nil ? "The event under the cursor." : "Before the first event."
      if list.isAhead { text = "Not read yet." }
      if list.isEmptied { text = "No event passes the filter." }
      shell.writeEmpty([text], in: inside, on: &canvas)
      return
    }
    draw(event.tree, in: inside, of: Self.eventPanel, isOutdated: isOutdated, shell, on: &canvas) {
      link(ofEventRow: $0.path, in: shell) != nil
    }
  }

  /// The last visible row of all, where there are more below; nothing where there are none.
  private func belowMark(in shell: Shell) -> String {
    let count = event.tree.rows.count
    let last = event.tree.cursor.top + shell.layout.inside(Self.eventPanel).size.rows
    return last < count ? "\(last)/\(count)" : ""
  }

  /// The title names the event that is shown, also while another is being read.
  private func eventTitle(in shell: Shell) -> String {
    guard !list.isEmptied, eventPlace(in: shell) != nil, let place = event.place,
      shell.isListed(place)
    else {
      return "Event"
    }
    let listed = shell.listed(place)
    let number = stream == nil ? listed.number : listed.index.shownVersion(at: listed.position)
    var what = listed.isMovedAside ? "moved aside" : "damaged"
    if let type = listed.entry.type { what = listed.types[type] }
    return "Event \(shell.text(ofNumber: number))\(shell.separator)\(what)"
  }

  /// Draws a tree of values, dimmed while it is not what the cursor is at.
  ///
  /// - Parameter isLink: whether a row, which is on screen, leads somewhere.
  func draw(
    _ tree: TreePane, in area: Rect, of panel: Panel, isOutdated: Bool, _ shell: Shell,
    on canvas: inout Canvas, isLink: (TreeRow) -> Bool
  ) {
    TreeView(
      count: tree.rows.count, cursor: tree.cursor, isFocused: focus == panel,
      isOutdated: isOutdated, theme: shell.theme
    ).draw(in: area, on: &canvas) { number in
      var line = tree.rows[number].line
      line.isLink = isLink(tree.rows[number])
      return line
    }
  }
}
