/// Where read models are kept: a database, in which rows and checkpoint change together.
///
/// Everything may be called from any thread. Everything throws ``ReadModelError``, and an error of the
/// store's own where the database cannot be used; what was there before is whole then.
public protocol ReadModelStore: Sendable {
  /// What is known of a copy; nil where there is none.
  func header(of projection: String, _ copy: ReadModelCopy) throws -> ReadModelHeader?

  /// Makes a copy anew, with no rows; what was there of it goes.
  ///
  /// - Parameter header: what is known of the empty copy: the definition's fingerprint, and
  ///   ``Checkpoint/start``.
  func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader) throws

  /// Writes changes and the place they lead to, in one transaction.
  func write(
    _ changes: ReadModelChanges, header: ReadModelHeader, of definition: ProjectionDefinition,
    _ copy: ReadModelCopy) throws

  /// The values after the key of each partition's row, in the order asked; nil where there is none.
  func states(
    ofKeys keys: [String], in definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> [[ReadModelValue]?]

  /// Puts the shadow in the place of the live copy, in one transaction.
  ///
  /// - Parameter evenIfBehind: whether the shadow may be less far than the live copy, which is refused
  ///   otherwise: for a live copy of another log.
  func swap(_ definition: ProjectionDefinition, evenIfBehind: Bool) throws

  /// Removes the shadow, where there is one.
  func discardShadow(of projection: String) throws

  /// The dead letters of a copy, by position, from one on; at most so many.
  func deadLetters(
    of projection: String, _ copy: ReadModelCopy, after position: Int, limit: Int
  ) throws -> [DeadLetter]

  /// How many dead letters a copy has.
  func deadLetterCount(of projection: String, _ copy: ReadModelCopy) throws -> Int

  /// The keys of partitions with dead letters.
  func parkedKeys(of projection: String, _ copy: ReadModelCopy) throws -> Set<String>

  /// Some rows of a table, as they are now.
  func rows(_ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy)
    throws -> RowPage

  /// What the shadow has that the live copy has not, and the other way round.
  func compare(_ definition: ProjectionDefinition, limit: Int, after: Int) throws
    -> ReadModelComparison

  /// Takes possession of a projection, for this process and this call alone; given up when the
  /// returned value goes.
  ///
  /// - Throws: ``ReadModelError/owned(projection:process:)`` where somebody else has it.
  func acquireLease(of projection: String) throws -> any Sendable

  /// The process that owns a projection, where one does and it can be told; 0 where it cannot.
  func owner(of projection: String) -> Int?
}
