import Rewind
import TextUI

extension StreamScreen {
  /// So many values are looked at for one that has a course.
  private static let candidates = 12

  /// A value of the state through all versions, with the knob at the current version.
  func chart(in shell: Shell) -> ChartView {
    let last = list.rows.last
    var chart = ChartView(
      title: charted?.shortDescription ?? "versions", last: last, place: version,
      isFocused: focus == .scrubber)
    chart.markedPlace = base
    chart.labels = labels(in: shell)
    guard let key = seriesKey else { return chart }
    let known = shell.knowledge.content.series[key]
    guard let series = known ?? (savedSeries?.key == key ? savedSeries?.series : nil) else {
      return chart
    }
    // Version 0 has its place on the track too.
    let isEachVersion = series.values.count == key.last
    chart.values = isEachVersion ? [nil] + series.values : series.values
    chart.texts = isEachVersion && !series.texts.isEmpty ? [nil] + series.texts : series.texts
    chart.range = series.range
    chart.note = note(of: series, at: key.path)
    if !chart.note.isEmpty, known == nil, state.failure != nil {
      chart.note = "before the edit" + shell.separator + chart.note
    }
    return chart
  }

  /// The value at the current version, and the extremes: `-66 in -109 to 1,359`.
  private func note(of series: ValueSeries, at path: JSONPath) -> String {
    guard let range = series.range else { return "" }
    let extremes = "\(Format.value(range.lowerBound)) to \(Format.value(range.upperBound))"
    let value = state.content?.state.value?[path: path]?.double
    return value.map { "\(Format.value($0)) in \(extremes)" } ?? extremes
  }

  /// What the ends of the track are called, and the day of a version between.
  private func labels(in shell: Shell) -> ChartLabels {
    let positions = shell.index.positions(of: id)
    let zone = shell.options.display.zone
    func day(_ version: Int) -> String? {
      guard positions.indices.contains(version - 1) else { return nil }
      let time = shell.index[positions[version - 1]].timestamp
      return time.map { Format.day($0.calendar(in: zone)) }
    }
    func end(_ version: Int, day: String?) -> String {
      [shell.versionLabel(version, of: id), day].compactMap(\.self).joined(separator: " ")
    }
    let last = list.rows.last
    // Where the log counts from 0, what is before that has no number.
    let isFromZero = shown(0, in: shell) < 0
    let first = isFromZero ? day(1) ?? "" : end(0, day: day(1))
    return ChartLabels(first: first, last: end(last, day: day(last)), between: day)
  }

  /// Whether the scrubber draws numbers, or may, as long as what it draws was not followed.
  func drawsNumbers(in shell: Shell) -> Bool {
    guard let key = seriesKey, let series = shell.knowledge.content.series[key] else {
      return charted != nil
    }
    return series.range != nil
  }

  /// What the scrubber draws; nil where it draws no values.
  var seriesKey: Content.SeriesKey? {
    guard let charted, list.rows.last > 0 else { return nil }
    return .init(stream: id, path: charted, last: list.rows.last)
  }

  /// The value under the State panel's cursor where a person put it or sees it, else the one drawn so far, else a
  /// number that changes, else another value that does; ids and times are none.
  func pathToChart(in shell: Shell) -> JSONPath? {
    guard let content = state.content, let value = content.state.value else { return charted }
    func isNumber(_ path: JSONPath) -> Bool {
      if case .number = value[path: path] { true } else { false }
    }
    func isScalar(_ path: JSONPath) -> Bool {
      guard let value = value[path: path] else { return false }
      return !value.hasMembers && !IDText.isIDOrTime(value, at: path)
    }
    if followsCursor, let selected = state.tree.selected?.path, isScalar(selected),
      isNumber(selected) || isTelling(selected, in: shell)
    {
      return selected
    }
    if let charted, value[path: charted] != nil, isTelling(charted, in: shell) { return charted }
    let changed = content.changes.map(\.path) + state.tree.rows.map(\.path)
    let scalars = changed.filter(isScalar)
    let paths = scalars.filter(isNumber) + scalars.filter { !isNumber($0) }
    return paths.prefix(Self.candidates).first { isTelling($0, in: shell) }
  }

  /// Whether a value is known to change, or may do so, as long as it was not followed.
  private func isTelling(_ path: JSONPath, in shell: Shell) -> Bool {
    let key = Content.SeriesKey(stream: id, path: path, last: list.rows.last)
    return shell.knowledge.content.series[key]?.isTelling ?? true
  }
}

extension JSONValue {
  fileprivate var hasMembers: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}

extension JSONPath {
  /// Without the dot before its first key.
  var shortDescription: String {
    let text = description
    return text.hasPrefix(".") && text.count > 1 ? String(text.dropFirst()) : text
  }
}
