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
    drawTouchedRows(in: shell, on: &canvas)
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
    let columns = (shell.layout.panels[.state]?.size.columns ?? 0) - 7
    let shortCorner = state.changesOnly ? "changes only" : "~\(content?.changes.count ?? 0)"
    let title = [
      StyledText(stateTitle(in: shell, columns: columns - TextWidth.columns(of: shortCorner)))
    ]
    var corner =
      state.failure != nil
      ? "not folded"
      : isMissing ? "reading \(shell.versionLabel(version, of: id))" : changesCorner
    if !isMissing, TextWidth.columns(of: corner) > columns - title.columns { corner = shortCorner }
    guard
      let inside = drawFrame(
        .state, title: title, corner: [StyledText(corner)], in: shell, on: &canvas)
    else { return }
    draw(state.tree, in: inside, of: .state, isOutdated: isOutdated, shell, on: &canvas)
    if !isMissing, state.tree.rows.isEmpty {
      let text = state.changesOnly ? "Nothing changed; c shows all." : "An empty state."
      shell.writeEmpty([text], in: inside, on: &canvas)
    }
  }

  /// The title names the version of the shown state, also while another state is being read.
  private func stateTitle(in shell: Shell, columns: Int) -> String {
    let shown = state.failure == nil ? state.content?.state.version ?? version : version
    let label = shell.versionLabel(shown, of: id)
    var moment = "at \(label)"
    if isDiffing, let before = state.content?.before.version {
      let arrow = shell.options.display.glyphs.arrow
      moment = "\(shell.versionLabel(before, of: id)) \(arrow) \(label)"
    }
    switch shell.knowledge.content.folds[id] {
    case .aggregate(let name): return "State \(moment)\(shell.separator)\(name)"
    case .lastValues where state.failure == nil:
      return lastValuesTitle(moment, in: shell, columns: columns)
    case .lastValues, nil: return "State \(moment)"
    }
  }

  /// The longest title that fits; it has the last event's type, which in many logs is the state.
  private func lastValuesTitle(_ moment: String, in shell: Shell, columns: Int) -> String {
    let category = Format.name(shell.index.categoryName(shell.index.stream(id).category))
    let type = shownType(in: shell)
    func title(_ moment: String, _ type: String?, _ fold: String) -> String {
      (["Last values" + moment] + [type, fold].compactMap(\.self)).joined(
        separator: shell.separator)
    }
    let titles = [
      title(" \(moment)", type, "no fold for \(category)"),
      title("", type, "no fold for \(category)"), title(" \(moment)", type, "no fold"),
      title("", type, "no fold"),
    ]
    if let fitting = titles.first(where: { TextWidth.columns(of: $0) <= columns }) {
      return fitting
    }
    let room = columns - TextWidth.columns(of: title("", "", "no fold"))
    let glyphs = shell.options.display.glyphs
    return title("", type.map { TextWidth.fitted($0, to: max(1, room), glyphs: glyphs) }, "no fold")
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

  // MARK: Scrubber

  /// A number of the state through all versions, with the knob at the current version.
  func chart(in shell: Shell) -> ChartView {
    let last = list.rows.last
    var chart = ChartView(
      title: chartTitle,
      ends: (
        last > 0 ? Format.grouped(shown(1, in: shell)) : "0", Format.grouped(shown(last, in: shell))
      ), last: last, place: version, isFocused: focus == .scrubber)
    chart.markedPlace = base
    guard let key = seriesKey else { return chart }
    let known = shell.knowledge.content.series[key]
    guard let series = known ?? (savedSeries?.key == key ? savedSeries?.series : nil) else {
      return chart
    }
    // Version 0 has its place on the track too.
    chart.values = series.values.count == key.last ? [nil] + series.values : series.values
    chart.range = series.range
    if let range = series.range {
      let extremes = "\(Format.value(range.lowerBound)) to \(Format.value(range.upperBound))"
      let value = state.content?.state.value?[path: key.path]?.double
      chart.note = value.map { Format.value($0) + shell.separator + extremes } ?? extremes
      if known == nil, state.failure != nil {
        chart.note = "before the edit" + shell.separator + chart.note
      }
    }
    return chart
  }

  private var chartTitle: String {
    guard let charted else { return "versions" }
    let text = charted.description
    return text.hasPrefix(".") && text.count > 1 ? String(text.dropFirst()) : text
  }
}
