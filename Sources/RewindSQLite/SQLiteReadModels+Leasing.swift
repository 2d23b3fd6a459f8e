internal import Rewind

extension SQLiteReadModels {
  /// Takes possession of a projection, for this process and this call alone; given up when the
  /// returned value goes, or the process ends.
  ///
  /// - Throws: ``ReadModelError/owned(projection:process:)`` where somebody else has it; ``SQLiteError``.
  public func acquireLease(of projection: String) throws -> any Sendable {
    guard let locks else { return () }
    return try ProjectionLease(projection, in: locks)
  }

  /// The process that owns a projection, this one too; nil where none does, 0 where it cannot be told.
  public func owner(of projection: String) -> Int? {
    locks.flatMap { ProjectionLease.holder(of: projection, in: $0) }
  }
}
