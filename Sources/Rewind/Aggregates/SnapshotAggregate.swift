/// An aggregate whose state can be put away at a version, and taken up again without its events.
///
/// What it keeps must be all that it is: a restored one must fold what follows as the one before would.
public protocol SnapshotAggregate: Aggregate {
  /// Raised when the code changes what it makes of the same events, or what it puts into a snapshot, so
  /// that no snapshot made before is read.
  static var revision: Int { get }

  /// All that it is.
  var snapshot: JSONValue { get }

  /// Takes up what ``snapshot`` kept.
  ///
  /// - Throws: where that is none of its snapshots.
  init(snapshot: JSONValue) throws
}

extension SnapshotAggregate {
  /// The first revision.
  public static var revision: Int { 1 }
}
