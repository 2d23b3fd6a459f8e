/// The place of an aggregate's last stored event.
struct AggregatePosition: Hashable, Sendable {
  static let none = AggregatePosition(count: 0, version: 0, position: 0)

  /// How many events the stream has up to it.
  var count: Int
  /// The version and the position that the log gives it; more than the count where some were lost.
  var version: Int
  var position: Int
}
