import Rewind
import TextUI

extension Model {
  /// The scrubber: a number of the state through all versions, and where one is in them.
  func drawScrubber(of stream: StreamScreen, on canvas: inout Canvas, _ layout: Layout) {
    guard let rect = layout.panels[.scrubber] else { return }
    chart(of: stream).draw(in: rect, on: &canvas)
  }

  /// The chart, with its knob at the version one is at.
  func chart(of stream: StreamScreen) -> ChartView {
    let last = stream.list.rows.last
    let first = last > 0 ? Spelling.grouped(index.shownVersion(1, of: stream.id)) : "0"
    var chart = ChartView(
      title: chartTitle(of: stream),
      ends: (first, Spelling.grouped(index.shownVersion(last, of: stream.id))), last: last,
      place: stream.version, isFocused: screenPanel == .scrubber)
    chart.markedPlace = stream.base
    guard let key = seriesKey(of: stream), let series = knowledge.content.series[key] else {
      return chart
    }
    // Version 0 has its place on the track too.
    chart.values = series.values.count == key.last ? [nil] + series.values : series.values
    chart.range = series.range
    if let range = series.range {
      let extremes = "\(Spelling.value(range.lowerBound)) to \(Spelling.value(range.upperBound))"
      let value = stream.state.content?.state.value?[path: key.path]?.double
      chart.note = value.map { Spelling.value($0) + separator + extremes } ?? extremes
    }
    return chart
  }

  private func chartTitle(of stream: StreamScreen) -> String {
    guard let path = stream.charted else { return "versions" }
    let text = path.description
    return text.hasPrefix(".") && text.count > 1 ? String(text.dropFirst()) : text
  }
}
