/// Which copy of a projection's read model is meant.
public enum ReadModelCopy: String, Hashable, Sendable, CaseIterable {
  /// The one that everybody reads.
  case live
  /// The one that a rebuild fills beside it.
  case shadow
}
