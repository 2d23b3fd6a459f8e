import Rewind
import TextUI

extension Model {
  /// What Enter does.
  mutating func openSelected() -> [Effect] {
    if screen == .projections, popup == nil { return openInProjections() }
    open()
    return []
  }

  private mutating func open() {
    switch panel {
    case .roots: goToRoot(roots.cursor.row)
    case .categories: streams.focus = .streams
    case .streams: if let id = streams.selected { open(id) }
    case .events: openEventWhole()
    case .log: openLogEvent()
    case .state: openStateValue()
    case .event, .logEvent: openEventValue()
    default: break
    }
  }

  /// The event that is looked at, once it has been read.
  var readEvent: ReadEvent? { position.flatMap { knowledge.content.events[$0] } }

  /// The event that is looked at as it is stored, once it has been read.
  var event: StoredEvent? { readEvent?.stored }

  private mutating func openLogEvent() {
    guard let position else { return }
    if index[position].isDamaged { openEventWhole() } else { openEvent(at: position) }
  }

  private mutating func openEventWhole() {
    guard let event else { return }
    switch event {
    case .event(let record):
      let line = String(decoding: record.line, as: UTF8.self)
      let isLarge = record.data.bytes.count > EventTree.largestTree
      let text = isLarge ? line : (try? JSONText(line))?.value.text(pretty: true) ?? line
      popup = ValuePopup(
        title: "Event \(record.shownVersion) · \(record.type)", parts: [.init(text: text)],
        copy: line)
    case .damaged(let line):
      let text = String(decoding: line.bytes, as: UTF8.self)
      popup = ValuePopup(
        title: "Damaged line · \(line.reason)", parts: [.init(text: text)], copy: text)
    }
  }

  private mutating func openStateValue() {
    guard let row = tree?.selected, let content = stream?.state.content else { return }
    if case .text(let line, let isError) = row.line.content {
      let text = isError ? content.state.fault?.description ?? line : line
      popup = ValuePopup(title: "State", parts: [.init(text: text)], copy: text)
      return
    }
    let old = content.before.value?[path: row.path]
    let new = content.state.value?[path: row.path]
    let title = row.path.description
    switch (old, new) {
    case (let old?, let new?) where old != new:
      popup = .change(title: title, from: old.wholeText, to: new.wholeText)
    case (nil, let value?):
      popup = ValuePopup(title: title, value: value, mark: row.line.mark == nil ? nil : .added)
    case (let value?, nil): popup = ValuePopup(title: title, value: value, mark: .removed)
    case (_, let value?): popup = ValuePopup(title: title, value: value, mark: nil)
    case (nil, nil): break
    }
  }

  private mutating func openEventValue() {
    guard let row = tree?.selected else { return }
    if case .text(_, isError: true) = row.line.content, let error = readEvent?.upcastError {
      popup = ValuePopup(
        title: "Event", parts: [.init(text: error.description, isProse: true)],
        copy: error.description)
    } else if row.path != .root, let value = eventValue(at: row.path) {
      popup = ValuePopup(title: row.path.description, value: value, mark: nil)
    } else {
      openEventWhole()
    }
  }

  /// A value of the event that is looked at, by its path in what the Event panel shows.
  func eventValue(at path: JSONPath) -> JSONValue? {
    guard let record = event?.record, case .key(let part)? = path.components.first else {
      return nil
    }
    let rest = JSONPath(Array(path.components.dropFirst()))
    return switch part {
    case "data": readEvent?.data(asStored: showsStored)?[path: rest]
    case "metadata": record.metadata?.value[path: rest]
    default: record.id.map { .string($0) }
    }
  }
}

extension ValuePopup {
  init(title: String, value: JSONValue, mark: ChangeMark?) {
    self.init(
      title: title, parts: [Part(title: nil, mark: mark, text: value.wholeText)],
      copy: value.copyText)
  }
}

extension JSONValue {
  /// The value for reading: a string as it is, anything else as JSON over several lines.
  var wholeText: String { string ?? text(pretty: true) }

  /// The value for pasting: a string as it is, anything else as JSON on one line.
  var copyText: String { string ?? text() }
}
