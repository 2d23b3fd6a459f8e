public import Rewind

/// An event of the same command as another, in the tree of causes and effects that both are in.
public struct RelatedEvent: Hashable, Sendable {
  /// Where it is in the log.
  public let position: Int
  /// How many events of the tree caused it, one after the other; 0 where none is known.
  public let depth: Int
  /// Which path of its stream's state it changed first; nil where ``effect`` is what its own data tell.
  public let path: JSONPath?
  /// What it did.
  public let effect: EventEffect

  /// Describes an event of a tree.
  public init(position: Int, depth: Int, path: JSONPath?, effect: EventEffect) {
    (self.position, self.depth, self.path, self.effect) = (position, depth, path, effect)
  }
}
