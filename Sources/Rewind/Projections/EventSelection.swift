/// Which events a projection is about.
public struct EventSelection: Hashable, Sendable {
  /// The categories of their streams; nil for all.
  public var categories: Set<String>?
  /// Their types; nil for all.
  public var types: Set<String>?

  /// Makes a selection; what is left out selects nothing away.
  public init(categories: Set<String>? = nil, types: Set<String>? = nil) {
    self.categories = categories
    self.types = types
  }

  /// All events.
  public static let all = EventSelection()

  /// The events of a category's streams.
  public static func category(_ name: String) -> EventSelection {
    EventSelection(categories: [name])
  }
}

extension EventSelection: CustomStringConvertible {
  /// The selection in words: `category account`, `all events`.
  public var description: String {
    let parts = [
      categories.map { "category " + $0.sorted().joined(separator: ", ") },
      types.map { "type " + $0.sorted().joined(separator: ", ") },
    ].compactMap { $0 }
    return parts.isEmpty ? "all events" : parts.joined(separator: " · ")
  }
}
