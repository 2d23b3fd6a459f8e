/// What is known of a stored copy of a read model.
public struct ReadModelHeader: Hashable, Sendable {
  /// Which definition made it: ``ProjectionDefinition/fingerprint``.
  public var fingerprint: String
  /// The text of that definition, kept from when the copy was begun; nil where it has none, or the copy was made before
  /// texts were kept.
  public var text: DefinitionText?
  /// The place in the log up to which it is complete.
  public var checkpoint: Checkpoint
  /// Why it went no further; nil where nothing stopped it.
  public var fault: ProjectionFault?
  /// When it was last written.
  public var writtenAt: Timestamp
  /// A number that it was given when it was begun, and another when it was put in the live copy's place.
  ///
  /// Who writes a copy holds the number that it had when it was read: where a rebuild has taken its place meanwhile,
  /// the write is refused, since it is of rows that are gone.
  public var generation: Int

  /// Describes a copy.
  public init(
    fingerprint: String, text: DefinitionText? = nil, checkpoint: Checkpoint,
    fault: ProjectionFault? = nil, writtenAt: Timestamp, generation: Int = 0
  ) {
    self.fingerprint = fingerprint
    self.text = text
    self.checkpoint = checkpoint
    self.fault = fault
    self.writtenAt = writtenAt
    self.generation = generation
  }
}
