internal import Synchronization

/// A history that only grows: snapshots that share it know the same events at the same positions.
public struct LogGeneration: Hashable, Sendable {
  private let number = LogGeneration.last.wrappingAdd(1, ordering: .relaxed).newValue

  private static let last = Atomic(0)

  /// A history that no other snapshot has.
  public init() {}
}
