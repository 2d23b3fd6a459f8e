import Rewind

/// Since when the rows differ that a comparison lists.
struct DifferenceStarts: Sendable {
  /// Why none is known; nil where that is no wonder.
  let unknown: String?
  /// The last position of them; 0 where there is none.
  let lastPosition: Int
  /// By their tables and keys.
  ///
  /// Two keys are one where their bytes are the same, as with names of streams.
  private let starts: [Int: [StreamName: DifferenceStart]]

  init(_ starts: [DifferenceStart], unknown: String?) {
    self.unknown = unknown
    lastPosition = starts.map(\.position).max() ?? 0
    self.starts = Dictionary(grouping: starts, by: \.table).mapValues { starts in
      Dictionary(starts.map { (StreamName($0.key), $0) }) { first, _ in first }
    }
  }

  /// Since when a row differs; nil where that is not known, or definitions are not why it does.
  subscript(difference: ReadModelComparison.Difference) -> DifferenceStart? {
    starts[difference.table]?[StreamName(difference.key.description)]
  }
}
