import Rewind
import TextUI

extension Model {
  /// What Enter does on the Projections screen.
  mutating func openInProjections() -> [Effect] {
    switch panel {
    case .projections: projections.focus = .rows
    case .rows: openRow()
    case .deadLetters: if let letter = selectedLetter { openEvent(at: letter.position) }
    case .about: openFault()
    case .rebuildMenu:
      let row = projections.popup?.cursor.row ?? 0
      return choose(RebuildMenu.choices[max(0, min(row, RebuildMenu.choices.count - 1))])
    case .rowHistory:
      if let step = selectedStep { openEvent(at: step.position) }
    case .comparison, .difference: openDifference()
    default: break
    }
    return []
  }

  /// The event that the projection, or its rebuild, stopped at.
  private var faultPosition: Int? {
    let status = definition.flatMap { knowledge.readModels.statuses[$0.name] }
    if case .faulted(let fault)? = status?.state { return fault.position }
    return status?.rebuildFault?.position
  }

  /// Whether there is a fault or a dead letter that Enter goes to in About.
  var isTroubled: Bool {
    let parked = definition.flatMap { knowledge.readModels.statuses[$0.name]?.parked } ?? 0
    return faultPosition != nil || parked > 0
  }

  private mutating func openFault() {
    if let position = faultPosition, isInLog(position) {
      openEvent(at: position)
    } else if isTroubled {
      projections.focus = .deadLetters
    } else {
      notice = Notice(text: "no event failed")
    }
  }

  private mutating func openRow() {
    guard let definition, let row = selectedRow, let key = row.first else { return }
    open(key, table: rowsView.table, of: definition, at: shownRows?.key.at)
  }

  private mutating func openDifference() {
    guard case .comparison(let popup)? = projections.popup,
      let definition = definition(named: popup.projection), let difference = selectedDifference
    else { return }
    var position: Int?
    if case .positions(_, let end) = popup.copies { position = end }
    open(difference.key, table: difference.table, of: definition, at: position)
  }

  /// Opens what a row was made from: its stream, at its head or as of a position, or its event.
  private mutating func open(
    _ key: ReadModelValue, table: Int, of definition: ProjectionDefinition, at position: Int?
  ) {
    guard table < definition.tables.count else { return }
    if definition.tables[table].kind == .entries {
      if case .integer(let position) = key, isInLog(position) {
        openEvent(at: position)
      } else {
        notice = Notice(text: "no event is at @\(key)")
      }
      return
    }
    switch definition.partition {
    case .stream:
      guard let id = index.streamID(named: key.description) else {
        notice = Notice(text: "the log has no stream \(key)")
        return
      }
      open(id, at: position.map { index.positions(of: id).countUpTo($0) })
    case .type:
      guard let type = index.typeID(named: key.description) else {
        notice = Notice(text: "the log has no event of type \(key)")
        return
      }
      leave(for: .log)
      log.origin = .projections
      log.list.setFilter(.type(type))
    case .whole: notice = Notice(text: "this row is made of all events; A shows them")
    }
  }

  func isInLog(_ position: Int) -> Bool { position > 0 && position <= index.eventCount }
}
