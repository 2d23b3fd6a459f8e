/// What stands on a chart's track: what its ends are called, and places between them.
public struct ChartLabels {
  /// So many columns lie between two labels.
  private static let distance = 20

  /// What the first place is called.
  public var first: String
  /// What the last place is called.
  public var last: String
  /// What a place between is called, such as its day; nil for nothing.
  public var between: (Int) -> String?

  /// Makes labels; by default nothing stands between the ends.
  public init(
    first: String, last: String, between: @escaping (Int) -> String? = { _ in nil }
  ) {
    (self.first, self.last, self.between) = (first, last, between)
  }

  /// The labels of a track, and the columns where they begin: those that would touch another, or the knob, or repeat
  /// the one before, are left out.
  ///
  /// - Parameters:
  ///   - track: the columns of the track.
  ///   - knob: a column that nothing may cover.
  ///   - place: the place that a column stands for.
  func placed(
    on track: Range<Int>, around knob: Int, place: (Int) -> Int
  ) -> [(column: Int, text: String)] {
    let firstEnd = track.lowerBound + 2 + TextWidth.columns(of: first)
    let lastStart = track.upperBound - 2 - TextWidth.columns(of: last)
    guard firstEnd < lastStart else { return [] }
    var labels = [(column: track.lowerBound + 2, text: first)]
    var end = firstEnd
    var before = first
    for column in stride(from: track.lowerBound + Self.distance, to: lastStart, by: Self.distance) {
      guard let text = between(place(column)), !before.hasSuffix(text), !last.hasSuffix(text) else {
        continue
      }
      let after = column + TextWidth.columns(of: text)
      guard column > end + 2, after + 2 < lastStart else { continue }
      labels.append((column, text))
      (end, before) = (after, text)
    }
    labels.append((lastStart, last))
    return labels.filter { label in
      !label.text.isEmpty
        && !(label.column - 1...label.column + TextWidth.columns(of: label.text)).contains(knob)
    }
  }
}
