import Rewind
import TextUI

extension StreamScreen {
  func heading(in shell: Shell) -> Heading {
    let entry = shell.index.stream(id)
    let last = Format.grouped(shown(list.rows.last, in: shell))
    return Heading(
      trail: [shell.index.categoryName(entry.category), entry.name.rawValue].map {
        Format.name($0)
      },
      moment: "\(shell.versionLabel(version, of: id)) of \(last)",
      time: position(in: shell).flatMap { shell.time(at: $0) },
      base: base.map { "v\(shown($0, in: shell))" })
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    drawList(in: shell, on: &canvas)
    drawState(in: shell, on: &canvas)
    drawEvent(in: shell, on: &canvas)
    if let rect = shell.layout.panels[.scrubber] { chart(in: shell).draw(in: rect, on: &canvas) }
    drawPopups(in: shell, on: &canvas)
  }

  // MARK: State

  private func drawState(in shell: Shell, on canvas: inout Canvas) {
    let content = state.content
    let isOutdated =
      content.map {
        $0.state.version != version || ($0.before.version != comparedVersion && !state.showsEdit)
          || state.isAwaited
      } ?? false
    let isMissing = (isOutdated || content == nil) && state.failure == nil
    let corner =
      state.failure != nil
      ? "not folded"
      : isMissing
        ? "reading \(shell.versionLabel(version, of: id))"
        : changesCorner + hiddenChangeMark(in: shell)
    let columns = (shell.layout.panels[.state]?.size.columns ?? 0) - 7
    let title = [
      StyledText(stateTitle(in: shell, columns: columns - TextWidth.columns(of: corner)))
    ]
    guard
      let inside = drawFrame(
        .state, title: title, corner: [StyledText(corner)], in: shell, on: &canvas)
    else { return }
    draw(state.tree, in: inside, of: .state, isOutdated: isOutdated, shell, on: &canvas) {
      link(ofStateRow: $0, in: shell) != nil
    }
    if !isMissing, state.tree.rows.isEmpty {
      let text = state.changesOnly ? "Nothing changed; c shows all." : "An empty state."
      shell.writeEmpty([text], in: inside, on: &canvas)
    }
  }

  /// The longest title that fits; it names the version of the shown state, also while another state is being read.
  private func stateTitle(in shell: Shell, columns: Int) -> String {
    let titles = stateTitles(in: shell).map { parts in
      parts.compactMap(\.self).joined(separator: shell.separator)
    }
    return titles.first { TextWidth.columns(of: $0) <= columns } ?? titles[titles.count - 1]
  }

  /// The parts of the titles, the fullest first.
  private func stateTitles(in shell: Shell) -> [[String?]] {
    let moment = stateMoment(in: shell)
    switch shell.knowledge.content.folds[id] {
    case .aggregate(let name):
      // The version stands in the top row too; a version that it is compared with does not.
      let short = isDiffing ? [] : [["State", name]]
      return [["State \(moment)", name]] + short + [["State \(moment)"], ["State"]]
    case .lastValues where state.failure == nil:
      // The last event's type is the state itself in many logs.
      let category = Format.name(shell.index.categoryName(shell.index.stream(id).category))
      let (type, fold) = (shownType(in: shell), "no fold for \(category)")
      return [
        ["Last values \(moment)", type, fold], ["Last values \(moment)", type, "no fold"],
        ["Last values", type, "no fold"], ["Last values \(moment)", "no fold"],
        ["Last values", "no fold"], ["Last values"],
      ]
    case .lastValues, nil: return [["State \(moment)"], ["State"]]
    }
  }

  /// The shown version; the compared one before it where a base is.
  private func stateMoment(in shell: Shell) -> String {
    let shown = state.failure == nil ? state.content?.state.version ?? version : version
    let label = shell.versionLabel(shown, of: id)
    guard isDiffing, let before = state.content?.before.version else { return label }
    let arrow = shell.options.display.glyphs.arrow
    return "\(shell.versionLabel(before, of: id)) \(arrow) \(label)"
  }

  /// The type of the event whose state is shown; nil before the first event and for a damaged line.
  private func shownType(in shell: Shell) -> String? {
    let version = state.content?.state.version ?? version
    guard version > 0, let position = shell.position(of: version, in: id) else { return nil }
    return shell.index[position].type.map { shell.knowledge.types[$0] }
  }

  private var changesCorner: String {
    let count = state.content?.changes.count ?? 0
    let by = state.showsEdit ? "by the edit" : "changed"
    return (state.changesOnly ? "only " : "") + "\(Format.grouped(count)) \(by)"
  }

  /// Which way a change lies that is out of sight; nothing where all are seen.
  private func hiddenChangeMark(in shell: Shell) -> String {
    let glyphs = shell.options.display.glyphs
    let top = state.tree.cursor.top
    let bottom = top + shell.layout.inside(.state).size.rows
    let rows = state.tree.rows
    func isChange(_ row: TreeRow) -> Bool { row.line.mark != nil }
    let isBelow = bottom < rows.count && rows[bottom...].contains(where: isChange)
    let isAbove = rows.prefix(top).contains(where: isChange)
    let marks = [isAbove ? glyphs.up : nil, isBelow ? glyphs.down : nil].compactMap(\.self)
    return marks.isEmpty ? "" : " " + String(marks)
  }
}
