/// Which two states of a read model are compared.
public enum ComparedCopies: Hashable, Sendable {
  /// The read model, and a rebuild that is ready.
  case rebuild
  /// The read model as of two positions.
  case positions(Int, Int)
}
