/// A value's course in a box, and on the border below it the track of the places it runs over, with a knob at one of
/// them: numbers as a line, anything else as bands.
///
///     ┌ balance ──────────────────────────── 500 in 0 to 1,000 ┐
///     │ ⢀⣀⣀⡠⠤⠒⠒⠉⠉⠑⠒⠤⠤⣀⣀⣀⡠⠤⠔⠒⠒⠊⠉⠉⠉⠉⠒⠒⠤⠤⠤⢄⣀⣀⣀⣀⠤⠤⠔⠒⠒⠊⠉⠉⠉        │
///     └─ v0 Jan 2 ────────────── Jan 9 ──▾─────────●── v5 Feb 3 ─┘
public struct ChartView {
  /// What the value is called.
  public var title: String
  /// What stands at the right of the title where there is room: the value, its extremes.
  public var note: String
  /// What places of the track are called.
  public var labels: ChartLabels
  /// The last place; the first is 0.
  public var last: Int
  /// Where the knob stands.
  public var place: Int
  /// Another place that is marked; nil for none.
  public var markedPlace: Int?
  /// The numbers, spread over the whole track; empty where there is nothing to draw.
  public var values: [Double?]
  /// What the value is where it is no number, spread likewise.
  public var texts: [String?]
  /// What the bottom and the top of the chart stand for.
  public var range: ClosedRange<Double>?
  /// Whether keys are for this chart.
  public var isFocused: Bool

  /// Makes a chart without values.
  public init(title: String, last: Int, place: Int, isFocused: Bool) {
    self.title = title
    note = ""
    labels = ChartLabels(first: "", last: "")
    self.last = last
    self.place = place
    values = []
    texts = []
    self.isFocused = isFocused
  }

  /// Draws the box, the chart in it, and the knob.
  public func draw(in rect: Rect, on canvas: inout Canvas) {
    canvas.box(rect, isFocused: isFocused, title: [StyledText(title)])
    let track = track(in: rect)
    guard track.count > 1 else { return }
    let row = rect.rowRange.upperBound - 1
    let knob = Point(column: column(of: place, on: track), row: row)
    for label in labels.placed(
      on: track, around: knob.column, place: { place(at: $0, in: rect) ?? 0 })
    {
      canvas.write(" \(label.text) ", at: Point(column: label.column - 1, row: row))
    }
    if let markedPlace {
      let mark = Point(column: column(of: markedPlace, on: track), row: row)
      canvas.write(String(canvas.glyphs.unfolded), at: mark)
    }
    if range != nil {
      drawValues(over: track, in: rect, on: &canvas)
    } else if !texts.isEmpty {
      drawBands(over: track, row: rect.origin.row + 1, on: &canvas)
    }
    drawNote(in: rect, on: &canvas)
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
    drawZero(over: track, height: size.rows, below: rect.origin.row, on: &canvas)
    let rows = Chart.rows(values: values, size: size, range: range, glyphs: canvas.glyphs)
    for (offset, text) in rows.enumerated() {
      let row = rect.origin.row + 1 + offset
      for (column, character) in text.enumerated() where character != " " {
        canvas.write(
          String(character), at: Point(column: track.lowerBound + column, row: row))
      }
    }
  }

  /// Draws where zero lies, in a chart that is high enough to tell and has values on both sides of it.
  private func drawZero(
    over track: Range<Int>, height: Int, below top: Int, on canvas: inout Canvas
  ) {
    guard height >= 3, let range, range.lowerBound < 0, range.upperBound > 0 else { return }
    let part = range.upperBound / (range.upperBound - range.lowerBound)
    let row = top + 1 + min(height - 1, Int(part * Double(height)))
    for column in track {
      canvas.write(
        String(canvas.glyphs.zero), at: Point(column: column, row: row), style: .dim)
    }
  }

  /// Draws what the value is from where to where, a bar before each.
  private func drawBands(over track: Range<Int>, row: Int, on canvas: inout Canvas) {
    var start = 0
    while start < texts.count {
      let end = texts[start...].firstIndex { $0 != texts[start] } ?? texts.count
      if let text = texts[start] {
        let from = track.lowerBound + start * track.count / texts.count
        let upTo = track.lowerBound + end * track.count / texts.count
        if start > 0, from < upTo {
          canvas.write(
            String(canvas.glyphs.light.vertical), at: Point(column: from, row: row), style: .dim)
        }
        let inset = start > 0 ? 1 : 0
        if upTo - from > inset {
          canvas.write(
            text, at: Point(column: from + inset, row: row), limit: upTo - from - inset)
        }
      }
      start = end
    }
  }

  private func drawNote(in rect: Rect, on canvas: inout Canvas) {
    let text = " \(note) "
    let room = rect.size.columns - TextWidth.columns(of: title)
    guard !note.isEmpty, TextWidth.columns(of: text) + 6 < room else { return }
    canvas.write(text, endingBefore: rect.columnRange.upperBound - 1, row: rect.origin.row)
  }

  /// The columns within the border.
  private func track(in rect: Rect) -> Range<Int> {
    let start = rect.origin.column + 1
    return start..<max(start, rect.columnRange.upperBound - 1)
  }

  private func column(of place: Int, on track: Range<Int>) -> Int {
    let last = max(1, self.last)
    return track.lowerBound + (place * (track.count - 1) * 2 + last) / (last * 2)
  }
}
