/// A number's course in a box, and on the border below it the track of the places it runs over,
/// with a knob at one of them.
///
///     ┌ balance ───────────────────────────── 500 · 0 to 1,000 ┐
///     │ ⢀⣀⣀⡠⠤⠒⠒⠉⠉⠑⠒⠤⠤⣀⣀⣀⡠⠤⠔⠒⠒⠊⠉⠉⠉⠉⠒⠒⠤⠤⠤⢄⣀⣀⣀⣀⠤⠤⠔⠒⠒⠊⠉⠉⠉        │
///     └ 1 ──────────────────────────▾───────────●────────── 5 ─┘
public struct ChartView: Sendable {
  /// What the number is called.
  public var title: String
  /// What stands at the right of the title where there is room: the value, its extremes.
  public var note: String
  /// What the places at the two ends of the track are called.
  public var ends: (first: String, last: String)
  /// The last place; the first is 0.
  public var last: Int
  /// Where the knob stands.
  public var place: Int
  /// Another place that is marked; nil for none.
  public var markedPlace: Int?
  /// The values, spread over the whole track; empty where there is nothing to draw.
  public var values: [Double?]
  /// What the bottom and the top of the chart stand for.
  public var range: ClosedRange<Double>?
  /// Whether keys are for this chart.
  public var isFocused: Bool

  /// Makes a chart without values.
  public init(
    title: String, ends: (first: String, last: String), last: Int, place: Int, isFocused: Bool
  ) {
    self.title = title
    note = ""
    self.ends = ends
    self.last = last
    self.place = place
    values = []
    self.isFocused = isFocused
  }

  /// Draws the box, the chart in it, and the knob.
  public func draw(in rect: Rect, on canvas: inout Canvas) {
    canvas.box(
      rect, isFocused: isFocused, title: [StyledText(title)],
      bottomTitle: [StyledText(ends.first)], bottomCorner: [StyledText(ends.last)])
    let track = track(in: rect)
    guard track.count > 1 else { return }
    let row = rect.rowRange.upperBound - 1
    if let markedPlace {
      let mark = Point(column: column(of: markedPlace, on: track), row: row)
      canvas.write(String(canvas.glyphs.unfolded), at: mark)
    }
    if !values.isEmpty { drawValues(over: track, in: rect, on: &canvas) }
    let knob = Point(column: column(of: place, on: track), row: row)
    canvas.write(String(canvas.glyphs.knob), at: knob)
    guard isFocused else { return }
    canvas.restyle(Rect(column: knob.column, row: knob.row, columns: 1, rows: 1)) {
      $0.isReversed = true
    }
    canvas.cursor = knob
  }

  /// The place that a column stands for; the nearest end where it lies beside the track.
  public func place(at column: Int, in rect: Rect) -> Int? {
    let track = track(in: rect)
    guard track.count > 1 else { return nil }
    let offset = max(0, min(column - track.lowerBound, track.count - 1))
    return (offset * last * 2 + track.count - 1) / ((track.count - 1) * 2)
  }

  private func drawValues(over track: Range<Int>, in rect: Rect, on canvas: inout Canvas) {
    let size = Size(columns: track.count, rows: rect.size.rows - 2)
    let rows = Chart.rows(values: values, size: size, range: range, glyphs: canvas.glyphs)
    for (offset, text) in rows.enumerated() {
      canvas.write(text, at: Point(column: track.lowerBound, row: rect.origin.row + 1 + offset))
    }
    let text = " \(note) "
    guard !note.isEmpty, TextWidth.columns(of: text) + 12 < rect.size.columns else { return }
    canvas.write(text, endingBefore: rect.columnRange.upperBound - 4, row: rect.origin.row)
  }

  /// The columns between what the ends are called, each with a space around it.
  private func track(in rect: Rect) -> Range<Int> {
    let start = rect.origin.column + TextWidth.columns(of: ends.first) + 3
    let end = rect.columnRange.upperBound - TextWidth.columns(of: ends.last) - 3
    return start..<max(start, end)
  }

  private func column(of place: Int, on track: Range<Int>) -> Int {
    let last = max(1, self.last)
    return track.lowerBound + (place * (track.count - 1) * 2 + last) / (last * 2)
  }
}
