/// Which copy of a projection's read model is meant.
public enum ReadModelCopy: String, Hashable, Sendable, CaseIterable {
  /// The copy that is read.
  case live
  /// The copy that a rebuild fills beside it.
  case shadow
}
