import Rewind
import TextUI

extension Model {
  /// The scrubber: a number of the state through all versions, and where one is in them.
  func drawScrubber(of stream: StreamScreen, on canvas: inout Canvas, _ layout: Layout) {
    guard let rect = layout.panels[.scrubber] else { return }
    let last = stream.list.rows.last
    let first = last > 0 ? Spelling.grouped(index.shownVersion(1, of: stream.id)) : "0"
    let end = Spelling.grouped(index.shownVersion(last, of: stream.id))
    canvas.box(
      rect, isFocused: screenPanel == .scrubber, title: [StyledText(chartTitle(of: stream))],
      bottomTitle: [StyledText(first)], bottomCorner: [StyledText(end)])
    // The track lies between the two numbers, each with a space around it.
    let start = rect.origin.column + TextWidth.columns(of: first) + 3
    let columns = rect.columnRange.upperBound - TextWidth.columns(of: end) - 3 - start
    guard columns > 1 else { return }
    let knob = Point(
      column: start + (stream.version * (columns - 1) * 2 + max(1, last)) / (max(1, last) * 2),
      row: rect.rowRange.upperBound - 1)
    if let base = stream.base {
      let column = start + (base * (columns - 1) * 2 + max(1, last)) / (max(1, last) * 2)
      canvas.write(String(options.glyphs.unfolded), at: Point(column: column, row: knob.row))
    }
    drawChart(of: stream, start: start, columns: columns, in: rect, on: &canvas)
    canvas.write(String(options.glyphs.knob), at: knob)
    if screenPanel == .scrubber {
      canvas.restyle(Rect(column: knob.column, row: knob.row, columns: 1, rows: 1)) {
        $0.isReversed = true
      }
      canvas.cursor = knob
    }
  }

  private func chartTitle(of stream: StreamScreen) -> String {
    guard let path = stream.charted else { return "versions" }
    let text = path.description
    return text.hasPrefix(".") && text.count > 1 ? String(text.dropFirst()) : text
  }

  private func drawChart(
    of stream: StreamScreen, start: Int, columns: Int, in rect: Rect, on canvas: inout Canvas
  ) {
    guard let key = seriesKey(of: stream), let series = knowledge.content.series[key] else {
      return
    }
    // Version 0 has its place on the track too.
    let values = series.values.count == key.last ? [nil] + series.values : series.values
    let rows = Chart.rows(
      values: values, size: Size(columns: columns, rows: rect.size.rows - 2), range: series.range,
      glyphs: options.glyphs)
    for (offset, text) in rows.enumerated() {
      canvas.write(text, at: Point(column: start, row: rect.origin.row + 1 + offset))
    }
    guard let range = series.range else { return }
    var corner = "\(Spelling.value(range.lowerBound)) to \(Spelling.value(range.upperBound))"
    if let value = stream.state.content?.state.value?[path: key.path]?.double {
      corner = "\(Spelling.value(value))\(separator)\(corner)"
    }
    let end = rect.columnRange.upperBound - 4
    let text = " \(corner) "
    guard TextWidth.columns(of: text) + 12 < rect.size.columns else { return }
    writeRight(text, before: end, row: rect.origin.row, on: &canvas)
  }
}
