/// What one event did to a partition's row.
public struct RowStep: Hashable, Sendable {
  /// The event.
  public var position: Int
  /// The row before it, a value for each column after the key; nil where there was none.
  public var old: [ReadModelValue]?
  /// The row after it; nil where there is none.
  public var new: [ReadModelValue]?
  /// What the projection said, where it could not take the event in.
  public var fault: String?

  /// Describes a step.
  public init(
    position: Int, old: [ReadModelValue]?, new: [ReadModelValue]?, fault: String? = nil
  ) {
    self.position = position
    self.old = old
    self.new = new
    self.fault = fault
  }
}
