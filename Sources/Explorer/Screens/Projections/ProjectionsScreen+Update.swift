import Rewind
import TextUI

extension ProjectionsScreen {
  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    switch command {
    case .open: return openSelected(in: &shell)
    case .goToVersion:
      if let count {
        show(readModelAt: count, in: &shell)
      } else {
        shell.prompt = Prompt(.position)
      }
    case .last: showNow(in: shell)
    case .sort: sortRows(in: shell)
    case .markBase: markBase(in: shell)
    case .diff: compareMoments(in: &shell)
    case .previousColumn: moveColumn(-(count ?? 1), in: shell)
    case .nextColumn: moveColumn(count ?? 1, in: shell)
    case .nextTable: showNextTable(in: &shell)
    case .rowHistory: showHistory(in: &shell)
    case .stepProjection: step(in: &shell)
    case .rebuild: askForRebuild(in: &shell)
    case .rebuildOne, .compareFirst, .rebuildAll, .stayLive, .toggleErrorPolicy:
      return choose(command, in: shell)
    case .cancelWork: return cancelWork(in: &shell)
    case .retry: return retry(in: &shell)
    case .retryAll: return retryAll(in: &shell)
    case .swapRebuild: return decide { .swap($0) }
    case .discardRebuild: return decide { .discard($0) }
    default: return nil
    }
    return []
  }

  func isUseful(_ command: Command, in shell: Shell) -> Bool {
    return switch command {
    case .cancelWork:
      selected(in: shell).map { shell.knowledge.readModels.isAtWork($0.name) } ?? false
    case .retry, .retryAll: !shownLetters(in: shell).isEmpty
    case .nextTable: (definition(in: shell)?.tables.count ?? 0) > 1
    case .rowHistory: shownTable(in: shell)?.kind == .states && selectedRow(in: shell) != nil
    case .diff: view(in: shell).base != nil
    case .stepProjection: selected(in: shell)?.code == .usable
    case .open where keyPanel == .about: isTroubled(in: shell)
    case .open where keyPanel == .deadLetters: !shownLetters(in: shell).isEmpty
    case .open where keyPanel == .rows: selectedRow(in: shell) != nil
    default: true
    }
  }

  // MARK: Work

  /// Asks what to do; where a rebuild waits to be looked at, that comes first.
  private mutating func askForRebuild(in shell: inout Shell) {
    guard let projection = selected(in: shell) else {
      shell.say("there is no projection")
      return
    }
    let name = projection.name
    if let trouble = projection.trouble {
      shell.say(trouble, isError: true, isOfCode: true)
    } else if shell.knowledge.readModels.ready.contains(name) {
      popup = .comparison(ComparisonPopup(projection: name, copies: .rebuild))
    } else {
      popup = .rebuild(RebuildMenu(projection: name))
    }
  }

  private func cancelWork(in shell: inout Shell) -> [Effect] {
    guard let name = selected(in: shell)?.name, shell.knowledge.readModels.isAtWork(name) else {
      shell.say("nothing is being done to this projection")
      return []
    }
    shell.say("cancelling \(name)")
    return [.project(.cancel(name))]
  }

  /// Takes all dead letters in.
  private func retryAll(in shell: inout Shell) -> [Effect] {
    guard let name = selected(in: shell)?.name,
      (shell.knowledge.readModels.statuses[name]?.parked ?? 0) > 0
    else {
      shell.say("no dead letters to retry")
      return []
    }
    return [.project(.retry(name, key: nil))]
  }

  /// Takes the dead letters in that are of the partition of the selected one.
  private func retry(in shell: inout Shell) -> [Effect] {
    guard let name = selected(in: shell)?.name, let letter = selectedLetter(in: shell) else {
      shell.say("no dead letters to retry")
      return []
    }
    guard let key = letter.keys.first else {
      shell.say("it belongs to no key: Ctrl-r retries all")
      return []
    }
    return [.project(.retry(name, key: key))]
  }

  // MARK: Opening

  private mutating func openSelected(in shell: inout Shell) -> [Effect] {
    switch keyPanel {
    case .projections: focus = .rows
    case .rows: openRow(in: &shell)
    case .deadLetters:
      if let letter = selectedLetter(in: shell) { shell.go(toEventAt: letter.position) }
    case .about: openFault(in: &shell)
    case .rebuildMenu:
      if let choice = RebuildMenu.choice(at: popup?.cursor.row) {
        return choose(choice, in: shell)
      }
    case .rowHistory:
      if let step = selectedStep(in: shell) { shell.go(toEventAt: step.position) }
    case .step:
      if let position = shownStep(in: shell)?.position { shell.go(toEventAt: position) }
    case .comparison, .difference: openDifference(in: &shell)
    default: break
    }
    return []
  }

  /// The event that the projection, or its rebuild, stopped at.
  private func faultPosition(in shell: Shell) -> Int? {
    let status = selected(in: shell).flatMap { shell.knowledge.readModels.statuses[$0.name] }
    if case .faulted(let fault)? = status?.state { return fault.position }
    return status?.unfinishedRebuild?.fault?.position
  }

  /// Whether there is a fault or a dead letter that Enter goes to in About.
  private func isTroubled(in shell: Shell) -> Bool {
    let status = selected(in: shell).flatMap { shell.knowledge.readModels.statuses[$0.name] }
    return faultPosition(in: shell) != nil || (status?.parked ?? 0) > 0
  }

  private mutating func openFault(in shell: inout Shell) {
    if let position = faultPosition(in: shell), shell.isInLog(position) {
      shell.go(toEventAt: position)
    } else if isTroubled(in: shell) {
      focus = .deadLetters
    } else {
      shell.say("no event failed")
    }
  }

  private func openRow(in shell: inout Shell) {
    guard let definition = definition(in: shell), let key = selectedRow(in: shell)?.first else {
      return
    }
    open(
      key, table: view(in: shell).table, of: definition, at: shownRows(in: shell)?.key.at,
      in: &shell)
  }

  private func openDifference(in shell: inout Shell) {
    guard case .comparison(let popup)? = popup,
      let definition = shell.definition(named: popup.projection),
      let difference = selectedDifference(in: shell)
    else { return }
    if let start = shownStarts(in: shell)?[difference] {
      return shell.go(toEventAt: start.position)
    }
    var position: Int?
    if case .positions(_, let end) = popup.copies { position = end }
    open(difference.key, table: difference.table, of: definition, at: position, in: &shell)
  }

  /// Opens what a row was made from: its stream, at its head or as of a position, or its event.
  private func open(
    _ key: ReadModelValue, table: Int, of definition: ProjectionDefinition, at position: Int?,
    in shell: inout Shell
  ) {
    guard table < definition.tables.count else { return }
    if !definition.tables[table].hasKeys {
      if case .integer(let position) = key, shell.isInLog(position) {
        shell.go(toEventAt: position)
      } else {
        shell.say("no event is at @\(key)")
      }
      return
    }
    switch definition.partition {
    // Keys in events are often names of streams.
    case .stream, .keys:
      guard let id = shell.index.streamID(named: key.description) else {
        shell.say(
          definition.partition == .stream
            ? "the log has no stream \(key)"
            : "\(key) is no stream; w shows the events that made the row")
        return
      }
      shell.go(
        to: .stream(id, version: position.map { shell.index.version(upTo: $0, in: id) }))
    case .type:
      guard let type = shell.index.typeID(named: key.description) else {
        shell.say("the log has no event of type \(key)")
        return
      }
      shell.go(to: .events(.type(type)))
    case .whole: shell.say("this row is made of all events; A shows them")
    }
  }
}

extension Shell {
  func definition(named name: String) -> ProjectionDefinition? {
    projections.first { $0.name == name }?.definition
  }
}
