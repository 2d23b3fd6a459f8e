/// Where an append has put its events.
public struct AppendResult: Hashable, Sendable {
  /// The versions of the events, in order.
  public let versions: ClosedRange<Int>
  /// The positions of the events, in order.
  public let positions: ClosedRange<Int>
  /// Whether the events were there already, so that nothing was written.
  public let isRepeat: Bool

  /// Describes what an append has done.
  public init(versions: ClosedRange<Int>, positions: ClosedRange<Int>, isRepeat: Bool) {
    self.versions = versions
    self.positions = positions
    self.isRepeat = isRepeat
  }
}
