public import Rewind

extension SQLiteReadModels {
  /// Takes the lease of a copy, which nobody else can have meanwhile; it ends when the returned value is released,
  /// or the process ends.
  ///
  /// - Throws: `ReadModelError.owned` where it is taken; ``SQLiteError``.
  public func acquireLease(
    of projection: String, _ copy: ReadModelCopy
  ) throws -> any Sendable {
    guard let locks else { return () }
    return try ProjectionLease(projection, copy, in: locks)
  }

  /// The process that has the lease of a copy, which may be this one: 0 where that cannot be told, nil
  /// where it is free.
  public func owner(of projection: String, _ copy: ReadModelCopy) -> Int? {
    locks.flatMap { ProjectionLease.holder(of: projection, copy, in: $0) }
  }
}
