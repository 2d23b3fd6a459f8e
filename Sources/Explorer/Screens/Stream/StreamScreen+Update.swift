import Rewind
import TextUI

// MARK: - What keys do

extension StreamScreen {
  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    switch command {
    case .markBase: markBase()
    case .diff: toggleDiff(in: &shell)
    case .swapBase: swapBase(in: &shell)
    case .changesOnly: state.changesOnly.toggle()
    case .editFold:
      return [.editFold(category: shell.index.categoryName(shell.index.stream(id).category))]
    case .previousChange: return searchChange(.backward, count: count, in: &shell)
    case .nextChange: return searchChange(.forward, count: count, in: &shell)
    case .showMessage where shell.knowledge.unopened == nil: shell.show(message(in: shell))
    default: return travel(command, count: count, in: &shell)
    }
    return []
  }

  private mutating func markBase() {
    base = base == version ? nil : version
    if base == nil { isDiffing = false }
  }

  private mutating func toggleDiff(in shell: inout Shell) {
    guard base != nil else {
      shell.say("nothing is marked: m marks this version as the base")
      return
    }
    isDiffing.toggle()
  }

  private mutating func swapBase(in shell: inout Shell) {
    guard let base else {
      shell.say("nothing is marked: m marks this version as the base")
      return
    }
    self.base = version
    go(to: base, in: &shell)
  }

  private func searchChange(
    _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    guard let path = state.tree.selected?.path else {
      shell.say("no value under the cursor of State")
      return []
    }
    return search(for: .change(path), direction, count: count, in: &shell)
  }

  mutating func undo(in shell: inout Shell) -> Bool {
    if isDiffing {
      isDiffing = false
    } else if list.filter != nil {
      list.setFilter(nil)
    } else {
      return false
    }
    return true
  }

  mutating func click(_ point: Point, in panel: Panel, _ shell: inout Shell) {
    switch panel {
    case .scrubber: clickScrubber(point, &shell)
    case .events: clickEvent(point, &shell)
    default: clickList(point, in: panel, shell)
    }
  }

  mutating func drag(to point: Point, _ shell: inout Shell) {
    if focus == .scrubber { clickScrubber(point, &shell) }
  }

  private mutating func clickScrubber(_ point: Point, _ shell: inout Shell) {
    guard let rect = shell.layout.panels[.scrubber],
      let place = chart(in: shell).place(at: point.column, in: rect)
    else { return }
    go(to: place, in: &shell)
  }

  mutating func open(in shell: inout Shell) -> [Effect] {
    switch focus {
    case .events: openEventWhole(in: &shell)
    case .state:
      if let row = state.tree.selected, let link = link(ofStateRow: row, in: shell) {
        return follow(link, in: &shell)
      }
      openStateValue(in: &shell)
    case .event: return openEventValue(in: &shell)
    default: break
    }
    return []
  }

  /// What a value of the state leads to; nil where it is a value and no more.
  func link(ofStateRow row: TreeRow, in shell: Shell) -> Link? {
    guard case .value = row.line.content, let value = state.value(at: row.path) else { return nil }
    return shell.link(of: value, at: row.path, besides: id)
  }

  /// What was said last, and what is said of the state that is shown.
  private func message(in shell: Shell) -> Notice? {
    let last = shell.lastNotice
    guard let remarks = state.remarks(label: { shell.versionLabel($0, of: id) }) else {
      return last
    }
    return Notice(
      text: [last?.text, remarks].compactMap(\.self).joined(separator: "\n"),
      isError: last?.isError == true || state.content?.state.without.isEmpty == false)
  }

  private func openStateValue(in shell: inout Shell) {
    guard let row = state.tree.selected, let content = state.content else { return }
    if case .text(let line, _) = row.line.content {
      let text =
        state.failure?.reason ?? state.remarks { shell.versionLabel($0, of: id) } ?? line
      shell.value = ValuePopup(title: "State", parts: [.init(text: text)], copy: text)
      return
    }
    let title = row.path.description
    let isMarked = row.line.mark != nil
    switch (content.before.value?[path: row.path], content.state.value?[path: row.path]) {
    case (let old?, let new?) where old != new:
      shell.value = .change(title: title, from: old.wholeText, to: new.wholeText)
    case (nil, let value?):
      shell.value = ValuePopup(title: title, value: value, mark: isMarked ? .added : nil)
    case (let value?, nil): shell.value = ValuePopup(title: title, value: value, mark: .removed)
    case (_, let value?): shell.value = ValuePopup(title: title, value: value)
    case (nil, nil): break
    }
  }
}

// MARK: - Asking and showing

extension StreamScreen {
  private static let pointsInSeries = 512

  func demands(in shell: Shell) -> [Question] {
    let content = shell.knowledge.content
    var demands: [Question] = []
    let versions = Set([version, comparedVersion]).sorted()
    let missing = versions.filter { content.states[.init(stream: id, version: $0)] == nil }
    if !missing.isEmpty { demands.append(.states(id, versions: missing)) }
    if let key = seriesKey, content.series[key] == nil {
      demands.append(
        .series(id, key.path, last: key.last, points: min(key.last, Self.pointsInSeries)))
    }
    if let question = effectsQuestion(in: shell) { demands.append(question) }
    return demands + eventDemands(in: shell)
  }

  mutating func settle(in shell: Shell) {
    let states = shell.knowledge.content.states
    let code = shell.knowledge.content.codes[id]
    if let reason = whyNotFolded(in: shell) {
      state.show(
        .init(reason: reason, version: version), label: { shell.versionLabel($0, of: id) },
        columns: shell.layout.inside(.state).size.columns)
    } else if let shown = states[.init(stream: id, version: version)],
      let before = state.beforeEdit(at: version, by: code)
        ?? states[.init(stream: id, version: comparedVersion)]
    {
      state.show(
        shown, since: before, by: code, missing: whyNoState(shown, since: before, in: shell),
        label: { shell.versionLabel($0, of: id) }, size: shell.layout.inside(.state).size)
    }
    settleEvents(in: shell)
    stateRows = max(state.tree.rows.count, state.tree.folding == foldedAs ? stateRows : 0)
    eventRows = max(eventRows, event.tree.rows.count)
    foldedAs = state.tree.folding
    charted = pathToChart(in: shell)
  }

  /// Why the states of the stream cannot be told; nil where they can.
  private func whyNotFolded(in shell: Shell) -> String? {
    guard case .states(id, let versions)? = shell.knowledge.requests.failed[.states],
      versions.contains(version) || versions.contains(comparedVersion)
    else { return nil }
    return shell.knowledge.requests.reasons[.states]
  }

  /// What the State panel says where there is no state.
  private func whyNoState(
    _ state: StateAtVersion, since before: StateAtVersion, in shell: Shell
  ) -> String {
    guard state.version > 0 else { return "before the first event" }
    let category = shell.index.categoryName(shell.index.stream(id).category)
    let label = shell.versionLabel(state.version, of: id)
    let isDeleted = before.value != nil && state.without.isEmpty
    return "no \(category) at \(label)" + (isDeleted ? " (deleted)" : "")
  }
}
