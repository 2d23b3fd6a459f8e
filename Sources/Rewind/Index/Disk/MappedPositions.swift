/// The positions of one stream's events in an index on disk, in order.
final class MappedPositions: Sendable {
  /// Those of a run.
  struct Stretch: Sendable {
    /// Which of the runs it is.
    let run: Int
    /// The run's positions, as far as they were checked.
    let checked: CheckedValues<UInt32>
    /// The run's lines, counted from 0.
    let lines: Range<Int>
    /// The place in the run's positions that would be the stream's first.
    let first: Int
    /// The first of the stream's positions that is in the run.
    let begin: Int
  }

  let count: Int
  /// Held as long as their positions may be read.
  private let runs: [StreamRun]
  private let stretches: [Stretch]
  private let replacement: @Sendable (Int) -> Int

  init(
    _ runs: [StreamRun], _ stretches: [Stretch], count: Int,
    replacement: @escaping @Sendable (Int) -> Int
  ) {
    (self.runs, self.stretches, self.count) = (runs, stretches, count)
    self.replacement = replacement
  }

  /// - Precondition: the index is below ``count``.
  subscript(index: Int) -> Int {
    withExtendedLifetime(self) {
      guard let number = stretches.lastIndex(where: { $0.begin <= index }) else {
        return replacement(index)
      }
      let stretch = stretches[number]
      let place = stretch.first + index
      if let position = stretch.checked[place], position > stretch.lines.lowerBound,
        position <= stretch.lines.upperBound
      {
        return Int(position)
      }
      return (try? runs[stretch.run].position(place)) ?? replacement(index)
    }
  }
}
