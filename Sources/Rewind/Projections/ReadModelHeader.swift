/// What is known of a stored copy of a read model.
public struct ReadModelHeader: Hashable, Sendable {
  /// Which definition made it: ``ProjectionDefinition/fingerprint``.
  public var fingerprint: String
  /// The place in the log up to which it is complete.
  public var checkpoint: Checkpoint
  /// Why it went no further; nil where nothing stopped it.
  public var fault: ProjectionFault?
  /// When it was last written.
  public var writtenAt: Timestamp

  /// Describes a copy.
  public init(
    fingerprint: String, checkpoint: Checkpoint, fault: ProjectionFault? = nil,
    writtenAt: Timestamp
  ) {
    self.fingerprint = fingerprint
    self.checkpoint = checkpoint
    self.fault = fault
    self.writtenAt = writtenAt
  }
}
