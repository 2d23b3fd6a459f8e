/// Draws values over time as a line.
public enum Chart {
  /// The rows of a line chart, each `size.columns` wide, the highest value at the top.
  ///
  /// In braille a cell has 2 × 4 dots; in ASCII one character a column, at three heights. The
  /// values spread over the whole width; a value holds until the next. Where several share a
  /// column, all from the lowest to the highest are drawn, so that no peak is lost. A missing,
  /// infinite or NaN value leaves a gap.
  ///
  /// - Parameters:
  ///   - values: the values, from left to right.
  ///   - range: what the bottom and the top stand for; by default the lowest and the highest value. A single
  ///     value lies in the middle.
  ///   - size: how large the chart is.
  ///   - glyphs: whether to draw in braille or in ASCII.
  public static func rows(
    values: [Double?], size: Size, range: ClosedRange<Double>? = nil, glyphs: GlyphSet = .unicode
  ) -> [String] {
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    guard let range = range ?? bounds(finite), size.columns > 0, size.rows > 0 else {
      return Array(
        repeating: String(repeating: " ", count: size.columns), count: size.rows)
    }
    switch glyphs {
    case .unicode:
      let grid = DotGrid(values: values, columns: size.columns * 2, rows: size.rows * 4, in: range)
      return (0..<size.rows).map { row in
        String((0..<size.columns).map { grid.braille(column: $0, row: row) })
      }
    case .ascii:
      let grid = DotGrid(values: values, columns: size.columns, rows: size.rows * 3, in: range)
      return (0..<size.rows).map { row in
        String((0..<size.columns).map { grid.ascii(column: $0, row: row) })
      }
    }
  }

  private static func bounds(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}

/// For each dot column of a chart, the dots that are on: a range of rows from the top.
private struct DotGrid {
  private var spans: [ClosedRange<Int>?]

  init(values: [Double?], columns: Int, rows: Int, in range: ClosedRange<Double>) {
    spans = []
    var previous: Int?
    for column in 0..<columns {
      let first = column * values.count / columns
      let next = (column + 1) * values.count / columns
      let dots = values[first..<max(first + 1, next)].compactMap { value -> Int? in
        guard let value, value.isFinite else { return nil }
        return Self.row(of: value, in: range, rows: rows)
      }
      guard let low = dots.min(), let high = dots.max(), let last = dots.last else {
        spans.append(nil)
        previous = nil
        continue
      }
      // Reach towards the column before, so that a step is one line.
      var span = low...high
      if let previous {
        if previous < low - 1 { span = previous + 1...high }
        if previous > high + 1 { span = low...previous - 1 }
      }
      spans.append(span)
      previous = last
    }
  }

  /// The row of a value, 0 at the top.
  private static func row(of value: Double, in range: ClosedRange<Double>, rows: Int) -> Int {
    // Halves, so that the span cannot overflow.
    let span = range.upperBound / 2 - range.lowerBound / 2
    guard span > 0 else { return rows / 2 }
    let height = (value / 2 - range.lowerBound / 2) / span
    return Int((1 - min(1, max(0, height))) * Double(rows - 1) + 0.5)
  }

  private func isOn(_ column: Int, _ row: Int) -> Bool {
    spans[column]?.contains(row) ?? false
  }

  func braille(column: Int, row: Int) -> Character {
    // The bits of the eight dots, left column then right, from the top.
    let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    var dots: UInt32 = 0
    for x in 0..<2 {
      for y in 0..<4 where isOn(column * 2 + x, row * 4 + y) { dots |= bits[x][y] }
    }
    return dots == 0 ? " " : Character(Unicode.Scalar(0x2800 + dots)!)
  }

  func ascii(column: Int, row: Int) -> Character {
    switch (0..<3).map({ isOn(column, row * 3 + $0) }) {
    case [false, false, false]: " "
    case [true, false, false]: "'"
    case [false, true, false]: "-"
    case [false, false, true]: "."
    default: "|"
    }
  }
}
