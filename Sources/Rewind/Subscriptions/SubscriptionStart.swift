/// Where a subscription begins.
public enum SubscriptionStart: Hashable, Sendable {
  /// At the log's first event.
  case beginning
  /// Behind a position, from 0; it need not be there yet.
  case after(Int)
  /// Behind the last event that the log has when the iteration begins.
  case end
}
