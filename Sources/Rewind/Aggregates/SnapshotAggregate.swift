/// An aggregate that can be saved at a version, and restored without the events up to there.
///
/// A snapshot must hold everything that `apply` depends on: a restored aggregate must fold later events as
/// the saved one would.
public protocol SnapshotAggregate: Aggregate {
  /// Raised when the code changes what it makes of the same events, or what it puts into a snapshot, so
  /// that no snapshot made before is read.
  static var revision: Int { get }

  /// The whole state of the aggregate.
  var snapshot: JSONValue { get }

  /// Restores an aggregate from its ``snapshot``.
  ///
  /// - Throws: any error where the value is none of its snapshots; the events are replayed then.
  init(snapshot: JSONValue) throws
}

extension SnapshotAggregate {
  /// The first revision.
  public static var revision: Int { 1 }
}
